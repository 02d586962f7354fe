"""A workbook of grants: one unit a line, by code or name, and its places."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Unit
from publishing.tabular.columns import Column, text, whole_number
from publishing.tabular.rows import missing, parse_lines
from publishing.tabular.tables import CellError, Row, guess
from publishing.tabular.workbooks import Unreadable, read_head, read_lines


def columns(most: int) -> list[Column]:
    """Unit and places."""
    return [
        Column(
            "unit",
            gettext_lazy("Unit"),
            text(120),
            aliases=("单位", "单位名称", "单位代码", "代码", "unit", "unit code", "code"),
            required=True,
        ),
        Column(
            "places",
            gettext_lazy("Places"),
            whole_number(0, most),
            aliases=("名额", "名额数", "数量", "places", "seats", "quota"),
            required=True,
        ),
    ]


def read_grants(file: Any, most: int) -> tuple[dict[int, int], list[CellError]]:
    """Places by key of the unit, and every cell that cannot be understood. Raises Unreadable."""
    known = columns(most)
    head = read_head(file, known)
    mapping = guess(known, head.headings)
    if missing(known, mapping):
        raise Unreadable(_("The first row needs the headings “Unit” and “Places”."))
    numbers: dict[int, int] = {}
    errors: list[CellError] = []
    for row, bad in parse_lines(read_lines(file, head.row), known, mapping):
        errors += bad or _take(row, numbers)
    return numbers, errors


def _take(row: Row, numbers: dict[int, int]) -> list[CellError]:
    """Note the row's places, or say what is wrong with its unit."""
    found = Unit.objects.active().by_word(row.get("unit"))
    words = {"unit": row.get("unit")}
    if len(found) != 1:
        sentence = _("No unit, or several, are called “%(unit)s”.") % words
        return [CellError(row.number, "unit", sentence)]
    if found[0].pk in numbers:
        sentence = _("“%(unit)s” stands in an earlier line, too.") % words
        return [CellError(row.number, "unit", sentence)]
    numbers[found[0].pk] = row.get("places")
    return []
