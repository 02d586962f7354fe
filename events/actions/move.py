"""Moving everything that is ahead of an offering to other days, as one act."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from events import changes
from events.actions.locks import lock_offering, lock_pools, raise_revision
from events.actions.publish import wrong_state
from events.actions.rewrite import Rewritten, write_all
from events.actions.routes import Ways, routes_to_move, ways_of
from events.enums import OfferingState
from events.models import Offering, Session
from events.outcomes import EventOutcome
from events.shifting import day_of, later_by, on_day, shifted_days, working_days
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates, page_cache

MOVABLE = (OfferingState.DRAFT, OfferingState.PUBLISHED, OfferingState.PAUSED)
DEADLINES = ("opens_at", "closes_at", "late_until", "minimum_due_at", "questions_frozen_at")


@action("events.move_offering")
def move_offering(*, by: Any, offering: Offering, first_on: date) -> Result:
    """Let what has not begun yet begin on `first_on`: OFFERING_MOVED, everybody told once.

    Days go past weekends and holidays (see `events.shifting`), hours and places stay; deadlines
    that are ahead move by as many days; booked venues are asked anew. UNCHANGED, DAY_PASSED,
    NO_SESSIONS, WRONG_STATE, or ROOM_TAKEN, SPEAKER_TAKEN, BUS_TAKEN, VENUE_FULL of the first
    session that cannot be held then.
    """
    offering = lock_offering(offering)
    lock_pools(offering)
    if offering.state not in MOVABLE:
        return wrong_state(offering)
    sessions = sessions_ahead(offering)
    if not sessions:
        return Result(EventOutcome.NO_SESSIONS, offering, {"name": str(offering)})
    days = moved_days(sessions, first_on)
    moved = _moved(offering, sessions, days)
    if not moved:
        return Result(EventOutcome.UNCHANGED, offering)
    if first_on < timezone.localdate() or moved[0][0].starts_at <= timezone.now():
        return Result(EventOutcome.DAY_PASSED, offering)
    if refusal := write_all(offering, moved, _ways(offering, moved, days), by):
        return refusal
    first = day_of(moved[0][0])
    _move_deadlines(offering, sessions[0], days)
    raise_revision(offering)
    page_cache.bump()
    changes.tell(changes.OfferingMoved(offering=offering, moved=moved, by=by))
    details = {"name": str(offering), "day": dates.day(first)}
    changed = {"first_on": first.isoformat(), "sessions": len(moved)}
    return Result(EventOutcome.OFFERING_MOVED, offering, details | {"changes": changed})


def sessions_ahead(offering: Offering) -> list[Session]:
    """What will be held and has not begun; of a draft, everything."""
    sessions = offering.sessions.held().with_places().order_by("starts_at", "pk")
    if offering.state != OfferingState.DRAFT:
        sessions = sessions.filter(starts_at__gt=timezone.now())
    return list(sessions)


def moved_days(sessions: list[Session], first_on: date) -> dict[date, date]:
    """Where each day of `sessions` goes."""
    days = [day_of(session) for session in sessions]
    return shifted_days(days, first_on, working_days(min(first_on, days[0])))


def _moved(offering: Offering, sessions: list[Session], days: dict[date, date]) -> Rewritten:
    """The sessions that get another time, unsaved, each with what was before."""
    moved = []
    now = timezone.now()
    for session in sessions:
        starts_at = on_day(session.starts_at, days[day_of(session)])
        if starts_at != session.starts_at:
            before = {"starts_at": session.starts_at, "ends_at": session.ends_at}
            session.ends_at = starts_at + (session.ends_at - session.starts_at)
            session.starts_at = starts_at
            if offering.state != OfferingState.DRAFT:
                session.moved_from = before["starts_at"]
            session.revision += 1
            session.changed_at = now
            moved.append((session, before))
    return moved


def _ways(offering: Offering, moved: Rewritten, days: dict[date, date]) -> Ways:
    """The sessions' own routes, and those of the whole offering that nobody has taken yet."""
    is_draft = offering.state == OfferingState.DRAFT
    ways = routes_to_move(offering=offering, session=None)
    ahead = ways if is_draft else ways.filter(meets_at__gt=timezone.now())
    return [*ways_of(moved), *((route, partial(on_its_day, days=days)) for route in ahead)]


def on_its_day(moment: datetime, days: dict[date, date]) -> datetime:
    """The same hour on the day to which its own goes; a day in between keeps its distance."""
    day = timezone.localtime(moment).date()
    first = max((known for known in days if known <= day), default=min(days))
    return on_day(moment, days[first] + (day - first))


def _move_deadlines(offering: Offering, first: Session, days: dict[date, date]) -> None:
    """What is ahead goes along; nothing that is over begins anew, and none stays behind it all.

    Registration whose opening would have passed opens at once: so it opens before it closes.
    """
    old = next(day for day, new in days.items() if new == day_of(first))
    by_days = day_of(first) - old
    now = timezone.now()
    for name in DEADLINES:
        at = getattr(offering, name)
        if at is not None and at > now:
            latest = now if name == "opens_at" else min(at, first.starts_at)
            setattr(offering, name, _moved_deadline(at, by_days, now, latest))
    if offering.late_until is not None and offering.late_until <= offering.closes_at:
        offering.late_until = None
    offering.save(update_fields=list(DEADLINES))


def _moved_deadline(
    at: datetime, by_days: timedelta, now: datetime, otherwise: datetime
) -> datetime:
    moved = later_by(at, by_days)
    return moved if moved is not None and moved > now else otherwise
