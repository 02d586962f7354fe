"""What a session earns: the rule table of its year, as one expression of the database.

A table is a ladder: a session of at least so many minutes earns so many credit hours. Every figure
of credit hours is a sum over this expression, so nothing earned is stored and nothing is typed
(docs/adr/0019). A session whose plan carries no credit hours is not for credit and earns none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby

from django.apps import apps
from django.db.models import (
    Case,
    DecimalField,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

HOURS = DecimalField(max_digits=9, decimal_places=1)
NOTHING = Value(Decimal(0), output_field=HOURS)


# Teaching counts five-fold (practice of Nanjing).
FIVE_FOLD = Decimal(5)


@dataclass(frozen=True)
class Step:
    """At least so many minutes earn so many hours; without a form, in every form without steps."""

    minutes: int
    hours: Decimal
    form: str = ""


@dataclass(frozen=True)
class Table:
    """The steps that hold from a year on; year 0 is the table that the site came with. Whoever
    teaches a session earns `teaching` times what those earn who attend it.
    """

    year: int
    steps: tuple[Step, ...]
    teaching: Decimal = FIVE_FOLD

    @property
    def is_built_in(self) -> bool:
        """Whether nobody wrote it."""
        return self.year == 0


# A day counts six credit hours, a half-day three (practice of Nanjing and of Hubei, 2010); what is
# shorter counts one for a lesson of 45 minutes.
BUILT_IN = Table(
    0,
    tuple(
        Step(minutes, Decimal(hours))
        for minutes, hours in (
            (20, "0.5"),
            (45, "1"),
            (65, "1.5"),
            (90, "2"),
            (110, "2.5"),
            (120, "3"),
            (300, "6"),
        )
    ),
)


def tables() -> list[Table]:
    """Every version, the built-in one first. One query."""
    rows = (
        apps.get_model("attendance", "CreditStep")
        .objects.select_related("table")
        .order_by("table__year", "form", "minutes")
    )
    found = [BUILT_IN]
    for year, steps in groupby(rows, key=lambda step: step.table.year):
        lines = list(steps)
        ladder = tuple(Step(one.minutes, one.hours, one.form) for one in lines)
        found.append(Table(year, ladder, lines[0].table.teaching))
    return found


def in_force(year: int, versions: Sequence[Table]) -> Table:
    """The version that holds in a year."""
    return [table for table in versions if table.year <= year][-1]


def with_table(table: Table, versions: Iterable[Table]) -> list[Table]:
    """The versions as they would be with `table` among them, in place of that of its year."""
    others = [one for one in versions if one.year != table.year]
    return sorted([*others, table], key=lambda one: one.year)


def hours_of(
    prefix: str = "", versions: Sequence[Table] | None = None, *, teaching: bool = False
) -> Case:
    """Credit hours that the session at `prefix` earns whoever attends it, or teaches it. One query,
    for tables.
    """
    first, *later = tables() if versions is None else versions
    whens = [When(Q(**{f"{prefix}credit_hours": 0}), then=NOTHING)]
    for table in reversed(later):
        holds = Q(**{f"{prefix}starts_at__gte": _first_of(table.year)})
        whens.append(When(holds, then=_ladder(table, prefix, teaching)))
    return Case(*whens, default=_ladder(first, prefix, teaching), output_field=HOURS)


def sum_of(
    prefix: str = "",
    versions: Sequence[Table] | None = None,
    *,
    only: Q | None = None,
    teaching: bool = False,
) -> Coalesce:
    """Sum of `hours_of`, 0 where there is nothing; `only` says which rows count."""
    hours = hours_of(prefix, versions, teaching=teaching)
    return Coalesce(Sum(hours, filter=only), NOTHING, output_field=HOURS)


def _ladder(table: Table, prefix: str, teaching: bool) -> Case:
    factor = table.teaching if teaching else 1
    length = ExpressionWrapper(
        F(f"{prefix}ends_at") - F(f"{prefix}starts_at"), output_field=DurationField()
    )
    whens: list[When] = []
    forms = sorted({step.form for step in table.steps}, reverse=True)  # the general one last
    for form in forms:
        own = Q(**{f"{prefix}form": form}) if form else Q()
        steps = [step for step in table.steps if step.form == form]
        for step in sorted(steps, key=lambda step: -step.minutes):
            reaches = GreaterThanOrEqual(length, timedelta(minutes=step.minutes))
            whens.append(
                When(own & Q(reaches), then=Value(step.hours * factor, output_field=HOURS))
            )
        if form:
            whens.append(When(own, then=NOTHING))
    return Case(*whens, default=NOTHING, output_field=HOURS)


def _first_of(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())


def span_of(year: int, years: int = 1) -> tuple[datetime, datetime]:
    """From the first instant of a year here to the first of the one `years` later."""
    return _first_of(year), _first_of(year + years)


def span_held_by(year: int, versions: Sequence[Table]) -> tuple[datetime, datetime | None]:
    """The half-open span in which the version of a year holds; None: it holds still."""
    later = next((table.year for table in versions if table.year > year), None)
    return _first_of(year), _first_of(later) if later else None
