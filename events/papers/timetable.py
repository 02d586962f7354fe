"""The timetable of an offering on A4: days down, half-days across."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from events.listing import place_of, plain_hours
from events.models import Session
from events.papers.words import LONG_AGO, dates_of, places_of, sessions_of, speaker_of
from media.papers.sheet import Paper
from publishing import dates
from publishing.templatetags.components import text_of

HALVES = ("morning", "afternoon", "evening")


def timetable_paper(offering: Any, facts: list[tuple[Any, Any]]) -> Paper:
    """The paper; `facts` are what rooms above add: who teaches, who looks after it."""
    sessions = sessions_of(offering)
    title = _("Timetable of %(name)s") % {"name": offering}
    paper = Paper(title, str(offering), str(offering.lead_unit.name))
    paper.add_title()
    own = [
        (_("Dates"), dates_of(sessions)),
        (_("Place"), places_of(sessions)),
        (_("Lead unit"), offering.lead_unit.name),
        (_("Host"), text_of(offering, "host")),
        (_("Contact"), offering.contact),
    ]
    lines = [f"{label}：{value}" for label, value in [*own, *facts] if value]
    for line in lines:
        paper.add(line, "cell")
    paper.add_space(3)
    if sessions:
        _add_days(paper, sessions)
    else:
        paper.add(_("No session yet."))
    return paper


def _add_days(paper: Paper, sessions: list[Session]) -> None:
    halves = [half for half in HALVES if any(_half(session) == half for session in sessions)]
    rows: list[Any] = [[_("Day"), *(dates.half_day_name(half) for half in halves)]]
    for day, of_day in groupby(sessions, lambda session: dates.local_date(session.starts_at)):
        slots = list(of_day)
        cells = [_cell([s for s in slots if _half(s) == half]) for half in halves]
        rows.append([f"{dates.plain_day(day, now=LONG_AGO)}\n{dates.weekday(day)}", *cells])
    paper.add_table(rows, [26, *([124 / len(halves)] * len(halves))])
    hours = sum(session.credit_hours for session in sessions)
    if hours:
        paper.add_space(2)
        paper.add(_("Together: %(hours)s") % {"hours": dates.credit_hours(hours)}, "cell")


def _half(session: Session) -> str:
    return dates.half_day_key(session.starts_at)


def _cell(sessions: list[Session]) -> list[tuple[str, str]]:
    """What happens in one half of one day."""
    lines: list[tuple[str, str]] = []
    for session in sessions:
        span = dates.hours_to(session.starts_at, session.ends_at)
        lines.append((f"{span}　{session.get_form_display()}", "small"))
        lines.append((text_of(session, "title"), "cell"))
        hours = plain_hours(session.credit_hours)
        parts = [speaker_of(session), str(place_of(session))]
        parts.append(dates.credit_hours(hours) if hours else "")
        if any(parts):
            lines.append((" · ".join(part for part in parts if part), "small"))
    return lines
