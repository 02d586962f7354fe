"""What the room lets go of: notices that nobody looks up any more, with their deliveries."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.retention import Kind
from notices.enums import OPEN, DeliveryState
from notices.models import Delivery, Notice


def _old(before: datetime) -> QuerySet[Any]:
    """Old ones of which nothing is on its way."""
    waiting = Delivery.objects.filter(
        notice=OuterRef("pk"), state__in=(*OPEN, DeliveryState.COLLECTED)
    )
    return Notice.objects.filter(~Exists(waiting), created_at__lt=before)


KINDS = [
    Kind(
        "notices.notices",
        _("Notices and their deliveries"),
        _("What a person was told, and how it reached them. Decisions stay in the records."),
        _old,
        "created_at",
        days=2 * 365,
        at_least=90,
    )
]
