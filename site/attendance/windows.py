"""When marks are taken: how long before a session, and until when."""

from datetime import datetime, timedelta
from typing import Any

from publishing import dates

OPENS_BEFORE = timedelta(minutes=60)
CLOSES_AFTER = timedelta(hours=12)
# How long after its end participants check out of a session by its code.
LEAVES_WITHIN = timedelta(minutes=30)
# How long ago a desk may have taken what it sends: longer than any line is down. Whether a mark
# counts is said by the window of its session, never by this.
OLDEST_MARK = timedelta(days=31)


def opens_at(session: Any) -> datetime:
    """The first instant at which a mark is taken."""
    return session.starts_at - OPENS_BEFORE


def closes_at(session: Any) -> datetime:
    """The last instant at which the desk takes a mark; the roll call corrects afterwards."""
    return session.ends_at + CLOSES_AFTER


def codes_end_at(session: Any) -> datetime:
    """The last instant at which participants check in by themselves: nobody comes afterwards."""
    return session.ends_at


def last_leave_at(session: Any) -> datetime:
    """The last instant at which participants check out by themselves: everybody has left then."""
    return session.ends_at + LEAVES_WITHIN


def is_of_another_day(session: Any, at: datetime) -> bool:
    """Whether an instant lies on no day of the session and outside the hours in which marks are
    taken.
    """
    last = dates.local_date(session.ends_at - timedelta.resolution)
    on_its_days = dates.local_date(session.starts_at) <= dates.local_date(at) <= last
    return not on_its_days and not opens_at(session) <= at <= closes_at(session)
