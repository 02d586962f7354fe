"""The last state of each feed: its validators, and its bytes, built once a change for all readers.

A state is right as long as its mark is, the generation of all feeds and for a personal feed what
its owner has, and before the day on which time alone may change it. So a poll that finds nothing
new reads no session and builds nothing.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from calendars.assemble import WRITTEN_BY, Source, calendar_bytes
from calendars.models import Generation
from publishing.page_cache import cache

KEPT_SECONDS = 26 * 3600
"""The bytes: who polls every few hours rarely asks for them."""
STATE_SECONDS = 32 * 24 * 3600
BUILDING_SECONDS = 20
"""How long one builder is waited for; a thousand sessions take about half a second."""
Make = Callable[[], Source]


class State(NamedTuple):
    """What a feed was when it was last looked at; under which mark, and until when, that holds."""

    mark: str
    etag: str
    modified: int  # seconds since 1970
    until: int = 0  # the day on which it is looked at again, as an ordinal

    def holds(self, mark: str) -> bool:
        """Whether it is as it was."""
        return self.mark == mark and timezone.localdate().toordinal() < self.until


def generation() -> int:
    """The number that every change of what feeds tell moves; one statement."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def mark_of(*parts: object) -> str:
    """A mark from what a feed depends on beside the day."""
    own = (WRITTEN_BY, settings.SITE_URL, *parts)
    return hashlib.sha256(repr(own).encode()).hexdigest()[:32]


def state_of(key: str, mark: str, make: Make) -> State:
    """The feed's validators. `make` is called only when the mark has moved, by one reader of all;
    whatever it raises (no such offering) is raised here, and nothing is kept."""
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
        return _renew(slot, mark, make)[0]
    finally:
        cache.delete(f"{slot}:building")


def body_of(key: str, state: State, make: Make) -> tuple[State, bytes]:
    """The bytes of a state; the present ones, with their state, where those are gone."""
    slot = _slot(key)
    etag, body = cache.get(f"{slot}:body") or ("", b"")
    if etag == state.etag:
        return state, body
    return _renew(slot, state.mark, make, for_bytes=True)


def _renew(slot: str, mark: str, make: Make, *, for_bytes: bool = False) -> tuple[State, bytes]:
    """Read the rows; build the bytes if they say something new, or are asked for and gone.

    Last-Modified is when a content was first seen: the newest change of a record would not move
    when one is taken away. It never stands still between two contents of one second.
    """
    tomorrow = timezone.localdate() + timedelta(days=1)
    source = make()
    until = max(tomorrow, source.holds_until or tomorrow).toordinal()
    old, etag = cache.get(slot), source.etag()
    same = old is not None and old.etag == etag
    known, body = cache.get(f"{slot}:body") or ("", b"")
    if not same or (for_bytes and known != etag):
        body = calendar_bytes(source)
        cache.set(f"{slot}:body", (etag, body), KEPT_SECONDS)
    modified = max(int(time.time()), old.modified + 1 if old else 0)
    state = State(mark, etag, old.modified if same else modified, until)
    cache.set(slot, state, STATE_SECONDS)
    return state, body


def _slot(key: str) -> str:
    return "calendar:" + hashlib.sha256(key.encode()).hexdigest()
