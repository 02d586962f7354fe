"""The tables that this room takes: the stops of tours, the timetable of an offering."""

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


def table_of(public_id: str) -> Table | None:
    """The timetable of one offering as a table; None when there is no such offering."""
    offering = Offering.objects.select_related("page", "lead_unit").filter(public_id=public_id)
    found = offering.first()
    return _table(found) if found else None


def _examined(rows: Any, by: Any, *, offering: Offering) -> Any:
    return examine_timetable(rows, offering, by)


def _table(offering: Offering) -> Table:
    def may(person: Any, record: Any) -> bool:
        return manage_offering.allows(person, offering)

    return Table(
        f"{TIMETABLE}-{offering.public_id}",
        _("Timetable of %(name)s") % {"name": offering},
        _(
            "One row for each session. A session is found again by its number or its beginning; "
            "none is removed by an import, and whoever is registered is told of what is new or "
            "changes."
        ),
        Rule(
            "events.import_timetable",
            manage_offering.sentence,
            test=may,
            who_can_help=manage_offering.who_can_help,
        ),
        timetable_columns,
        partial(_examined, offering=offering),
        partial(import_timetable, offering=offering),
        done_url="offerings:inspect",
        done_args=(offering.pk,),
    )


FAMILY = Family(TIMETABLE, _("Timetable"), table_of)
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
