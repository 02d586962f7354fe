"""What happened to an offering, told in the same transaction to the rooms above.

Rooms register plain functions, in `AppConfig.ready`, under the name of a change. Followers run in
the order of their names' first part as listed in ORDER, before commit: a raised capacity promotes,
a moved session notifies. `docs/followers.md` prints the list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ORDER = ("courses", "registration", "attendance", "essays", "calendars", "portal")


@dataclass(frozen=True)
class CapacityChanged:
    """Places were added to or taken from a pool; `pool` is None where several changed at once."""

    offering: Any
    pool: Any
    delta: int
    by: Any


@dataclass(frozen=True)
class SessionsAdded:
    """Sessions came into a timetable, in order of time: one, or all that were added as one act."""

    offering: Any
    sessions: list[Any]
    by: Any


@dataclass(frozen=True)
class SessionChanged:
    """Something of TOLD changed of a session; `before` holds the old values of changed fields."""

    session: Any
    before: dict[str, Any]
    by: Any


@dataclass(frozen=True)
class SessionCancelled:
    """One session will not be held."""

    session: Any
    by: Any
    reason: str


@dataclass(frozen=True)
class OfferingMoved:
    """Several sessions of an offering change at once, or all that is ahead of it goes elsewhere.

    `moved` holds each session in order of time with the old values of its changed fields. It is
    told instead of a SessionChanged for each of them: people are told once.
    """

    offering: Any
    moved: list[tuple[Any, dict[str, Any]]]
    by: Any


@dataclass(frozen=True)
class RouteChanged:
    """A way was made, or its time, place or buses changed; `before` holds their old values."""

    route: Any
    before: dict[str, Any]
    by: Any


@dataclass(frozen=True)
class RouteRemoved:
    """Nobody is taken along on a way any more; the route is still there when this is told."""

    route: Any
    by: Any


@dataclass(frozen=True)
class OfferingCancelled:
    """The whole offering will not be held."""

    offering: Any
    by: Any
    reason: str


@dataclass(frozen=True)
class OfferingCloned:
    """`clone` is a new draft like `source`, `days` later; each room copies what is its own."""

    source: Any
    clone: Any
    days: int
    by: Any


@dataclass(frozen=True)
class PlacesEnded:
    """Registrations lost or gave up a certain place; each with its new state, all of one act."""

    registrations: list[Any]
    by: Any
    reason: str


Change = (
    CapacityChanged
    | SessionsAdded
    | SessionChanged
    | SessionCancelled
    | RouteChanged
    | RouteRemoved
    | OfferingMoved
    | OfferingCancelled
    | OfferingCloned
    | PlacesEnded
)
Follower = Callable[[Any], None]
_FOLLOWERS: dict[type, list[tuple[str, Follower]]] = {}


def follow(change: type, name: str, follower: Follower) -> None:
    """Register `follower` for a change under "room.verb"; registering twice changes nothing.

    Raises ValueError when the room is not in ORDER.
    """
    room = name.partition(".")[0]
    if room not in ORDER:
        raise ValueError(f"{room} is not among the followers' rooms")
    listed = _FOLLOWERS.setdefault(change, [])
    if all(known != name for known, _ in listed):
        listed.append((name, follower))
        listed.sort(key=lambda entry: (ORDER.index(entry[0].partition(".")[0]), entry[0]))


def followers(change: type) -> list[str]:
    """Names of the followers of a change, in the order in which they run."""
    return [name for name, _ in _FOLLOWERS.get(change, [])]


def tell(change: Change) -> None:
    """Run the followers of a change, inside the caller's transaction."""
    for _, follower in _FOLLOWERS.get(type(change), []):
        follower(change)
