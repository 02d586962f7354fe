"""Writing a session that holds a room, a speaker or a bus: refused in words when another one does.

The rules are asked first, for a sentence that names the other session; the database decides, since
only it sees what somebody else writes at the same moment.
"""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from events.actions.locks import lock_held_by
from events.conflicts import ConflictKind, Wanted, find_conflicts
from events.conflicts.kinds import Conflict, worded
from events.models import Session, SessionSpeaker, TeamMember
from events.outcomes import EventOutcome
from events.triggers import HELD_ONCE
from kernel.outcomes import Result

TAKEN = {
    ConflictKind.ROOM: EventOutcome.ROOM_TAKEN,
    ConflictKind.SPEAKER: EventOutcome.SPEAKER_TAKEN,
    ConflictKind.BUS: EventOutcome.BUS_TAKEN,
}
FIELD = {
    ConflictKind.ROOM: "teaching_point",
    ConflictKind.SPEAKER: "speaker",
    ConflictKind.BUS: "bus",
}


def refused(record: Any, conflicts: Iterable[Conflict]) -> Result | None:
    """The refusal for the first conflict that blocks: ROOM_TAKEN, SPEAKER_TAKEN or BUS_TAKEN."""
    for conflict in conflicts:
        if conflict.blocks:
            details = {name: worded(value) for name, value in conflict.details.items()}
            return Result(TAKEN[conflict.kind], record, details)
    return None


def taken_by(session: Session) -> Result | None:
    """Why the session cannot hold what it names; None when it can, or holds nothing any more."""
    if session.is_cancelled or session.offering_cancelled:
        return None
    wanted = Wanted("", session, session.offering_id, session.pk)
    return refused(session, find_conflicts([wanted]))


def save_holding(session: Session, **options: Any) -> Result | None:
    """Save it, or say why not; whoever wrote in between is named, too."""
    lock_held_by([session])
    if refusal := taken_by(session):
        return refusal
    try:
        with transaction.atomic():
            session.save(**options)
            seat(session)
    except IntegrityError as error:
        refusal = taken_by(session) if is_held_twice(error) else None
        if refusal is None:
            raise
        return refusal
    return None


def create_holding(sessions: list[Session]) -> int:
    """Save new sessions; return of how many something is held by others then, and is left open."""
    lock_held_by(sessions)
    try:
        with transaction.atomic():
            left_open = _leave_open(sessions)
            _create(sessions)
    except IntegrityError as error:
        if not is_held_twice(error):
            raise
        # Somebody wrote in between: what they hold is seen now.
        left_open |= _leave_open(sessions)
        _create(sessions)
    return len(left_open)


def _create(sessions: list[Session]) -> None:
    Session.objects.bulk_create(sessions)
    for session in sessions:
        seat(session)


def _leave_open(sessions: list[Session]) -> set[str]:
    wanted = [Wanted(str(n), s, s.offering_id) for n, s in enumerate(sessions)]
    blocking = [conflict for conflict in find_conflicts(wanted) if conflict.blocks]
    for conflict in blocking:
        session, name = sessions[int(conflict.key)], conflict.details["name"]
        if conflict.kind == ConflictKind.SPEAKER and name.pk in session.others:
            session.others = tuple(key for key in session.others if key != name.pk)
        else:
            setattr(session, FIELD[conflict.kind], None)
    return {conflict.key for conflict in blocking}


def is_held_twice(error: IntegrityError) -> bool:
    """Whether the database refused because something would be held twice at one time."""
    return any(held.constraint in str(error) for held in HELD_ONCE)


def let_go(sessions: Iterable[Session]) -> None:
    """Take room, speakers and bus from sessions that are about to be written anew.

    Two of them can then change places: the database judges each row as it is written.
    """
    listed = list(sessions)
    # Read while they stand there; the last one beside may be one who is to speak no longer.
    in_teams = [session for session in listed if session.others or session.offering.team_id]
    rows = Session.objects.filter(pk__in=[session.pk for session in listed])
    rows.update(teaching_point=None, speaker=None, bus=None)
    if in_teams:
        SessionSpeaker.objects.filter(session__in=in_teams, place__gt=0).delete()


def seat(session: Session) -> None:
    """Let exactly those of `session.others` speak beside the first one; it has been saved.

    Costs nothing where the offering has no team.
    """
    if session.offering.team_id is None and not session.others:
        return
    _remember_team(session)
    wanted = [key for key in session.others if key != session.speaker_id]
    beside = SessionSpeaker.objects.filter(session=session, place__gt=0)
    known = list(beside.values_list("speaker_id", flat=True))
    if known == wanted:
        return
    beside.delete()
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(
            session=session, speaker_id=key, place=place, starts_at=session.starts_at,
            ends_at=session.ends_at, released=session.is_cancelled or session.offering_cancelled,
        )
        for place, key in enumerate(wanted, start=1)
    )  # fmt: skip


def _remember_team(session: Session) -> None:
    """Keep whether the first speaker came with the team, so that it can be called back whole."""
    first, team = session.speaker_id, session.offering.team_id
    if first == session.team_speaker_id:
        return
    is_member = TeamMember.objects.filter(team=team, speaker=first).exists()
    session.team_speaker_id = first if is_member else None
    Session.objects.filter(pk=session.pk).update(team_speaker=session.team_speaker_id)
