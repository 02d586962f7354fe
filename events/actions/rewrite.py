"""Writing several sessions of an offering anew as one act: none stands in another's way."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events import changes
from events.actions.holding import is_held_twice, let_go, refused, seat
from events.actions.locks import lock_held_by, lock_offering, raise_revision
from events.actions.rebooking import lock_venues, rebook
from events.actions.routes import Ways, move_routes, ways_of
from events.actions.sessions import impossible
from events.conflicts import Wanted, find_conflicts
from events.enums import OfferingState
from events.models import MOVES, SLOT_FIELDS, SLOT_RECORDS, TOLD, Offering, Session
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

    `others`, keys of those who speak beside the speaker, can be wanted of a stop with a team.

    Ends in SESSIONS_REWRITTEN or UNCHANGED, or in what the first one would be refused for, see
    `move_session` and `edit_session`; the record is that session, where one is to blame.
    Everybody registered is told once of all that have other times, places, speakers or hours.
    """
    offering = lock_offering(offering)
    asked = {session.pk: values for session, values in wanted}
    rewritten = _rewritten(offering, asked)
    if not rewritten:
        return Result(EventOutcome.UNCHANGED, offering)
    sessions = [session for session, _before in rewritten]
    refusal = next(filter(None, map(impossible, sessions)), None)
    if refusal := refusal or write_all(offering, rewritten, ways_of(rewritten), by):
        return refusal
    raise_revision(offering)
    page_cache.bump()
    _tell(offering, rewritten, by)
    changed = {"sessions": [session.public_id for session in sessions]}
    details = {"name": str(offering), "count": len(sessions), "changes": changed}
    return Result(EventOutcome.SESSIONS_REWRITTEN, offering, details)


def write_all(offering: Offering, rewritten: Rewritten, ways: Ways, by: Any) -> Result | None:
    """Sessions, the ways to them and what is booked for them, or nothing of any."""
    sessions = [session for session, _before in rewritten]
    lock_venues(sessions)
    on_the_way = (row.bus_id for route, _move in ways for row in route.buses.all())
    lock_held_by(sessions, buses=on_the_way)
    with transaction.atomic():
        refusal = _write_anew(offering, sessions) or move_routes(ways) or rebook(rewritten, by)
        if refusal:
            transaction.set_rollback(True)
    return refusal


def _write_anew(offering: Offering, sessions: list[Session]) -> Result | None:
    """Save them all, or say what others hold then; what they hold themselves is in no one's way."""
    holding = [s for s in sessions if not (s.is_cancelled or s.offering_cancelled)]
    wanted = [Wanted(str(n), s, offering.pk, s.pk) for n, s in enumerate(holding)]
    if refusal := _refused(holding, wanted):
        return refusal
    try:
        with transaction.atomic():
            let_go(sessions)
            for session in sessions:
                session.save()
                seat(session)
    except IntegrityError as error:
        refusal = _refused(holding, wanted) if is_held_twice(error) else None
        if refusal is None:
            raise
        return refusal
    return None


def _refused(holding: list[Session], wanted: list[Wanted]) -> Result | None:
    blocking = [conflict for conflict in find_conflicts(wanted) if conflict.blocks]
    return refused(holding[int(blocking[0].key)], blocking) if blocking else None


def _rewritten(offering: Offering, asked: dict[int, dict[str, Any]]) -> Rewritten:
    """The sessions that differ from what is wanted, unsaved, each with what was before."""
    found: Rewritten = []
    rows = offering.sessions.with_places().select_related("offering", *SLOT_RECORDS)
    now = timezone.now()
    for session in rows.filter(pk__in=asked):
        values = {
            name: asked[session.pk][name] for name in SLOT_FIELDS if name in asked[session.pk]
        }
        before = {n: getattr(session, n) for n, v in values.items() if getattr(session, n) != v}
        others = tuple(asked[session.pk].get("others", session.others))
        if others != session.others:
            before.setdefault("speaker", session.speaker)
        if not before:
            continue
        session.others = others  # read before what they stand in is let go
        for name, old in before.items():
            setattr(session, name, values.get(name, old))
        if "starts_at" in before and offering.state != OfferingState.DRAFT:
            session.moved_from = before["starts_at"]
        session.revision += 1
        session.changed_at = now
        found.append((session, before))
    return found


def _tell(offering: Offering, rewritten: Rewritten, by: Any) -> None:
    """Of what people plan by alone, first of what moves: what is corrected tells nobody."""
    moved = []
    for session, before in rewritten:
        was = {name: before[name] for name in TOLD if name in before}
        if was:
            moved.append((session, was))
    if len(moved) == 1:
        changes.tell(changes.SessionChanged(session=moved[0][0], before=moved[0][1], by=by))
    elif moved:
        moved.sort(key=lambda one: (not one[1].keys() & MOVES, one[0].starts_at))
        changes.tell(changes.OfferingMoved(offering=offering, moved=moved, by=by))
