"""The tables that this room takes: the stops of tours, the timetable of an offering."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.actions import import_timetable
from events.actions.import_stops import examine_stops, import_stops
from events.actions.import_timetable import examine_timetable
from events.incoming.columns import stop_columns
from events.incoming.timetable_columns import timetable_columns
from events.models import Offering
from events.rules import manage_offering
from kernel.rules import Rule
from publishing.tabular.tables import Family, Table

TIMETABLE = "timetable"


def family_of(name: str, label: Any, make: Callable[[Offering], Table]) -> Family:
    """A table for each offering, made of it; none where there is no such offering."""

    def table_of(public_id: str) -> Table | None:
        offering = Offering.objects.select_related("page", "lead_unit").filter(public_id=public_id)
        found = offering.first()
        return make(found) if found else None

    return Family(name, label, table_of)


def rule_about(rule: Rule, name: str, offering: Offering) -> Rule:
    """`rule` asked about one offering, whatever the page is about."""
    return Rule(
        name,
        rule.sentence,
        test=lambda person, _record: rule.allows(person, offering),
        who_can_help=rule.who_can_help,
    )


Elsewhere = Callable[[Offering, Table], Table | None]
_ELSEWHERE: list[Elsewhere] = []


def take_elsewhere(elsewhere: Elsewhere) -> None:
    """Let a room above take some timetables in its own way; called from its `AppConfig.ready`."""
    _ELSEWHERE.append(elsewhere)


def _examined(rows: Any, by: Any, *, offering: Offering) -> Any:
    return examine_timetable(rows, offering, by)


def _table(offering: Offering) -> Table:
    table = _straight(offering)
    return next(filter(None, (elsewhere(offering, table) for elsewhere in _ELSEWHERE)), table)


def _straight(offering: Offering) -> Table:
    return Table(
        f"{TIMETABLE}-{offering.public_id}",
        _("Timetable of %(name)s") % {"name": offering},
        _(
            "One row for each session. A session is found again by its number or its beginning; "
            "none is removed by an import, and whoever is registered is told of what is new or "
            "changes."
        ),
        rule_about(manage_offering, "events.import_timetable", offering),
        timetable_columns,
        partial(_examined, offering=offering),
        partial(import_timetable, offering=offering),
        done_url="offerings:inspect",
        done_args=(offering.pk,),
    )


FAMILY = family_of(TIMETABLE, _("Timetable"), _table)
STOPS = Table(
    "stops",
    _("Stops of a tour"),
    _(
        "One row for each stop. New ones are drafts that you publish together from the list; a "
        "stop is found again by its number, else by its unit and hour. None is removed."
    ),
    manage_offering,
    stop_columns,
    examine_stops,
    import_stops,
    done_url="offerings:index",
)
