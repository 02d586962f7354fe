"""A workbook of people to nominate: name, number, mobile, in the order of their ranking."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from publishing.tabular.columns import Column, text
from publishing.tabular.rows import parse_lines
from publishing.tabular.tables import guess
from publishing.tabular.workbooks import Unreadable, read_head, read_lines

COLUMNS = [
    Column("name", pgettext_lazy("person", "Name"), text(80), aliases=("姓名", "名字", "name")),
    Column(
        "number",
        gettext_lazy("Personnel number"),
        text(40),
        aliases=("人员编号", "编号", "工号", "personnel number", "number"),
    ),
    Column(
        "phone",
        gettext_lazy("Mobile number"),
        text(20),
        aliases=("手机号码", "手机号", "手机", "电话", "mobile number", "mobile", "phone"),
    ),
]
LAST_DIGITS = 11  # of a mobile number, whatever country code stands before it


@dataclass(frozen=True)
class Line:
    """One filled line below the headings, with its row number in the sheet."""

    row: int
    name: str = ""
    number: str = ""
    phone: str = ""
    errors: list[str] = field(default_factory=list)

    def means(self, person: Any) -> bool:
        """Whether every cell that is filled is this person's."""
        return (
            (not self.name or _close(self.name) == _close(person.name))
            and (not self.number or self.number == person.number)
            and (not self.phone or _mobile(self.phone) == _mobile(person.phone or ""))
            and bool(self.name or self.number or self.phone)
        )


def read_people(file: Any, most: int) -> list[Line]:
    """Every filled line of the first sheet; raises Unreadable with what to do."""
    head = read_head(file, COLUMNS)
    mapping = guess(COLUMNS, head.headings)
    if "name" not in mapping and "number" not in mapping:
        raise Unreadable(
            _("The first row has no heading “Name”. Use the template, or add the heading.")
        )
    if head.filled > most:
        raise Unreadable(_("More than %(most)s people at once. Divide the list.") % {"most": most})
    lines = []
    for row, bad in parse_lines(read_lines(file, head.row), COLUMNS, mapping):
        name, number, phone = (row.get(column.name) or "" for column in COLUMNS)
        lines.append(Line(row.number, name, number, phone, [error.words for error in bad]))
    return lines


def _close(name: str) -> str:
    """A name without the spaces that people put between two characters."""
    return "".join(name.split())


def _mobile(number: str) -> str:
    return "".join(char for char in number if char.isdecimal())[-LAST_DIGITS:]
