"""The table that this room takes: the stops of tours."""

from django.utils.translation import gettext_lazy as _

from events.actions.import_stops import examine_stops, import_stops
from events.incoming.columns import stop_columns
from events.rules import manage_offering
from publishing.tabular.tables import Table

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
