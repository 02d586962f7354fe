"""The room's part of the Wagtail admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from essays.award_viewsets import PrizeViewSet
from essays.book_viewsets import BookViewSet
from essays.essay_bulk import BULK_ACTIONS
from essays.essay_viewsets import EssayViewSet
from essays.publication_viewsets import PublicationViewSet
from essays.reason_viewset import ReasonViewSet
from essays.rules import review_essay
from essays.similarity_viewsets import OfficialViewSet, RunViewSet, SimilarViewSet
from essays.viewsets import TaskViewSet
from events.additions import Addition, add
from events.models import Offering
from events.rules import manage_offering

for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Reflect in the menu."""
    return [
        TaskViewSet(),
        SimilarViewSet(),
        OfficialViewSet(),
        RunViewSet(),
        PublicationViewSet(),
        BookViewSet(),
        PrizeViewSet(),
        EssayViewSet(),
        ReasonViewSet(),
    ]


class ReviewMenuItem(MenuItem):
    """Shown to reviewers."""

    def is_shown(self, request: Any) -> bool:
        """By the rule of the queue."""
        return review_essay.allows(request.user)


@hooks.register("register_reflect_menu_item")
def register_review() -> MenuItem:
    """The reviewers' queue, outside the admin."""
    return ReviewMenuItem(
        _("Review"), "/review/", name="review", icon_name="clipboard-list", order=2
    )


def buttons(person: Any, offering: Offering) -> list[Button]:
    """From an offering to a new task for it."""
    if not person.has_perm("essays.add_essaytask") or not manage_offering.allows(person, offering):
        return []
    url = f"{reverse('essay-tasks:add')}?offering={offering.pk}"
    return [Button(_("New essay task"), url=url, icon_name="edit", priority=50)]


add(Addition("essays", buttons=buttons))
