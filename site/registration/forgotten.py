"""What this room lets go of: the names of companions, once nobody can ask who came."""

from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kernel.retention import Kind
from registration.models import Registration


def _over(before: datetime) -> QuerySet[Any]:
    """Registrations with such names for what had its last session, or its window, before then."""
    named = Registration.objects.exclude(companion_names="")
    over_at = Coalesce(Max("offering__sessions__ends_at"), "offering__closes_at")
    return named.annotate(over_at=over_at).filter(over_at__lt=before)


def _unname(rows: list[Registration]) -> None:
    """How many they were stays: places and figures rest on it."""
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(companion_names="")


KINDS = [
    Kind(
        "registration.companions",
        _("Names of companions"),
        _("Counted from the last session. Where a registration ends before, they go at once."),
        _over,
        "over_at",
        days=90,
        at_least=14,
        let_go=_unname,
    )
]
