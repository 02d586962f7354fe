"""The feed of one reader: what was chosen for it, what it is made of."""

import functools
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateTimeField, IntegerField
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.assemble import Source
from calendars.composed import Composed, Given
from calendars.kept import compared, fingerprint_of, fingerprint_of_texts
from calendars.models import Feed
from calendars.owned import (
    deadline_rows,
    duty_parts,
    nomination_part,
    nomination_rows,
    own_places,
    own_sessions,
    unit_sessions,
)
from calendars.rows import session_part, session_rows
from calendars.seats import at_their_sites, site_part
from calendars.texts import Part, lines_of


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
    since: date | None


def shown_by(feed: Feed, language: str, since: date | None = None) -> Shown:
    """What `feed` shows when it is read in `language`, from the day `since` if that is asked."""
    path = feed.unit.path if feed.unit else ""
    how = (feed.name, language, feed.with_waiting, feed.deadlines, feed.alarm, since)
    return Shown(feed.person_id, feed.unit_id, path, *how)


def parts_of_shown(shown: Shown, now: Any = None) -> list[Part]:
    """All rows that it is made of, at `now` if that is not the present: nothing is read yet."""
    sessions, own = _sessions(shown)
    parts = [session_part(sessions, shown.language, **own)]
    if shown.unit is None:
        parts.append(site_part(shown.person, shown.language))
    if shown.deadlines == Feed.Deadlines.NONE:
        return parts
    if shown.unit is not None:
        return [*parts, nomination_part(shown.unit, shown.language)]
    return parts + duty_parts(shown.person, now or timezone.now(), shown.language)


def fingerprint_of_shown(shown: Shown) -> str:
    """What hangs together with every word of it; one statement, which for a person's own feed is
    composed once a day for all who chose alike."""
    if shown.unit is not None:
        return fingerprint_of(parts_of_shown(shown), shown)
    alike = shown._replace(person=0, name="", alarm=0)
    texts = _composed(alike, timezone.localdate()).row(
        {"person": shown.person, "now": timezone.now()}
    )
    return fingerprint_of_texts(texts, shown) if texts else ""


@functools.lru_cache(maxsize=64)
def _composed(alike: Shown, day: date) -> Composed:
    """Of everybody who chose alike. The day stands in many of its conditions."""
    person, now = Given("person", IntegerField()), Given("now", DateTimeField())
    parts = parts_of_shown(alike._replace(person=person), now)  # type: ignore[arg-type]
    return Composed(compared(parts))


def texts_of(shown: Shown) -> dict[str, Any]:
    """The same as columns of another statement, in order."""
    return {f"part_{n}": lines_of(*part) for n, part in enumerate(parts_of_shown(shown))}


def source_of(feed: Feed, shown: Shown) -> Source:
    """The feed, read; in the active language."""
    sessions, own = _sessions(shown)
    rows = session_rows(sessions, shown.language, **own)
    if feed.unit is None:
        rows = at_their_sites(rows, own_places(shown.person))
    due = []
    if shown.deadlines != Feed.Deadlines.NONE and feed.unit is None:
        due = deadline_rows(feed.person, shown.language)
    elif shown.deadlines != Feed.Deadlines.NONE:
        due = nomination_rows(feed.unit, shown.language)
    return Source(
        title=_("Yanxi: %(name)s") % {"name": shown.name},
        language=shown.language,
        sessions=rows,
        deadlines=due,
        alarm=shown.alarm,
        deadlines_as_tasks=shown.deadlines == Feed.Deadlines.TASK,
        shown=shown,
    )


def _sessions(shown: Shown) -> tuple[Any, dict[str, Any]]:
    if shown.unit is not None:
        return unit_sessions(shown.path, shown.since)
    return own_sessions(shown.person, shown.since, with_waiting=shown.with_waiting)
