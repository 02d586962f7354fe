"""Credit hours earned by teaching: the session's own, times the factor of the table of its year.

Whoever speaks at a session and is a person of the register earns them once the session is over.
Nothing is typed in or stored: another table, another speaker, a cancelled session, and the account
says something else. Whether a session counts is asked of `attendance.queries.counts`, as for those
who listen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from attendance.crediting import Table, hours_of, span_of, sum_of
from attendance.queries import counts
from events.enums import OfferingState
from events.models import Session
from events.queries import SessionQuerySet

NOTHING = Decimal(0)
# From a session to the person who teaches it.
TEACHER = "lineup__speaker__person"


@dataclass(frozen=True)
class Taught:
    """Credit hours of one person by teaching: of a year, of five, and still to come in the year."""

    year: Decimal = NOTHING
    five_years: Decimal = NOTHING
    coming: Decimal = NOTHING


def taught_by(people: Any) -> SessionQuerySet:
    """Sessions that count and that persons of the register teach, given by key."""
    return _counting().filter(**{f"{TEACHER}__in": people})


def hours_taught(
    keys: Sequence[int], year: int, years: int, at: datetime, versions: Sequence[Table]
) -> dict[int, Taught]:
    """By key of the person; `years` are those of the longer sum. One query for many people."""
    (first, end), (earliest, _end) = span_of(year), span_of(year - years + 1, years)
    over, ahead = Q(ends_at__lte=at), Q(ends_at__gt=at, starts_at__gte=first)

    def summed(only: Q) -> Any:
        return sum_of("", versions, only=only, teaching=True)

    rows = (
        taught_by(keys)
        .filter(starts_at__gte=earliest, starts_at__lt=end)
        .order_by()
        .values_list(TEACHER)
        .annotate(
            of_year=summed(over & Q(starts_at__gte=first)),
            of_years=summed(over),
            to_come=summed(ahead),
        )
    )
    return {row[0]: Taught(*row[1:]) for row in rows}


def sessions_taught_by(person: Any) -> SessionQuerySet:
    """A person's own, the latest first, each with the `hours` that teaching it earns."""
    rows = taught_by([person.pk]).annotate(hours=hours_of("", teaching=True))
    return rows.select_related("offering").order_by("-starts_at", "-pk")


def of_a_person(reference: Any) -> SessionQuerySet:
    """The same for a subquery: taught by the person that `reference` names."""
    return _counting().filter(**{TEACHER: reference}).annotate(teacher=F(TEACHER))


def _counting() -> SessionQuerySet:
    """Of drafts none: nobody knows of them yet."""
    return Session.objects.filter(counts()).exclude(offering__state=OfferingState.DRAFT)
