"""Asking a venue for a session, and what it answers. Every step is kept.

The venue's row is locked after the offering: two groups that ask at once are counted one after the
other, so that those who stand together never exceed what the venue, or the point, takes.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.actions.booking_steps import (
    STANDING,
    follow,
    lock_booking,
    lock_venue,
    too_full,
    write_step,
)
from events.actions.locks import lock_offering
from events.capacity import overfull
from events.enums import BookingState
from events.models import Session, VenueBooking
from events.outcomes import BookingOutcome
from kernel.actions import action
from kernel.outcomes import Result


@action("events.ask_booking")
def ask_booking(
    *,
    by: Any,
    session: Session,
    headcount: int,
    answer_by: datetime,
    guide_wanted: bool = False,
    contact: str = "",
    note: str = "",
) -> Result:
    """Ask the session's venue, or ask it once more after a no or no answer.

    Ends in ASKED (record: the booking), STANDS, NO_VENUE, NOT_HELD, TOO_LATE_TO_ANSWER or
    VENUE_FULL.
    """
    lock_offering(session.offering)
    session = Session.objects.with_places().get(pk=session.pk)
    if session.venue is None:
        return Result(BookingOutcome.NO_VENUE, session, {"name": str(session)})
    if session.is_cancelled or session.offering_cancelled:
        return Result(BookingOutcome.NOT_HELD, session, {"name": str(session)})
    lock_venue(session.venue)
    booking = VenueBooking.objects.filter(session=session, venue=session.venue).first()
    if booking is not None and booking.state in STANDING:
        return _told(BookingOutcome.STANDS, booking)
    before = booking.state if booking else ""
    booking = booking or VenueBooking(session=session, venue=session.venue)
    follow(booking, session)
    booking.headcount, booking.guide_wanted = headcount, guide_wanted
    booking.contact, booking.note, booking.answer_by = contact, note, answer_by
    if refusal := _impossible(booking):
        return refusal
    return _step(booking, before, BookingState.ASKED, by, note, BookingOutcome.ASKED)


@action("events.change_booking")
def change_booking(
    *,
    by: Any,
    booking: VenueBooking,
    headcount: int,
    answer_by: datetime,
    guide_wanted: bool = False,
    contact: str = "",
    note: str = "",
) -> Result:
    """Ask for something else than before: what was confirmed is to be confirmed once more.

    Ends in ASKED, UNCHANGED, DIFFERENT_STATE, TOO_LATE_TO_ANSWER or VENUE_FULL.
    """
    booking = lock_booking(booking)
    if booking.state not in STANDING:
        return _told(BookingOutcome.DIFFERENT_STATE, booking)
    wanted = {
        "headcount": headcount, "guide_wanted": guide_wanted, "contact": contact,
        "answer_by": answer_by, "note": note,
    }  # fmt: skip
    changed = {name: value for name, value in wanted.items() if getattr(booking, name) != value}
    if not changed:
        return _told(BookingOutcome.UNCHANGED, booking)
    for name, value in changed.items():
        setattr(booking, name, value)
    if refusal := _impossible(booking):
        return refusal
    return _step(booking, booking.state, BookingState.ASKED, by, note, BookingOutcome.ASKED)


@action("events.confirm_booking")
def confirm_booking(*, by: Any, booking: VenueBooking, note: str = "") -> Result:
    """The venue says yes: CONFIRMED, UNCHANGED or DIFFERENT_STATE."""
    booking = lock_booking(booking)
    if booking.state == BookingState.CONFIRMED:
        return _told(BookingOutcome.UNCHANGED, booking)
    if booking.state != BookingState.ASKED:
        return _told(BookingOutcome.DIFFERENT_STATE, booking)
    outcome = BookingOutcome.CONFIRMED
    return _step(booking, booking.state, BookingState.CONFIRMED, by, note, outcome)


@action("events.decline_booking")
def decline_booking(*, by: Any, booking: VenueBooking, reason: str) -> Result:
    """The venue says no, or we give it back: DECLINED, UNCHANGED or DIFFERENT_STATE."""
    booking = lock_booking(booking)
    if booking.state == BookingState.DECLINED:
        return _told(BookingOutcome.UNCHANGED, booking)
    if booking.state not in STANDING:
        return _told(BookingOutcome.DIFFERENT_STATE, booking)
    outcome = BookingOutcome.DECLINED
    return _step(booking, booking.state, BookingState.DECLINED, by, reason, outcome)


@action("events.lapse_booking")
def lapse_booking(*, by: Any, booking: VenueBooking) -> Result:
    """No answer in time: LAPSED, or UNCHANGED when one has come meanwhile."""
    booking = lock_booking(booking)
    if booking.state != BookingState.ASKED or booking.answer_by > timezone.now():
        return _told(BookingOutcome.UNCHANGED, booking)
    return _step(booking, booking.state, BookingState.LAPSED, by, "", BookingOutcome.LAPSED)


def _impossible(booking: VenueBooking) -> Result | None:
    if booking.answer_by <= timezone.now():
        return _told(BookingOutcome.TOO_LATE_TO_ANSWER, booking)
    full = overfull(booking)
    return too_full(booking, full) if full else None


def _step(
    booking: VenueBooking, before: str, after: str, by: Any, note: str, outcome: BookingOutcome
) -> Result:
    write_step(booking, before, after, by, note)
    changes = {"state": f"{before} → {after}", "headcount": booking.headcount}
    return Result(outcome, booking, {"name": str(booking), "changes": changes}, note)


def _told(outcome: BookingOutcome, booking: VenueBooking) -> Result:
    details = {"name": str(booking), "state": booking.get_state_display()}
    return Result(outcome, booking, details)
