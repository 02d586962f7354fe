"""What papers say of an offering: always with the year, since paper is kept."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.lineups import speakers_line, with_lineups
from events.listing import place_of
from events.models import Session
from events.shifting import working_days
from publishing import dates

# Nobody reads a paper in the first year of our era: every date gets its year.
LONG_AGO = date(1, 1, 1)


def sessions_of(offering: Any) -> list[Session]:
    """The sessions that are held, in order, with places and all who speak. One query, or two."""
    held = Session.objects.held().filter(offering=offering)
    return with_lineups(offering, held.with_places().order_by("starts_at", "pk"))


def day_of(moment: Any) -> str:
    """`2026年12月7日（周一）`."""
    return dates.day(moment, now=LONG_AGO)


def dates_of(sessions: list[Session]) -> str:
    """From the first day to the last, with how many days something is held."""
    if not sessions:
        return _("not fixed yet")
    days = {dates.local_date(session.starts_at) for session in sessions}
    return dates.date_range(min(days), max(days), now=LONG_AGO)


def places_of(sessions: list[Session]) -> str:
    """All places, in the order in which they come."""
    named = dict.fromkeys(str(place_of(session)) for session in sessions)
    return "、".join(place for place in named if place)


def speaker_of(session: Session) -> str:
    """Names and titles of all who speak."""
    return str(speakers_line(session))


def people_of(offering: Any) -> int:
    """How many are expected: those with a place once registration is closed, else all places."""
    is_closed = offering.closes_at < timezone.now()
    return offering.taken if is_closed and offering.taken else offering.capacity


def workdays_before(day: date, number: int) -> date:
    """The working day that lies `number` working days before a day."""
    is_worked = working_days(day - timedelta(days=number * 3 + 30))
    while number:
        day -= timedelta(days=1)
        number -= is_worked(day)
    return day
