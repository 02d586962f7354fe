"""Who may see and manage offerings, with their routes and bookings."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Offering, Route, VenueBooking
from events.queries import OfferingQuerySet
from kernel.rules import Rule
from people.enums import Role
from people.rules import WORKERS, reaches, units_of


def _managed(person: Any) -> OfferingQuerySet:
    return Offering.objects.filter(lead_unit__in=units_of(person, *WORKERS))


def _seen(person: Any) -> OfferingQuerySet:
    public = Offering.objects.public()
    if not getattr(person, "is_authenticated", False) or not reaches(person, None, *WORKERS):
        return public
    return Offering.objects.filter(
        Q(pk__in=public.values("pk")) | Q(pk__in=_managed(person).values("pk"))
    )


def _followed(person: Any) -> OfferingQuerySet:
    return Offering.objects.filter(lead_unit__in=units_of(person, *WORKERS, Role.AUDITOR))


follow_offering = Rule(
    "events.follow_offering",
    _("You can look into only what your own unit or one below it leads."),
    visible=_followed,
    test=lambda person, offering: reaches(
        person, offering.lead_unit if offering else None, *WORKERS, Role.AUDITOR
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)
manage_offering = Rule(
    "events.manage_offering",
    _("You can manage only what your own unit or one below it leads."),
    visible=_managed,
    test=lambda person, offering: reaches(
        person, offering.lead_unit if offering else None, *WORKERS
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)


def _about(rule: Rule, name: str, rows: Callable[[], Any], path: str) -> Rule:
    """What a rule says of offerings, about what belongs to them."""
    return Rule(
        name,
        rule.sentence,
        visible=lambda person: rows().filter(**{f"{path}__in": rule.visible(person)}),  # type: ignore[misc]
        who_can_help=rule.who_can_help,
    )


follow_routes = _about(follow_offering, "events.follow_routes", Route.objects.all, "offering")
manage_routes = _about(manage_offering, "events.manage_routes", Route.objects.all, "offering")
follow_bookings = _about(
    follow_offering, "events.follow_bookings", VenueBooking.objects.all, "session__offering"
)
manage_bookings = _about(
    manage_offering, "events.manage_bookings", VenueBooking.objects.all, "session__offering"
)
see_offering = Rule(
    "events.see_offering",
    _("This has not been published yet."),
    visible=_seen,
    who_can_help=_("Ask an organiser of the lead unit."),
    anonymous=True,
)
