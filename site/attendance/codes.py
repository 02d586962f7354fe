"""Rotating codes: computed from a session's secret and the server's clock, stored nowhere.

A tag is the first 80 bits of an HMAC-SHA-256 over session and step of ten seconds; the spoken
digits are the same kind of number over a minute, for they must be heard and typed. Any number of
screens and servers compute the same ones, and no clock but the server's is asked.
"""

import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from attendance.models import Door
from kernel.ids import ALPHABET

STEP = 10
"""Seconds that a code is current."""
SPOKEN_STEP = 60
"""Seconds that the spoken digits are current; those of the minute before still count."""
AHEAD = 3
"""Codes after the current one that a screen is given: half a minute without a network."""
TAG_BYTES, TAG_LENGTH = 10, 16
DIGITS = 6
REMEMBERED = 360
"""Steps back at which an old code is still told apart from a foreign one: an hour."""


@dataclass(frozen=True)
class Code:
    """One code as a screen shows it; `ends_in` is in milliseconds from the moment it was asked."""

    tag: str
    digits: str
    ends_in: int


def door_of(session: Any) -> Door:
    """The door of a session, made on first need; two screens at once get the same one."""
    made, _new = Door.objects.get_or_create(session=session)
    return made


def step_at(at: datetime, seconds: int = STEP) -> int:
    """The number of the step of `seconds` in which an instant lies."""
    return int(at.timestamp()) // seconds


def began_at(step: int) -> datetime:
    """The first instant of a step."""
    return datetime.fromtimestamp(step * STEP, UTC)


def tag_of(door: Door, session: Any, step: int, spot: str = "") -> str:
    """The 16 characters of one step; each remote site's screen (`spot`, its key) has its own."""
    number = int.from_bytes(_digest(door, "code", session, step, spot)[:TAG_BYTES])
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))


def digits_of(door: Door, session: Any, minute: int, spot: str = "") -> str:
    """The six digits of one minute."""
    number = int.from_bytes(_digest(door, "spoken", session, minute, spot)[:8])
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def codes_from(
    door: Door, session: Any, at: datetime, *, spot: str = "", ahead: int = AHEAD
) -> Iterator[Code]:
    """The code of `at` and the next ones. Never more than half a minute: who may see the screen
    could hand them on.
    """
    first = step_at(at)
    for step in range(first, first + ahead + 1):
        ends = began_at(step + 1)
        minute = step_at(began_at(step), SPOKEN_STEP)
        yield Code(
            tag_of(door, session, step, spot),
            digits_of(door, session, minute, spot),
            round((ends - at) / timedelta(milliseconds=1)),
        )


@dataclass(frozen=True)
class Found:
    """How many steps ago a code was current, and the key of the spot whose screen showed it."""

    age: int
    spot: str = ""


def found_code(
    door: Door, session: Any, tag: str, at: datetime, spots: Sequence[str] = ("",)
) -> Found | None:
    """Which code `tag` is: age 0 for one of now; None for one that was not within the hour.

    Every step of every spot is compared, each in constant time, so that the time taken tells
    nothing.
    """
    now = step_at(at)
    found = None
    for spot in spots:
        for age in range(REMEMBERED):
            if secrets.compare_digest(tag, tag_of(door, session, now - age, spot)):
                found = Found(age, spot)
    return found


def spoken_at(
    door: Door, session: Any, digits: str, at: datetime, spots: Sequence[str] = ("",)
) -> str | None:
    """The key of the spot whose digits of this minute or the one before these are, or None."""
    now = step_at(at, SPOKEN_STEP)
    fits = [
        spot
        for spot in spots
        for minute in (now, now - 1)
        if secrets.compare_digest(digits, digits_of(door, session, minute, spot))
    ]
    return fits[0] if fits else None


def mark_of_device(door: Door, device: str) -> str:
    """What tells the phones of one session apart; at another session the same phone differs."""
    return hmac.digest(bytes(door.secret), f"device:{device}".encode(), sha256).hex()[:16]


def _digest(door: Door, use: str, session: Any, number: int, spot: str) -> bytes:
    place = f":{spot}" if spot else ""
    message = f"yanxi.{use}.1:{session.public_id}:{number}{place}".encode()
    return hmac.digest(bytes(door.secret), message, sha256)
