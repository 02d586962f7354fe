"""The table that this room takes: the marks of one offering."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from attendance.actions import examine_marks, import_marks
from attendance.enums import RECORD
from attendance.incoming.columns import columns
from attendance.rules import print_names
from events.models import Offering
from events.tables import family_of, rule_about
from publishing.tabular.tables import Table

NAME = "attendance"


def _examined(rows: Any, by: Any, *, offering: Offering) -> Any:
    return examine_marks(rows, offering)


def _table(offering: Offering) -> Table:
    return Table(
        f"{NAME}-{offering.public_id}",
        _("Attendance at %(name)s") % {"name": offering},
        _(
            "One row for each person and session. What the records say already stays; what is "
            "different is corrected and keeps its history; a file takes no mark away."
        ),
        rule_about(print_names, "attendance.import_marks", offering),
        columns,
        partial(_examined, offering=offering),
        partial(import_marks, offering=offering),
        done_url="attendance:matrix",
        done_args=(offering.pk,),
    )


FAMILY = family_of(NAME, RECORD, _table)
