"""What time brings about: sessions are closed, whoever is back from leave is reminded."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from attendance import windows
from attendance.actions import close, remind_to_return
from attendance.queries import sessions_to_close

# Older sessions are not touched: a site that begins to close has years behind it.
LOOKING_BACK = timedelta(days=14)


@shared_task(name="attendance.close_sessions")
def close_sessions() -> int:
    """Close what ended twelve hours ago or earlier, each session in a transaction of its own.

    Only where something was recorded, or where somebody has closed before.
    Closed ones are taken up again where something was recorded or registered since. Returns how
    many changed.
    """
    over = timezone.now() - windows.CLOSES_AFTER
    done = 0
    for session in sessions_to_close(over - LOOKING_BACK, over):
        done += close(by=None, session=session).changed
    return done


@shared_task(name="attendance.remind_to_return")
def remind_of_return() -> int:
    """Remind those whose leave is over, once each; return how many. Safe to repeat."""
    return int(remind_to_return(by=None).details.get("count", 0))
