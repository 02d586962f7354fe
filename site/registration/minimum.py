"""Offerings counted once their date has come: those with too few, with enough; whom to tell."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from events.enums import RUNNING
from events.models import Offering, Session
from people.enums import Role
from people.models import Membership
from registration.enums import RegistrationState

CONFIRMED = RegistrationState.CONFIRMED


def below_minimum() -> Any:
    """Running offerings past their date with too few confirmed; each with `confirmed`.

    Not among them are what an organiser decided to hold all the same, what had enough when it was
    counted, and what has begun.
    """
    begun = Session.objects.held().filter(offering=OuterRef("pk"), starts_at__lte=timezone.now())
    return _due().filter(~Exists(begun), confirmed__lt=F("minimum"))


def with_enough() -> Any:
    """Running offerings past their date with enough confirmed, for which that is not noted yet."""
    return _due().filter(confirmed__gte=F("minimum"))


def _due() -> Any:
    count = Count("registrations", filter=Q(registrations__state=CONFIRMED))
    running = Offering.objects.filter(
        state__in=RUNNING,
        minimum__gt=0,
        minimum_due_at__lte=timezone.now(),
        minimum_settled_at=None,
    )
    return running.annotate(confirmed=count)


def organisers_of(unit: Any) -> list[Any]:
    """Organisers of a unit; where it has none, those of the nearest unit above it."""
    paths = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    above = Membership.objects.current().filter(role=Role.ORGANISER, unit__path__in=paths)
    found = list(above.select_related("user", "unit").order_by("pk"))
    nearest = max((len(membership.unit.path) for membership in found), default=0)
    return [membership.user for membership in found if len(membership.unit.path) == nearest]
