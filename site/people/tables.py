"""The two tables that this room takes: people, and units."""

from django.utils.translation import gettext_lazy as _

from people.actions import import_people, import_units
from people.incoming.columns import people_columns, unit_columns
from people.incoming.people import examine_people
from people.incoming.units import examine_units
from people.rules import import_people as may_import_people
from people.rules import import_units as may_import_units
from publishing.tabular.tables import Table

PEOPLE = Table(
    "people",
    _("People"),
    _(
        "One row for each person and unit. Whoever is new gets an account without a password and "
        "activates it with a code from you; nobody is removed by an import."
    ),
    may_import_people,
    people_columns,
    examine_people,
    import_people,
    done_url="people:index",
)
UNITS = Table(
    "units",
    _("Units"),
    _(
        "One row for each unit, in official order. Units are found again by their code; none is "
        "moved or removed by an import."
    ),
    may_import_units,
    unit_columns,
    examine_units,
    import_units,
    done_url="units:index",
)
TABLES = (PEOPLE, UNITS)
