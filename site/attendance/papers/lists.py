"""Lists: to sign by half-day, the roster, contacts, groups."""

from collections.abc import Iterable
from datetime import date
from itertools import batched, groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.papers.naming import Named, counted, paper_of, snug
from events.papers.words import day_of, places_of
from media.papers.sheet import Paper
from publishing import dates
from registration.roster import Line

A_PAGE = 20
ROW = 8.8  # millimetres: a signature needs as much
LONGEST = 80  # characters of a line above the boxes, so that twenty of them stay on the page
SNUG = [
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]
WHO = (10, 26, 52)  # number, name, unit


def sign_in_sheets(named: Named, sessions: list[Any], on: date | None) -> list[Paper]:
    """One paper for each half-day with sessions, all of them or those of one day."""

    def half_of(session: Any) -> tuple[date, str]:
        return dates.local_date(session.starts_at), dates.half_day_key(session.starts_at)

    wanted = [one for one in sessions if on is None or dates.local_date(one.starts_at) == on]
    return [
        _sheet(named, day, key, list(of_half)) for (day, key), of_half in groupby(wanted, half_of)
    ]


def _sheet(named: Named, day: date, key: str, sessions: list[Any]) -> Paper:
    """Twenty to a page; every page is a voucher by itself and says what it belongs to."""
    paper = paper_of(named, _("Sign-in sheet"))
    when = f"{day_of(day)} {dates.half_day_name(key)}"
    what = "；".join(
        f"{dates.hours_to(one.starts_at, one.ends_at)} {one.title}" for one in sessions
    )
    facts = [(_("Activity"), named.title), (_("Time"), when), (_("Place"), places_of(sessions)),
             (_("Content"), what)]  # fmt: skip
    pages = list(batched(named.lines, A_PAGE)) or [()]
    for number, lines in enumerate(pages):
        if number:
            paper.add_page()
        paper.add_title()
        for label, value in facts:
            paper.add(f"{label}：{shortened(value or '–')}", "cell")
        paper.add_space(2)
        _add_boxes(paper, list(lines))
        paper.add_space(2)
        words = _(
            "Expected: %(people)s    Came: ______    Verified by: __________    Date: __________"
        )
        paper.add(words % {"people": dates.person_count(len(named.lines))}, "cell")
    return paper


def shortened(text: Any) -> str:
    """At most LONGEST characters, with dots where it is cut."""
    words = str(text)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _add_boxes(paper: Paper, lines: list[Line]) -> None:
    """A box for each signature; the rest of the page is for whoever comes without being listed."""
    heads = [_("No."), pgettext("of a person", "Name"), _("Unit"), _("Post"), _("Signature")]
    rows: list[list[Any]] = [heads, *([*_who(line), snug(line.post, 30), ""] for line in lines)]
    rows += [["", "", "", "", ""]] * (A_PAGE - len(lines))
    paper.add_table(rows, [*WHO, 30, 32], more=SNUG, height=ROW)


def roster_paper(named: Named) -> Paper:
    """Everybody in official order."""
    paper = _listed(named, pgettext("on paper", "Roster"))
    heads = [_("No."), pgettext("of a person", "Name"), _("Unit"), _("Post"), _("Companions")]
    rows = [
        [*_who(line), snug(line.post, 42), str(line.row.companions or "")] for line in named.lines
    ]
    paper.add_table([heads, *rows], [*WHO, 42, 20], more=SNUG)
    return paper


def contact_list(named: Named, *, with_numbers: bool) -> Paper:
    """With mobile numbers where they are wanted, and a column to write the rooms into."""
    paper = _listed(named, _("Contact list"))
    heads = [
        _("No."),
        pgettext("of a person", "Name"),
        _("Unit"),
        _("Post"),
        _("Mobile number"),
        _("Room"),
    ]
    rows = [
        [
            *_who(line),
            snug(line.post, 22),
            dialled(line.row.person.phone) if with_numbers else "",
            "",
        ]
        for line in named.lines
    ]
    paper.add_table([heads, *rows], [*WHO, 22, 26, 14], more=SNUG)
    return paper


def dialled(number: str | None) -> str:
    """A mobile number as one dials it here; one from abroad keeps its country."""
    return (number or "").removeprefix("+86")


def group_list(named: Named, groups: Iterable[tuple[str, list[Line]]], how: str) -> Paper:
    """Each group with its people; `how` says by what they were put together."""
    paper = _listed(named, _("Group list"))
    paper.add(how, "small")
    for title, lines in groups:
        since = len(paper.pieces)
        people = dates.person_count(len(lines))
        paper.add(f"{title} ({people})", "heading")
        heads = [_("No."), pgettext("of a person", "Name"), _("Unit"), _("Post")]
        rows = [[*_who(line), snug(line.post, 62)] for line in lines]
        paper.add_table([heads, *rows], [*WHO, 62], more=SNUG)
        if len(lines) <= A_PAGE:
            paper.keep_together(since)
    return paper


def _listed(named: Named, title: str) -> Paper:
    paper = paper_of(named, title)
    paper.add_title()
    paper.add(named.title, "centre")
    as_of = pgettext("of a list", "as of")
    paper.add(f"{counted(named)} · {as_of} {day_of(dates.today())}", "small")
    paper.add_space(2)
    return paper


def _who(line: Line) -> list[Any]:
    unit = line.row.unit.name if line.row.unit else "–"
    return [str(line.number), snug(line.row.person.name, WHO[1]), snug(unit, WHO[2])]
