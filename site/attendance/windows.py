"""When marks are taken: how long before a session, until when, and from when on it is late."""

from datetime import datetime, timedelta
from typing import Any

OPENS_BEFORE = timedelta(minutes=60)
CLOSES_AFTER = timedelta(hours=12)
LATE_AFTER = timedelta(minutes=15)


def opens_at(session: Any) -> datetime:
    """The first instant at which a mark is taken."""
    return session.starts_at - OPENS_BEFORE


def closes_at(session: Any) -> datetime:
    """The last instant at which the desk takes a mark; the roll call corrects afterwards."""
    return session.ends_at + CLOSES_AFTER


def codes_end_at(session: Any) -> datetime:
    """The last instant at which participants check in by themselves: nobody comes afterwards."""
    return session.ends_at


def is_late(session: Any, at: datetime) -> bool:
    """Whether coming at `at` counts as late."""
    return at > session.starts_at + LATE_AFTER
