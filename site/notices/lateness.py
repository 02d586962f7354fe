"""Which notices say nothing any more, and which can wait for the morning: rooms above know until
when what they told was news.

Asked of text messages alone: they interrupt whoever reads them. A mail may come at any time, it is
a record.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from notices.models import Notice

NIGHT_FROM, NIGHT_UNTIL = time(22), time(7)
PASSING: dict[str, Callable[[Notice, datetime], bool]] = {}


def passes(room: str, function: Callable[[Notice, datetime], bool]) -> None:
    """Let a room say whether a notice will have come, at an instant, to say nothing since it was
    written; called from `AppConfig.ready`.
    """
    PASSING[room] = function


def has_passed(notice: Notice, at: datetime) -> bool:
    """Whether some room says so."""
    return any(function(notice, at) for function in PASSING.values())


def by_day(notice: Notice, at: datetime) -> datetime:
    """`at`, or the end of the night it falls in here, unless what the notice says is over then."""
    here = timezone.localtime(at)
    if NIGHT_UNTIL <= here.time() < NIGHT_FROM:
        return at
    day = here.date() + timedelta(days=here.time() >= NIGHT_FROM)
    morning = datetime.combine(day, NIGHT_UNTIL, here.tzinfo)
    return at if has_passed(notice, morning) else morning
