"""When marks are taken: how long before a session, and until when."""

from datetime import datetime, timedelta
from typing import Any

OPENS_BEFORE = timedelta(minutes=60)
CLOSES_AFTER = timedelta(hours=12)
# How long after its end participants check out of a session by its code.
LEAVES_WITHIN = timedelta(minutes=30)


def opens_at(session: Any) -> datetime:
    """The first instant at which a mark is taken."""
    return session.starts_at - OPENS_BEFORE


def closes_at(session: Any) -> datetime:
    """The last instant at which the desk takes a mark; the roll call corrects afterwards."""
    return session.ends_at + CLOSES_AFTER


def codes_end_at(session: Any) -> datetime:
    """The last instant at which participants check in by themselves: nobody comes afterwards."""
    return session.ends_at
