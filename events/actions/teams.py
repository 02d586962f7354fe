"""Sending a team of speakers to a stop: its members speak at all that is ahead."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from events.actions.locks import lock_offering, raise_revision
from events.actions.publish import wrong_state
from events.actions.rewrite import rewrite_sessions
from events.enums import OVER
from events.models import EventPage, Offering, Session, Speaker, SpeakerTeam
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

type Cast = list[tuple[Session, list[Speaker]]]
"""Sessions, each with all who speak there, the first one first."""


@action("events.send_team")
def send_team(*, by: Any, offering: Offering, team: SpeakerTeam | None) -> Result:
    """Let the members of `team`, as they are now, speak at the sessions ahead; None: nobody's team.

    Whoever was invited beside the former team stays the first speaker. Ends in TEAM_SENT,
    TEAM_CALLED_BACK, UNCHANGED, TEAM_EMPTY, NOT_A_TOUR, WRONG_STATE or SPEAKER_TAKEN, where one of
    them is elsewhere then: nothing is written. Everybody registered is told of the speakers once.
    """
    offering = lock_offering(offering)
    if refusal := _impossible(offering, team):
        return refusal
    was, cast = offering.team, cast_of(offering, team)
    with transaction.atomic():
        if team is not None:  # before: those who are told read who comes
            _name(offering, team)
        result = _let_speak(by, offering, cast)
        if team is None:
            _name(offering, None)
        if not result.ok:
            transaction.set_rollback(True)
            return result
    if result.outcome is EventOutcome.UNCHANGED and was == team:
        return result
    raise_revision(offering)
    page_cache.bump()
    outcome = EventOutcome.TEAM_SENT if team else EventOutcome.TEAM_CALLED_BACK
    details = {"name": str(offering), "team": str(team or was)}
    return Result(outcome, offering, details | {"changes": {"team": str(team or "")}})


def cast_of(offering: Offering, team: SpeakerTeam | None) -> Cast:
    """The sessions ahead, and who speaks there once `team` is sent, the first one first.

    Whoever was invited, and did not come with the offering's team, stays the first.
    """
    members = team.speakers() if team else []
    known = offering.team.speakers() if offering.team else []
    held = offering.sessions.held().filter(starts_at__gt=timezone.now())
    found = []
    for session in held.select_related("offering", "speaker").order_by("starts_at", "pk"):
        is_sent = session.speaker in known or session.speaker_id == session.team_speaker_id
        invited = None if is_sent else session.speaker
        found.append((session, list(dict.fromkeys(filter(None, (invited, *members))))))
    return found


def _impossible(offering: Offering, team: SpeakerTeam | None) -> Result | None:
    if offering.state in OVER:
        return wrong_state(offering)
    if offering.page.specific_class is not EventPage:
        return Result(EventOutcome.NOT_A_TOUR, offering, {"name": str(offering)})
    if team is not None and not team.speakers():
        return Result(EventOutcome.TEAM_EMPTY, offering, {"team": str(team)})
    return None


def _name(offering: Offering, team: SpeakerTeam | None) -> None:
    Offering.objects.filter(pk=offering.pk).update(team=team)
    offering.team = team


def _let_speak(by: Any, offering: Offering, cast: Cast) -> Result:
    wanted = [
        (
            session,
            {
                "speaker": next(iter(speakers), None),
                "others": [one.pk for one in speakers[1:]],
            },
        )
        for session, speakers in cast
    ]
    return rewrite_sessions(by=by, offering=offering, wanted=wanted)
