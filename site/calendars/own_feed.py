"""The feed of one reader: what was chosen for it, what it is made of."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from calendars.assemble import Source
from calendars.models import Feed
from calendars.owned import (
    deadline_rows,
    duty_parts,
    nomination_part,
    nomination_rows,
    own_sessions,
    unit_sessions,
)
from calendars.rows import session_part, session_rows
from calendars.texts import Part, lines_of
from essays.foundations import opening_after


class Shown(NamedTuple):
    """What an address shows: whose (keys, and the unit's path), how, in which language."""

    person: int
    unit: int | None
    path: str
    name: str
    language: str
    with_waiting: bool
    deadlines: str
    alarm: int


def shown_by(feed: Feed, language: str) -> Shown:
    """What `feed` shows when it is read in `language`."""
    path = feed.unit.path if feed.unit else ""
    how = (feed.name, language, feed.with_waiting, feed.deadlines, feed.alarm)
    return Shown(feed.person_id, feed.unit_id, path, *how)


def parts_of_shown(shown: Shown) -> list[Part]:
    """All rows that it is made of: nothing is read yet."""
    sessions, own = _sessions(shown)
    parts = [session_part(sessions, shown.language, **own)]
    if shown.deadlines == Feed.Deadlines.NONE:
        return parts
    if shown.unit is not None:
        return [*parts, nomination_part(shown.unit, shown.language)]
    return parts + duty_parts(shown.person, shown.language)


def texts_of(shown: Shown) -> dict[str, Any]:
    """The same as columns of another statement, in order."""
    return {f"part_{n}": lines_of(*part) for n, part in enumerate(parts_of_shown(shown))}


def source_of(feed: Feed, shown: Shown) -> Source:
    """The feed, read; in the active language."""
    sessions, own = _sessions(shown)
    due, turns_at = [], None
    if shown.deadlines != Feed.Deadlines.NONE and feed.unit is None:
        turns_at = opening_after(shown.person)
        due = deadline_rows(feed.person, shown.language)
    elif shown.deadlines != Feed.Deadlines.NONE:
        due = nomination_rows(feed.unit, shown.language)
    return Source(
        title=_("Yanxi: %(name)s") % {"name": shown.name},
        language=shown.language,
        sessions=session_rows(sessions, shown.language, **own),
        deadlines=due,
        alarm=shown.alarm,
        deadlines_as_tasks=shown.deadlines == Feed.Deadlines.TASK,
        turns_at=turns_at,
        shown=shown,
    )


def _sessions(shown: Shown) -> tuple[Any, dict[str, Any]]:
    if shown.unit is not None:
        return unit_sessions(shown.path)
    return own_sessions(shown.person, with_waiting=shown.with_waiting)
