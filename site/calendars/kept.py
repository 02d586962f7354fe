"""The last state of each feed: its validators, and its bytes, built once a change for all readers.

A state is right as long as its mark is: the generation of all feeds, the day, and for a personal
feed what its owner has. So a poll that finds nothing new reads no session and builds nothing.
"""

import hashlib
import time
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from calendars.assemble import WRITTEN_BY, Source, calendar_bytes
from calendars.models import Generation
from publishing.page_cache import cache

KEPT_SECONDS = 26 * 3600
BUILDING_SECONDS = 20
"""How long one builder is waited for; a thousand sessions take about half a second."""
Make = Callable[[], Source]


class State(NamedTuple):
    """What a feed was when it was last looked at, and the mark under which that holds."""

    mark: str
    etag: str
    modified: int  # seconds since 1970


def generation() -> int:
    """The number that every change of what feeds tell moves; one statement."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def mark_of(*parts: object) -> str:
    """A mark from what a feed depends on; the window of days turns at midnight."""
    own = (WRITTEN_BY, settings.SITE_URL, timezone.localdate(), *parts)
    return hashlib.sha256(repr(own).encode()).hexdigest()[:32]


def state_of(key: str, mark: str, make: Make) -> State:
    """The feed's validators. `make` is called only when the mark has moved, by one reader of all;
    whatever it raises (no such offering) is raised here, and nothing is kept."""
    slot = _slot(key)
    state = cache.get(slot)
    if state is not None and state.mark == mark:
        return state
    waited_until = time.monotonic() + BUILDING_SECONDS
    while not cache.add(f"{slot}:building", 1, BUILDING_SECONDS):
        time.sleep(0.05)
        state = cache.get(slot)
        if state is not None and state.mark == mark:
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
    return _renew(slot, state.mark, make)


def _renew(slot: str, mark: str, make: Make) -> tuple[State, bytes]:
    """Read the rows; build the bytes only if they say something new.

    Last-Modified is when a content was first seen: the newest change of a record would not move
    when one is taken away. It never stands still between two contents of one second.
    """
    source = make()
    old, etag = cache.get(slot), source.etag()
    known, body = cache.get(f"{slot}:body") or ("", b"")
    if old is not None and old.etag == etag == known:
        state = old._replace(mark=mark)
    else:
        body = calendar_bytes(source)
        same = old is not None and old.etag == etag
        modified = max(int(time.time()), old.modified + 1 if old else 0)
        state = State(mark, etag, old.modified if same else modified)
        cache.set(f"{slot}:body", (etag, body), KEPT_SECONDS)
    cache.set(slot, state, KEPT_SECONDS)
    return state, body


def _slot(key: str) -> str:
    return "calendar:" + hashlib.sha256(key.encode()).hexdigest()
