"""What every step of a booking needs: its locks, its times, its row in the history."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering
from events.capacity import Full
from events.conflicts.kinds import worded
from events.enums import BookingState
from events.models import BookingChange, Session, Venue, VenueBooking
from events.outcomes import BookingOutcome
from events.workdays import add_working_hours
from kernel.outcomes import Result

STANDING = (BookingState.ASKED, BookingState.CONFIRMED)
WORKING_HOURS = 24
"""Three working days: how long a venue has for an answer, unless somebody says otherwise."""


def lock_venue(venue: Any) -> None:
    """Let nobody else book there until the transaction ends; comes after the offering's lock."""
    Venue.objects.select_for_update(no_key=True).get(pk=venue.pk)


def lock_booking(booking: VenueBooking) -> VenueBooking:
    """The booking as it is now, under the locks of its offering and its venue."""
    lock_offering(booking.session.offering)
    lock_venue(booking.venue)
    return VenueBooking.objects.with_places().get(pk=booking.pk)


def usual_answer_by(now: datetime, starts_at: datetime) -> datetime:
    """Until when a venue usually answers: three working days, but before the session begins."""
    latest = max(starts_at - timedelta(hours=1), now + timedelta(hours=1))
    return min(add_working_hours(now, WORKING_HOURS), latest)


def follow(booking: VenueBooking, session: Session) -> None:
    """Ask for the time and the point at which the session is held now."""
    booking.starts_at, booking.ends_at = session.starts_at, session.ends_at
    booking.teaching_point = session.teaching_point


def too_full(record: Any, full: Full) -> Result:
    """The refusal that says how many there would be, and with whom."""
    others = "、".join(str(other.session.offering) for other in full.others)
    details = {"name": worded(full.place), "capacity": full.capacity, "number": full.number}
    outcome = BookingOutcome.VENUE_FULL if others else BookingOutcome.GROUP_TOO_LARGE
    return Result(outcome, record, details | {"other": others})


def write_step(booking: VenueBooking, before: str, after: str, by: Any, note: str) -> None:
    """Write the booking with its new state, and the step beside it."""
    booking.state, booking.changed_at = after, timezone.now()
    booking.save()
    BookingChange.objects.create(
        booking=booking, from_state=before, to_state=after, by=by, note=note[:200]
    )
