"""What another version of the rule table changes: session by session, and in hours earned."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from attendance.crediting import Table, hours_of, span_held_by, sum_of, tables, with_table
from attendance.models import Attendance
from events.models import Session

SHOWN = 30


@dataclass(frozen=True)
class Difference:
    """Sessions whose hours change, the first of them with `now` and `then`; sums over persons."""

    number: int
    sessions: list[Any]
    earned_now: Decimal
    earned_then: Decimal


def difference(table: Table) -> Difference:
    """What the site shows now, and what it would show with `table`. Four queries."""
    before = tables()
    after = with_table(table, before)
    held = _in("starts_at", span_held_by(table.year, after))
    rows = (
        Session.objects.held()
        .filter(held)
        .annotate(now=hours_of("", before), then=hours_of("", after))
        .exclude(now=F("then"))
    )
    earned = (
        Attendance.objects.earning()
        .filter(_in("session__starts_at", span_held_by(table.year, after)))
        .aggregate(now=sum_of("session__", before), then=sum_of("session__", after))
    )
    first = rows.select_related("offering__page").order_by("starts_at", "pk")[:SHOWN]
    return Difference(rows.count(), list(first), earned["now"], earned["then"])


def _in(field: str, span: tuple[datetime, datetime | None]) -> Q:
    first, end = span
    begun = Q(**{f"{field}__gte": first})
    return begun & Q(**{f"{field}__lt": end}) if end else begun
