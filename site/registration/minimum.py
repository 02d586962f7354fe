"""Offerings with fewer participants than they need, once their date has come; whom to tell."""

from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from events.enums import OfferingState
from events.models import Offering
from people.enums import Role
from people.models import Membership
from registration.enums import RegistrationState

CONFIRMED = RegistrationState.CONFIRMED


def below_minimum() -> Any:
    """Running offerings past their date with too few confirmed; each with `confirmed`.

    What an organiser decided to hold all the same is not among them.
    """
    count = Count("registrations", filter=Q(registrations__state=CONFIRMED))
    running = Offering.objects.filter(
        state__in=(OfferingState.PUBLISHED, OfferingState.PAUSED),
        minimum__gt=0,
        minimum_due_at__lte=timezone.now(),
        minimum_settled_at=None,
    )
    return running.annotate(confirmed=count).filter(confirmed__lt=F("minimum"))


def organisers_of(unit: Any) -> list[Any]:
    """Organisers of a unit; where it has none, those of the nearest unit above it."""
    paths = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    above = Membership.objects.current().filter(role=Role.ORGANISER, unit__path__in=paths)
    found = list(above.select_related("user", "unit").order_by("pk"))
    nearest = max((len(membership.unit.path) for membership in found), default=0)
    return [membership.user for membership in found if len(membership.unit.path) == nearest]
