"""Offerings for which fewer have registered than they need, once their date has come."""

from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from events.enums import OfferingState
from events.models import Offering
from notices.delivery import Note, notify_many
from notices.enums import Kind
from people.enums import Role
from people.models import Membership
from registration.enums import RegistrationState
from registration.wording import title_of

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


def tell_of_few() -> int:
    """Tell the organisers of each such offering once for each date; return how many there are."""
    rows = list(below_minimum().select_related("page", "lead_unit").order_by("pk"))
    for offering in rows:
        with transaction.atomic():
            key = f"minimum-{offering.pk}-{offering.minimum_due_at:%Y%m%d%H%M}"
            path = reverse("offerings:inspect", args=[offering.pk])
            context = {"offering": offering, "title": title_of(offering)}
            notify_many(
                Kind.BELOW_MINIMUM,
                [Note(person, key, path, context) for person in organisers_of(offering.lead_unit)],
            )
    return len(rows)


def organisers_of(unit: Any) -> list[Any]:
    """Organisers of a unit; where it has none, those of the nearest unit above it."""
    paths = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    above = Membership.objects.current().filter(role=Role.ORGANISER, unit__path__in=paths)
    found = list(above.select_related("user", "unit").order_by("pk"))
    nearest = max((len(membership.unit.path) for membership in found), default=0)
    return [membership.user for membership in found if len(membership.unit.path) == nearest]
