"""The people of one offering with what they attended and owe: rows of the report and its file."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, F

from attendance.crediting import sum_of
from attendance.models import Attendance
from attendance.queries import earns
from essays.duties import Debt, debts_in
from registration.models import Registration

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Participant:
    """One registration with its marks."""

    registration: Any
    sessions: int
    hours: Decimal


@dataclass(frozen=True)
class Debts:
    """What the people of one unit owe; `unit` is None for people without one."""

    unit: Any
    rows: list[Debt]


def participants_of(offering: Any) -> list[Participant]:
    """All who ever registered, in the official order of units, then by name. Three queries."""
    registrations = (
        Registration.objects.filter(offering=offering)
        .select_related("person", "unit")
        .order_by(F("unit__path").asc(nulls_last=True), "person__name_key", "pk")
    )
    marks = {
        key: (sessions, hours)
        for key, sessions, hours in Attendance.objects.attended()
        .filter(registration__offering=offering)
        .order_by()
        .values_list("registration")
        .annotate(Count("pk"), hours=sum_of("session__", only=earns()))
    }
    return [Participant(row, *marks.get(row.pk, (0, NOTHING))) for row in registrations]


def debts_by_unit(offering: Any) -> list[Debts]:
    """Who owes what, unit by unit in their official order. Four queries."""
    found = groupby(debts_in(offering), key=lambda debt: debt.unit)
    return [Debts(unit, list(rows)) for unit, rows in found]
