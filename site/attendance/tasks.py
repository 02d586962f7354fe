"""What time brings about: whoever is back from leave and has not said so is reminded."""

from celery import shared_task

from attendance.actions import remind_to_return


@shared_task(name="attendance.remind_to_return")
def remind_of_return() -> int:
    """Remind those whose leave is over, once each; return how many. Safe to repeat."""
    return int(remind_to_return(by=None).details.get("count", 0))
