"""Moving a timetable to another time of the year, past weekends and holidays."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from events.models import Session, Workday

# Longer than any row of holidays: a day that still does not work is a mistake in the data.
FAR = 60


def working_days(first: date) -> Callable[[date], bool]:
    """Whether a day from `first` on is worked: the week, holidays and make-up days considered.

    One query; a year whose holidays are not known yet has none.
    """
    known = dict(Workday.objects.filter(on__gte=first).values_list("on", "is_working"))
    return lambda day: known.get(day, day.weekday() < 5)


def shifted_days(
    days: Iterable[date], first: date, is_worked: Callable[[date], bool]
) -> dict[date, date]:
    """Where each day goes when the first of them goes to `first`.

    A day keeps its distance to the first where it can, and otherwise goes on to the next working
    day; two days never become one and keep their order. A timetable that had weekend days keeps
    them at weekends, but never on a public holiday in the week; a weekend day that was worked to
    make up for a holiday is none. `is_worked` is asked of the old days and the new ones.
    """
    ordered = sorted(set(days))
    found: dict[date, date] = {}
    for day in ordered:
        wanted = first + (day - ordered[0])
        if found:
            wanted = max(wanted, max(found.values()) + timedelta(days=1))
        at_weekend = day.weekday() >= 5 and not is_worked(day)
        for _ in range(FAR):
            if is_worked(wanted) or (at_weekend and wanted.weekday() >= 5):
                break
            wanted += timedelta(days=1)
        found[day] = wanted
    return found


def working_dates(first: date, number: int, is_worked: Callable[[date], bool]) -> list[date]:
    """The first `number` working days from `first` on; FAR idle days in a row count as worked."""
    found: list[date] = []
    day, idle = first, 0
    while len(found) < number:
        if is_worked(day) or idle >= FAR:
            found.append(day)
            idle = 0
        else:
            idle += 1
        day += timedelta(days=1)
    return found


def day_of(session: Session) -> date:
    """The local day on which a session begins."""
    return timezone.localtime(session.starts_at).date()


def on_day(moment: datetime, day: date) -> datetime:
    """The same hour by the clock on another day."""
    local = timezone.localtime(moment)
    return timezone.make_aware(datetime.combine(day, local.time()))


def later_by(moment: datetime | None, days: timedelta) -> datetime | None:
    """The same hour by the clock so many days later; None stays None."""
    return None if moment is None else on_day(moment, timezone.localtime(moment).date() + days)
