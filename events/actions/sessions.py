"""Adding a session to a timetable and moving it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from events import changes
from events.actions.holding import save_holding
from events.actions.locks import lock_offering, raise_revision
from events.actions.rebooking import no_room, put_back
from events.actions.routes import move_routes, ways_of
from events.enums import OfferingState, SessionForm
from events.models import Offering, Session
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

KEEP: Any = object()  # "as it was", since None means "no venue"


@action("events.add_session")
def add_session(  # noqa: PLR0913 - one keyword a field
    *,
    by: Any,
    offering: Offering,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    form: str = SessionForm.LECTURE,
    title_en: str = "",
    venue: Any = None,
    teaching_point: Any = None,
    place_note: str = "",
    speaker: Any = None,
    bus: Any = None,
    credit_hours: Decimal | float = 0,
    join_url: str = "",
    topic: Any = None,
    others: Iterable[Any] = (),
    is_told: bool = True,
) -> Result:
    """Put a session into the timetable; everybody registered is told, unless the caller does it.

    `others` speak beside the speaker at a stop that has a team. A teaching point brings its venue
    along. Ends in SESSION_ADDED, ENDS_BEFORE_START, WRONG_TEACHING_POINT, ROOM_TAKEN, SPEAKER_TAKEN
    or BUS_TAKEN.
    """
    offering = lock_offering(offering)
    venue = venue or (teaching_point and teaching_point.venue)
    session = Session(
        offering=offering, title=title, title_en=title_en, form=form, starts_at=starts_at,
        ends_at=ends_at, venue=venue, teaching_point=teaching_point, place_note=place_note,
        speaker=speaker, bus=bus, credit_hours=credit_hours, join_url=join_url, topic=topic,
        offering_cancelled=offering.state == OfferingState.CANCELLED,
    )  # fmt: skip
    session.others = tuple(one.pk for one in others)
    if refusal := impossible(session) or save_holding(session):
        return refusal
    _tell_of(session, by, is_told=is_told)
    changed = {"starts_at": starts_at.isoformat()}
    return Result(EventOutcome.SESSION_ADDED, session, {"name": title, "changes": changed})


def _tell_of(session: Session, by: Any, *, is_told: bool) -> None:
    offering = session.offering
    raise_revision(offering)
    page_cache.bump()
    if is_told:
        changes.tell(changes.SessionsAdded(offering=offering, sessions=[session], by=by))


@action("events.move_session")
def move_session(
    *,
    by: Any,
    session: Session,
    starts_at: datetime = KEEP,
    ends_at: datetime = KEEP,
    venue: Any = KEEP,
    teaching_point: Any = KEEP,
    place_note: str = KEEP,
) -> Result:
    """Change time or place; what is not named stays; a new venue drops the old teaching point.

    Ends in SESSION_MOVED, UNCHANGED, ENDS_BEFORE_START, WRONG_TEACHING_POINT, ROOM_TAKEN,
    SPEAKER_TAKEN, BUS_TAKEN, or in VENUE_FULL where its booking finds no room. Everybody registered
    is told what was before; the venue is to be asked anew; the session's own routes go along.
    """
    offering = lock_offering(session.offering)
    session = Session.objects.with_places().get(pk=session.pk)
    wanted = {"starts_at": starts_at, "ends_at": ends_at, "place_note": place_note}
    wanted |= _place(venue, teaching_point)
    before = {}
    for name, value in wanted.items():
        if value is not KEEP and getattr(session, name) != value:
            before[name] = getattr(session, name)
            setattr(session, name, value)
    if not before:
        return Result(EventOutcome.UNCHANGED, session)
    if refusal := impossible(session):
        return refusal
    if "starts_at" in before and offering.state != OfferingState.DRAFT:
        session.moved_from = before["starts_at"]
    if refusal := no_room(session, before) or _write_move(offering, session, before):
        return refusal
    put_back(session, before, by)
    changes.tell(changes.SessionChanged(session=session, before=before, by=by))
    details = {"name": str(session), "changes": {"fields": sorted(before)}}
    return Result(EventOutcome.SESSION_MOVED, session, details)


def _place(venue: Any, teaching_point: Any) -> dict[str, Any]:
    if teaching_point not in (KEEP, None) and venue is KEEP:
        venue = teaching_point.venue
    if venue is not KEEP and teaching_point is KEEP:
        teaching_point = None
    return {"venue": venue, "teaching_point": teaching_point}


def _write_move(offering: Offering, session: Session, before: dict[str, Any]) -> Result | None:
    session.revision += 1
    session.changed_at = timezone.now()
    with transaction.atomic():
        if refusal := save_holding(session) or move_routes(ways_of([(session, before)])):
            transaction.set_rollback(True)
            return refusal
    raise_revision(offering)
    page_cache.bump()
    return None


def impossible(session: Session) -> Result | None:
    """Why times or place cannot be so: ENDS_BEFORE_START or WRONG_TEACHING_POINT."""
    if session.starts_at >= session.ends_at:
        return Result(EventOutcome.ENDS_BEFORE_START)
    point = session.teaching_point
    if point is not None and point.venue_id != session.venue_id:
        return Result(EventOutcome.WRONG_TEACHING_POINT, details={"point": str(point)})
    return None
