"""Cards with names: passes to wear, tents for tables."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.papers.naming import Lack, Named, lacks
from attendance.passes import pass_text, passes_of
from media.papers import fonts
from media.papers.placed import Placed
from publishing import dates

# The usual badge, ten to a page; and half a page for a tent that is folded once.
CARD_WIDTH, CARD_HEIGHT, COLUMNS, ROWS = 90, 54, 2, 5
QR_SIDE = 30


def name_cards(named: Named, sessions: list[Any], *, with_pass: bool) -> bytes:
    """Cards with name, unit and, where wanted, the pass as a QR code. Four statements."""
    title = _("Name cards")
    placed = Placed(f"{named.title} {title}")
    passes = passes_of([line.row.person for line in named.lines]) if with_pass else {}
    when = _span(sessions)
    for place, line in enumerate(named.lines):
        if place and place % (COLUMNS * ROWS) == 0:
            placed.next_page()
        down, across = divmod(place % (COLUMNS * ROWS), COLUMNS)
        x = (placed.width - COLUMNS * CARD_WIDTH) / 2 + across * CARD_WIDTH
        y = (placed.height - ROWS * CARD_HEIGHT) / 2 + down * CARD_HEIGHT
        known = passes.get(line.row.person_id)
        _draw_card(placed, x, y, named, line, (when, pass_text(known) if known else ""))
    return _closed(placed, named)


def _draw_card(
    placed: Placed, x: float, y: float, named: Named, line: Any, said: tuple[str, str]
) -> None:
    when, code = said
    placed.box(x, y, CARD_WIDTH, CARD_HEIGHT)
    room = CARD_WIDTH - 8
    placed.text(x + CARD_WIDTH / 2, y + 8, named.title, size=10, width=room, align="centre")
    placed.text(x + CARD_WIDTH / 2, y + 13, when, size=7.5, width=room, align="centre")
    left = room - (QR_SIDE + 2 if code else 0)
    middle = x + 4 + left / 2
    unit = line.row.unit.name if line.row.unit else ""
    placed.text(middle, y + 31, line.row.person.name, size=24, width=left, align="centre")
    placed.text(middle, y + 39, unit, size=9, width=left, align="centre")
    placed.text(middle, y + 44, line.post, size=8, width=left, align="centre")
    number = pgettext("on a card", "No. %(number)s") % {"number": line.number}
    placed.text(x + 4, y + CARD_HEIGHT - 3, number, size=7)
    if code:
        placed.qr(x + CARD_WIDTH - QR_SIDE - 4, y + 17, QR_SIDE, code)
        words = _("Check-in pass")
        at = x + CARD_WIDTH - QR_SIDE / 2 - 4
        placed.text(at, y + 50, words, size=6.5, width=QR_SIDE, align="centre")


def table_tents(named: Named) -> bytes:
    """Two to a page, each folded in the middle: the name stands on both sides."""
    placed = Placed(f"{named.title} {_('Table tents')}")
    half = placed.height / 2
    middle = placed.width / 2
    for place, line in enumerate(named.lines):
        if place and place % 2 == 0:
            placed.next_page()
        top = half * (place % 2)
        fold = top + half / 2
        placed.dashes(8, fold, placed.width - 8, fold)
        if place % 2:
            placed.dashes(0, top, placed.width, top)
        _draw_side(placed, fold, line)
        with placed.turned(middle, fold):
            _draw_side(placed, fold, line)
    return _closed(placed, named)


def _draw_side(placed: Placed, fold: float, line: Any) -> None:
    """The lower side of a tent; turned about the fold it is the upper one."""
    middle, room = placed.width / 2, placed.width - 30
    name = spaced(line.row.person.name)
    placed.text(middle, fold + 48, name, size=80, width=room, align="centre")
    unit = line.row.unit.name if line.row.unit else ""
    placed.text(middle, fold + 64, unit, size=14, width=room, align="centre")


def spaced(name: str) -> str:
    """A name of two characters with a space between, as it is set beside longer ones."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 and not name.isascii() else name


def _span(sessions: list[Any]) -> str:
    if not sessions:
        return ""
    return dates.date_range(sessions[0].starts_at, sessions[-1].ends_at)


def _closed(placed: Placed, named: Named) -> bytes:
    """With a last page that names whom the font could not write."""
    found = lacks(named.lines) if placed.lacking else []
    if found:
        add_page_of_lacks(placed, found)
    return placed.build()


def add_page_of_lacks(placed: Placed, found: list[Lack]) -> None:
    """A page of its own, so that nothing of it is cut out with the cards."""
    placed.next_page()
    words = _("The font of this paper lacks characters. Write them where %(sign)s stands: ")
    placed.text(20, 25, words % {"sign": fonts.STAND_IN}, size=11, width=placed.width - 40)
    for place, one in enumerate(found[:40]):
        name = f"{one.line.number} {one.line.row.person.name} ({one.codes})"
        placed.text(20, 33 + place * 6, name, size=10, width=placed.width - 40)
