"""The ladder of approvers: which offices a leave climbs, who holds them, who stands in.

Whoever stands higher may decide for an office below: that is how absences and unfilled posts are
bridged, beside the deputies of liaisons. Nobody decides about their own leave.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from attendance.absence_enums import DECIDING, Office
from attendance.models import AbsenceTerms
from courses.models import Cohort
from people.models import Membership
from people.rules import LIAISONS, reaches
from registration.quota_telling import liaisons_of


def offices_for(registration: Any, terms: AbsenceTerms, length: Decimal) -> list[Office]:
    """Who decides about a leave of `length` days, the lowest first."""
    senior = is_senior(registration.person, terms)
    asked = [
        office
        for office in Office
        if (over := terms.over(office)) is not None and (senior or length > over)
    ]
    if Office.LIAISON in asked and not _liaisons(registration):
        asked.remove(Office.LIAISON)
    return asked or [Office.ORGANISER]


def is_senior(person: Any, terms: AbsenceTerms) -> bool:
    """Whether the person's rank alone brings the whole ladder."""
    ranks = [row.rank for row in person.current_memberships if row.rank]
    return bool(ranks) and min(ranks) <= terms.senior_rank


def may_decide(person: Any, leave: Any, office: str) -> bool:
    """Whether `person` holds `office` for this leave, or stands above it."""
    registration = leave.registration
    if not getattr(person, "is_authenticated", False) or registration.person_id == person.pk:
        return False
    unit = registration.unit
    if office == Office.LIAISON and unit is not None and reaches(person, unit, *LIAISONS):
        return True
    offering = registration.offering
    if office == Office.COORDINATOR and coordinator_of(offering) == person:
        return True
    return reaches(person, offering.lead_unit, *DECIDING[office])


def coordinator_of(offering: Any) -> Any:
    """The coordinator of a cohort; None where there is none."""
    rows = Cohort.objects.filter(offering=offering).select_related("coordinator")
    cohort = rows.first()
    return cohort.coordinator if cohort else None


def deciders_of(leave: Any, office: str) -> list[Any]:
    """Who is told that a decision awaits them: the holders of the office, else the nearest above.

    Never the person whose leave it is. Objections are told the same way.
    """
    registration = leave.registration
    if office == Office.LIAISON and (liaisons := _liaisons(registration)):
        return liaisons
    return deciders_at(registration.offering, office, but=registration.person)


def deciders_at(offering: Any, office: str = Office.COORDINATOR, *, but: Any) -> list[Any]:
    """Who holds an office for an offering, without the person it is about."""
    coordinator = coordinator_of(offering) if office == Office.COORDINATOR else None
    if coordinator is not None and coordinator.pk != but.pk:
        return [coordinator]
    return _holders(offering, DECIDING[office], but)


def looks_after(offering: Any, but: Any) -> list[Any]:
    """The coordinator of an offering, else whoever holds that office: what rooms below ask."""
    return deciders_at(offering, but=but)


def _liaisons(registration: Any) -> list[Any]:
    if registration.unit_id is None:
        return []
    found = liaisons_of([registration.unit_id])[registration.unit_id]
    return [one for one in found if one.pk != registration.person_id]


def _holders(offering: Any, roles: Iterable[str], but: Any) -> list[Any]:
    """Who holds the first of `roles` that is held at or above the lead unit, nearest to it."""
    unit = offering.lead_unit
    paths = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    rows = Membership.objects.current().filter(role__in=roles, unit__path__in=paths)
    rows = rows.exclude(user=but).filter(user__is_active=True)
    held = list(rows.select_related("user", "unit").order_by("pk"))
    for role in roles:
        of_role = [row for row in held if row.role == role]
        nearest = max((len(row.unit.path) for row in of_role), default=0)
        if of_role:
            return [row.user for row in of_role if len(row.unit.path) == nearest]
    return []
