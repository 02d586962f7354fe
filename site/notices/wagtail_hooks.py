"""The room's part of the Wagtail admin."""

from typing import Any

from wagtail import hooks

from notices.bulk_actions import SendAgain
from notices.viewsets import DeliveryViewSet, WordingViewSet

hooks.register("register_bulk_action", SendAgain)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Deliveries under Report, words under Publish in the menu."""
    return [DeliveryViewSet(), WordingViewSet()]
