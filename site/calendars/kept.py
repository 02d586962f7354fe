"""The last state of each feed: its validators, and its bytes, built once a change for all readers.

A state is right as long as its mark is, on the day on which it was looked at. The mark is cheap and
moves too often: with every change of what any feed tells. Then one statement reads a fingerprint of
what this feed is made of; while that stands still, so does the feed. So a poll that finds nothing
new never reads the rows, renders nothing and costs two statements at most.
"""

import functools
import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from attendance import remote
from calendars.assemble import WRITTEN_BY, Source, calendar_bytes
from calendars.models import Generation
from calendars.texts import Part, in_order, lines_of
from essays import deadlines, duties, participants
from events import coordinates
from publishing import dates
from publishing.page_cache import cache

KEPT_SECONDS = 26 * 3600
"""The bytes: who polls every few hours rarely asks for them."""
STATE_SECONDS = 32 * 24 * 3600
BUILDING_SECONDS = 20
"""How long one builder is waited for; a thousand sessions take about half a second."""
Make = Callable[[], Source]
Look = Callable[[], str]


class State(NamedTuple):
    """What a feed was when it was last looked at; and under which mark that holds."""

    mark: str
    fingerprint: str
    etag: str
    modified: int  # seconds since 1970
    day: int  # on which it was looked at, as an ordinal
    shown: Any = None  # what the feed of one reader shows, so that it can be asked for beforehand

    @property
    def is_of_today(self) -> bool:
        """Whether it was looked at today."""
        return self.day == timezone.localdate().toordinal()

    def holds(self, mark: str) -> bool:
        """Whether it is as it was."""
        return self.mark == mark and self.is_of_today


@functools.cache
def release() -> str:
    """The hash of what reads and words the feeds: this room's modules, those that place people and
    tell what they owe, dates, languages, drawings.

    After a release with others each feed is made anew once; its ETag changes only if it differs.
    """
    room = Path(__file__).parent
    others = [remote.__file__, deadlines.__file__, duties.__file__, participants.__file__]
    others += [dates.__file__, coordinates.__file__]
    files = [*room.glob("*.py"), *map(Path, others)]
    files += [file for folder in settings.LOCALE_PATHS for file in Path(folder).rglob("*.mo")]
    files += (room.parent / "static" / "drawings").iterdir()
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def generation() -> int:
    """The number that every change of what feeds tell moves; one statement."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def mark_of(*parts: object) -> str:
    """A mark from what a feed depends on beside the day."""
    own = (WRITTEN_BY, settings.SITE_URL, *parts)
    return hashlib.sha256(repr(own).encode()).hexdigest()[:32]


def fingerprint_of(parts: Iterable[Part], *own: object) -> str:
    """What hangs together with every word of a feed, from its rows; one statement. Empty when
    nothing was ever changed, which is like nothing."""
    found = compared(parts).first()
    return fingerprint_of_texts(found, *own) if found else ""


def compared(parts: Iterable[Part]) -> QuerySet[Any, Any]:
    """All of it as one row of texts, in order; without one as long as nothing was changed."""
    return Generation.objects.filter(pk=1).values_list(*(lines_of(*part) for part in parts))


def fingerprint_of_texts(texts: Iterable[str | None], *own: object) -> str:
    """The same from what the database has put together."""
    return mark_of([in_order(text) for text in texts], *own)


def known_of(key: str) -> State | None:
    """The last state of a feed, whether or not it holds."""
    known: State | None = cache.get(_slot(key))
    return known


def state_of(key: str, mark: str, look: Look, make: Make) -> State:
    """The feed's validators. When the mark has moved, one reader of all asks `look` for the
    fingerprint, and `make` for the rows if that has moved, too; whatever it raises (no such
    offering) is raised here, and nothing is kept."""
    slot = _slot(key)
    state = cache.get(slot)
    if state is not None and state.holds(mark):
        return state
    waited_until = time.monotonic() + BUILDING_SECONDS
    while not cache.add(f"{slot}:building", 1, BUILDING_SECONDS):
        time.sleep(0.05)
        state = cache.get(slot)
        if state is not None and state.holds(mark):
            return state
        if time.monotonic() > waited_until:
            break
    try:
        return _look_again(slot, mark, look, make)
    finally:
        cache.delete(f"{slot}:building")


def _look_again(slot: str, mark: str, look: Look, make: Make) -> State:
    """The day and the fingerprint are read before anything else: what changes in between is seen
    the next time. Where it changed while the rows were read, no fingerprint is kept: it might come
    back, and the rows of another would be taken for its own."""
    day = timezone.localdate().toordinal()
    state, fingerprint = cache.get(slot), look()
    same = state is not None and fingerprint != "" and fingerprint == state.fingerprint
    if same:
        state = state._replace(mark=mark, day=day)
        cache.set(slot, state, STATE_SECONDS)
        return state
    state, _body = _renew(slot, mark, fingerprint, make)
    if fingerprint and look() != fingerprint:
        state = state._replace(fingerprint="")
        cache.set(slot, state, STATE_SECONDS)
    return state


def body_of(key: str, state: State, make: Make) -> tuple[State, bytes]:
    """The bytes of a state; the present ones, with their state, where those are gone."""
    slot = _slot(key)
    etag, body = cache.get(f"{slot}:body") or ("", b"")
    if etag == state.etag:
        return state, body
    # Rows that are read only now may be other than those of the fingerprint.
    return _renew(slot, state.mark, "", make, for_bytes=True)


def _renew(
    slot: str, mark: str, fingerprint: str, make: Make, *, for_bytes: bool = False
) -> tuple[State, bytes]:
    """Read the rows; build the bytes if they say something new, or are asked for and gone.

    Last-Modified is when a content was first seen: the newest change of a record would not move
    when one is taken away. It never stands still between two contents of one second.
    """
    day = timezone.localdate().toordinal()
    source = make()
    old, etag = cache.get(slot), source.etag()
    same = old is not None and old.etag == etag
    known, body = cache.get(f"{slot}:body") or ("", b"")
    if not same or (for_bytes and known != etag):
        body = calendar_bytes(source)
        cache.set(f"{slot}:body", (etag, body), KEPT_SECONDS)
    modified = max(int(time.time()), old.modified + 1 if old else 0)
    modified = old.modified if same else modified
    state = State(mark, fingerprint, etag, modified, day, source.shown)
    cache.set(slot, state, STATE_SECONDS)
    return state, body


def _slot(key: str) -> str:
    return "calendar:" + hashlib.sha256(f"{release()}{key}".encode()).hexdigest()
