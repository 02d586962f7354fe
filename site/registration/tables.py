"""The table that this room takes: who is entered into what."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from people.incoming.columns import EMAIL, NAME, NUMBER, PHONE
from publishing.tabular.columns import Column, text, whole_number
from publishing.tabular.tables import Table
from registration.actions import import_registrations
from registration.actions.entries import examine_entries
from registration.rules import import_registrations as may_import_registrations

COLUMNS = (
    Column(
        "offering",
        _("Activity"),
        text(300),
        ("活动", "活动编号", "班次", "activity", "offering"),
        required=True,
        explains=_("Its number (the twelve characters in its address) or its full title."),
        example="k3v9qd2mt7xa",
        width=32,
    ),
    NAME,
    NUMBER,
    PHONE,
    EMAIL,
    Column(
        "companions",
        _("Companions"),
        whole_number(0, 9),
        ("同行人数", "随行人数", "companions"),
        explains=_("How many come along. Each takes a place."),
        example="0",
    ),
    Column(
        "reason",
        _("Reason"),
        text(200),
        ("说明", "备注", "原因", "reason"),
        explains=_("It stands in the history, and the person reads it."),
        example="电话报名",
        width=32,
    ),
)


def columns(by: Any) -> tuple[Column, ...]:
    """Everybody who may import fills all of them."""
    return COLUMNS


REGISTRATIONS = Table(
    "registrations",
    _("Registrations"),
    _(
        "One row for each person and activity. Everybody gets a place, whatever the registration "
        "period and the conditions say, and is told; when there are too few places, nobody is "
        "entered. Whoever has a place already stays as they are."
    ),
    may_import_registrations,
    columns,
    examine_entries,
    import_registrations,
    done_url="registrations:index",
)
