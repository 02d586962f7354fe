"""The seating plan: rows and columns as they were chosen, people in official order."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.papers.cards import add_page_of_lacks
from attendance.papers.naming import Named, lacks
from media.papers.placed import Placed
from registration.roster import Line

CENTRE, LEFT = "centre", "left"
MARGIN, TOP, BOTTOM = 12, 34, 14
LARGEST = (32, 14)  # millimetres: width and height of a seat


def places(columns: int, order: str) -> list[int]:
    """Columns of a row in the order in which they are filled, 0 at the left of the paper.

    From the centre: the first in the middle, the second at their left hand as they look at the
    stage (which is above, so left on the paper), the third at their right, and so on.
    """
    if order == LEFT:
        return list(range(columns))
    middle = columns // 2
    return sorted(range(columns), key=lambda at: (abs(at - middle), at > middle))


def seated(lines: list[Line], rows: int, columns: int, order: str) -> list[list[Line | None]]:
    """Rows from the stage on, each with its seats from left to right; None is a free seat.

    Raises ValueError when there are more people than seats.
    """
    if len(lines) > rows * columns:
        raise ValueError("more people than seats")
    plan: list[list[Line | None]] = [[None] * columns for _row in range(rows)]
    filled = places(columns, order)
    for place, line in enumerate(lines):
        row, seat = divmod(place, columns)
        plan[row][filled[seat]] = line
    return plan


def seating_plan(named: Named, *, rows: int, columns: int, order: str) -> bytes:
    """Landscape A4, the stage above; as many rows to a page as can be read."""
    placed = Placed(f"{named.title} {_('Seating plan')}", is_wide=True)
    plan = seated(named.lines, rows, columns, order)
    width = min((placed.width - 2 * MARGIN - 10) / columns, LARGEST[0])
    height = max(9, min((placed.height - TOP - BOTTOM) / rows, LARGEST[1]))
    a_page = int((placed.height - TOP - BOTTOM) // height)
    for first in range(0, rows, a_page):
        if first:
            placed.next_page()
        _draw_head(placed, named, order)
        left = (placed.width - columns * width) / 2
        for down, row in enumerate(plan[first : first + a_page]):
            y = TOP + down * height
            placed.text(left - 2, y + height / 2 + 1, str(first + down + 1), size=8, align="right")
            for across, line in enumerate(row):
                _draw_seat(placed, (left + across * width, y, width, height), line)
    found = lacks(named.lines) if placed.lacking else []
    if found:
        add_page_of_lacks(placed, found)
    return placed.build()


def _draw_head(placed: Placed, named: Named, order: str) -> None:
    middle = placed.width / 2
    placed.text(
        middle, 12, f"{named.title} {_('Seating plan')}", size=14, width=220, align="centre"
    )
    words = (
        _("From the centre of each row: first left, then right, as one looks at the stage.")
        if order == CENTRE
        else _("From left to right, row by row, as one looks at the stage.")
    )
    placed.text(middle, 18, words, size=8, width=260, align="centre")
    placed.box(middle - 40, 21, 80, 8)
    placed.text(middle, 26.5, pgettext("of a hall", "Stage"), size=11, align="centre")


def _draw_seat(placed: Placed, at: tuple[float, float, float, float], line: Line | None) -> None:
    x, y, width, height = at
    placed.box(x + 0.5, y + 0.5, width - 1, height - 1)
    if line is None:
        return
    middle, room = x + width / 2, width - 2
    placed.text(x + 1.2, y + 3, str(line.number), size=5.5)
    placed.text(
        middle, y + height * 0.58, line.row.person.name, size=11, width=room, align="centre"
    )
    unit = line.row.unit.name if line.row.unit else ""
    placed.text(middle, y + height - 1.8, unit, size=6, width=room, align="centre")
