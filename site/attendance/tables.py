"""The table that this room takes: the marks of one offering."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from attendance.actions import examine_marks, import_marks
from attendance.enums import RECORD
from attendance.incoming.columns import columns
from attendance.rules import print_names
from events.models import Offering
from kernel.rules import Rule
from publishing.tabular.tables import Family, Table

NAME = "attendance"


def table_of(public_id: str) -> Table | None:
    """The marks of one offering as a table; None when there is no such offering."""
    offering = Offering.objects.select_related("page", "lead_unit").filter(public_id=public_id)
    found = offering.first()
    return _table(found) if found else None


def _examined(rows: Any, by: Any, *, offering: Offering) -> Any:
    return examine_marks(rows, offering)


def _table(offering: Offering) -> Table:
    def may(person: Any, record: Any) -> bool:
        return print_names.allows(person, offering)

    return Table(
        f"{NAME}-{offering.public_id}",
        _("Attendance at %(name)s") % {"name": offering},
        _(
            "One row for each person and session. What the records say already stays; what is "
            "different is corrected and keeps its history; a file takes no mark away."
        ),
        Rule(
            "attendance.import_marks",
            print_names.sentence,
            test=may,
            who_can_help=print_names.who_can_help,
        ),
        columns,
        partial(_examined, offering=offering),
        partial(import_marks, offering=offering),
        done_url="attendance:matrix",
        done_args=(offering.pk,),
    )


FAMILY = Family(NAME, RECORD, table_of)
