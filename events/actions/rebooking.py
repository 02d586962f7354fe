"""What a moved or cancelled session does to its bookings, in the same transaction."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from events import kept_words
from events.actions.booking_steps import (
    STANDING,
    follow,
    lock_venue,
    too_full,
    usual_answer_by,
    write_step,
)
from events.capacity import overfull
from events.enums import BookingState
from events.models import Offering, Session, Venue, VenueBooking
from kernel.outcomes import Result

MATTERS = frozenset({"starts_at", "ends_at", "venue", "teaching_point"})


def no_room(session: Session, before: dict[str, Any]) -> Result | None:
    """Why its venue cannot take a session that moves: others have booked there. Locks the venue.

    Needs the offering's lock; `before` are the old values of what changes.
    """
    if MATTERS.isdisjoint(before):
        return None
    for booking in standing(session):
        if booking.venue_id == session.venue_id:
            lock_venue(booking.venue)
            follow(booking, session)
            if full := overfull(booking):
                return too_full(session, full)
    return None


def put_back(session: Session, before: dict[str, Any], by: Any) -> None:
    """Ask the venue anew for a session that was moved; what was asked of another venue lapses."""
    if MATTERS.isdisjoint(before):
        return
    was = {"starts_at": session.starts_at, "ends_at": session.ends_at} | before
    note = kept_words.moved(was["starts_at"], was["ends_at"])
    for booking in standing(session):
        if booking.venue_id != session.venue_id:
            write_step(booking, booking.state, BookingState.LAPSED, by, kept_words.ELSEWHERE)
            continue
        follow(booking, session)
        usual = usual_answer_by(timezone.now(), session.starts_at)
        booking.answer_by = max(booking.answer_by, usual)
        write_step(booking, booking.state, BookingState.ASKED, by, note)


def lock_venues(sessions: Iterable[Session]) -> None:
    """Let nobody else book where these sessions are booked; before any lock on a bus."""
    keys = [session.pk for session in sessions]
    booked = VenueBooking.objects.filter(session__in=keys, state__in=STANDING).values("venue")
    list(Venue.objects.select_for_update(no_key=True).filter(pk__in=booked).order_by("pk"))


def rebook(rewritten: Iterable[tuple[Session, dict[str, Any]]], by: Any) -> Result | None:
    """Ask every venue anew for sessions written anew; VENUE_FULL where one has no room then.

    Judged when all stand at their new times, so that none is in another's way. Needs `lock_venues`;
    the caller undoes what was written before a refusal.
    """
    touched = [(s, before) for s, before in rewritten if not MATTERS.isdisjoint(before)]
    for session, before in touched:
        put_back(session, before, by)
    for session, _before in touched:
        for booking in standing(session):
            if full := overfull(booking):
                return too_full(session, full)
    return None


def release(sessions: Any, by: Any, reason: str) -> None:
    """What was asked of venues for sessions that are not held lapses, with the reason."""
    for booking in VenueBooking.objects.standing().filter(session__in=sessions):
        write_step(booking, booking.state, BookingState.LAPSED, by, reason)


def release_offering(offering: Offering, by: Any, reason: str) -> None:
    """The same for all sessions of an offering."""
    release(offering.sessions.values("pk"), by, reason)


def standing(session: Session) -> list[VenueBooking]:
    """The bookings of a session that count."""
    rows = VenueBooking.objects.filter(session=session, state__in=STANDING)
    return list(rows.select_related("venue", "session__offering__page").order_by("venue_id"))
