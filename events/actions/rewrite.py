"""Writing several sessions of an offering anew as one act: none stands in another's way."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events import changes
from events.actions.holding import is_held_twice, let_go, refused
from events.actions.locks import lock_buses, lock_offering, raise_revision
from events.actions.rebooking import no_room, put_back
from events.actions.sessions import impossible, move_way
from events.conflicts import Wanted, find_conflicts
from events.enums import OfferingState
from events.models import PLACE, SLOT_FIELDS, TIMES, Offering, Session
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

Rewritten = list[tuple[Session, dict[str, Any]]]


@action("events.rewrite_sessions")
def rewrite_sessions(
    *, by: Any, offering: Offering, wanted: Iterable[tuple[Session, dict[str, Any]]]
) -> Result:
    """Let each session say what is wanted of it, any of SLOT_FIELDS; two may change places.

    Ends in SESSIONS_REWRITTEN or UNCHANGED, or in what the first one would be refused for, see
    `move_session` and `edit_session`. Everybody registered is told once of all that were moved.
    """
    offering = lock_offering(offering)
    asked = {session.pk: values for session, values in wanted}
    rewritten = _rewritten(offering, asked)
    if not rewritten:
        return Result(EventOutcome.UNCHANGED, offering)
    sessions = [session for session, _before in rewritten]
    if refusal := _write_all(offering, rewritten):
        return refusal
    for session, before in rewritten:
        put_back(session, before, by)
    raise_revision(offering)
    page_cache.bump()
    _tell(offering, rewritten, by)
    changed = {"sessions": [session.public_id for session in sessions]}
    details = {"name": str(offering), "count": len(sessions), "changes": changed}
    return Result(EventOutcome.SESSIONS_REWRITTEN, offering, details)


def _write_all(offering: Offering, rewritten: Rewritten) -> Result | None:
    """Sessions and their own ways, or nothing of either."""
    refusals = (impossible(s) or no_room(s, before) for s, before in rewritten)
    if refusal := next(filter(None, refusals), None):
        return refusal
    with transaction.atomic():
        refusal = write_anew(offering, [session for session, _before in rewritten])
        ways = (move_way(session, before) for session, before in rewritten)
        refusal = refusal or next(filter(None, ways), None)
        if refusal:
            transaction.set_rollback(True)
    return refusal


def write_anew(offering: Offering, sessions: list[Session]) -> Result | None:
    """Save them all, or say what others hold then; what they hold themselves is in no one's way."""
    wanted = [Wanted(str(n), s, offering.pk, s.pk) for n, s in enumerate(sessions)]
    lock_buses(session.bus_id for session in sessions if session.bus_id is not None)
    if refusal := refused(offering, find_conflicts(wanted)):
        return refusal
    try:
        with transaction.atomic():
            let_go(sessions)
            for session in sessions:
                session.save()
    except IntegrityError as error:
        refusal = refused(offering, find_conflicts(wanted)) if is_held_twice(error) else None
        if refusal is None:
            raise
        return refusal
    return None


def _rewritten(offering: Offering, asked: dict[int, dict[str, Any]]) -> Rewritten:
    """The sessions that differ from what is wanted, unsaved, each with what was before."""
    found: Rewritten = []
    now = timezone.now()
    for session in offering.sessions.held().with_places().filter(pk__in=asked):
        values = {
            name: asked[session.pk][name] for name in SLOT_FIELDS if name in asked[session.pk]
        }
        before = {n: getattr(session, n) for n, v in values.items() if getattr(session, n) != v}
        if not before:
            continue
        for name in before:
            setattr(session, name, values[name])
        if "starts_at" in before and offering.state != OfferingState.DRAFT:
            session.moved_from = before["starts_at"]
        session.revision += 1
        session.changed_at = now
        found.append((session, before))
    return found


def _tell(offering: Offering, rewritten: Rewritten, by: Any) -> None:
    """Of time and place alone: what is corrected tells nobody."""
    moved = []
    for session, before in rewritten:
        was = {name: before[name] for name in (*TIMES, *PLACE) if name in before}
        if was:
            moved.append((session, was))
    if len(moved) == 1:
        changes.tell(changes.SessionChanged(session=moved[0][0], before=moved[0][1], by=by))
    elif moved:
        moved.sort(key=lambda one: one[0].starts_at)
        changes.tell(changes.OfferingMoved(offering=offering, moved=moved, by=by))
