"""What came of all holdings of one page together: a tour by month and by the unit that hosts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Value
from django.utils import timezone
from django.utils.translation import gettext

from attendance.models import Attendance
from events.enums import OfferingState
from publishing import dates
from publishing.templatetags.components import text_of
from registration.models import Registration


@dataclass(frozen=True)
class Line:
    """Figures of some stops: held of planned, confirmed registrations, attendances."""

    name: str
    planned: int = 0
    held: int = 0
    registered: int = 0
    person_times: int = 0

    @property
    def person_times_words(self) -> str:
        """Attendances as prose counts them: 3.2万."""
        return dates.grouped(self.person_times)


@dataclass(frozen=True)
class FigureTable:
    """Lines under one heading."""

    caption: str
    first: str
    lines: list[Line]


@dataclass(frozen=True)
class TourFigures:
    """All stops together and in groups; counts, never persons."""

    total: Line
    stops: dict[int, Line]
    tables: list[FigureTable] = field(default_factory=list)
    today: date = field(default_factory=timezone.localdate)


def tour_figures(offerings: list[Any]) -> TourFigures:
    """Figures of `offerings`, which need `with_figures` and their lead unit. One query.

    A cancelled stop is neither planned nor held; who registered for it is not counted. Attendances
    are marks of presence, once for each person and session (人次).
    """
    standing = [o for o in offerings if o.state != OfferingState.CANCELLED]
    counted = _counted([offering.pk for offering in standing])
    now = timezone.now()
    stops = {
        offering.pk: Line(
            str(offering.label),
            planned=1,
            held=int(offering.ends_at is not None and offering.ends_at < now),
            registered=counted.get(("registered", offering.pk), 0),
            person_times=counted.get(("attended", offering.pk), 0),
        )
        for offering in standing
    }
    return TourFigures(_sum("", list(stops.values())), stops, _tables(standing, stops))


def _counted(ids: list[int]) -> dict[tuple[str, int], int]:
    """How many are registered for each offering, and how often somebody attended."""
    registered = Registration.objects.filter(offering__in=ids).confirmed()
    attended = Attendance.objects.attended().filter(registration__offering__in=ids)
    parts = [
        rows.order_by().values_list(Value(what), offering).annotate(Count("pk"))
        for what, rows, offering in (
            ("registered", registered, "offering"),
            ("attended", attended, "registration__offering"),
        )
    ]
    return {(what, pk): number for what, pk, number in parts[0].union(parts[1], all=True)}


def _tables(standing: list[Any], stops: dict[int, Line]) -> list[FigureTable]:
    dated = [offering for offering in standing if offering.starts_at is not None]
    months = _grouped(dated, stops, _month, lambda offering: dates.month(_month(offering)))
    units = _grouped(
        standing, stops, lambda o: o.lead_unit.path, lambda o: text_of(o.lead_unit, "name")
    )
    return [
        FigureTable(gettext("By month"), gettext("Month"), months),
        FigureTable(gettext("By host unit"), gettext("Host unit"), units),
    ]


def _grouped(
    offerings: list[Any],
    stops: dict[int, Line],
    key: Callable[[Any], Any],
    name: Callable[[Any], str],
) -> list[Line]:
    found = (list(group) for _key, group in groupby(sorted(offerings, key=key), key))
    return [_sum(name(group[0]), [stops[one.pk] for one in group]) for group in found]


def _month(offering: Any) -> date:
    return dates.local_date(offering.starts_at).replace(day=1)


def _sum(name: str, lines: list[Line]) -> Line:
    return Line(
        name,
        planned=sum(line.planned for line in lines),
        held=sum(line.held for line in lines),
        registered=sum(line.registered for line in lines),
        person_times=sum(line.person_times for line in lines),
    )
