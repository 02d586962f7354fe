"""Who speaks, where it is shown: the first one, and the members of a team beside."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from events.models import Offering, Session, SessionSpeaker, SpeakerTeam, TeamMember
from publishing.templatetags.components import joined, text_of

LINEUP = SessionSpeaker.objects.select_related("speaker")
MEMBERS = TeamMember.objects.select_related("speaker")


def with_lineups(offering: Offering, sessions: Iterable[Session]) -> list[Session]:
    """The sessions of an offering with all who speak: one query, none where it has no team."""
    listed = list(sessions)
    for session in listed:
        session.offering = offering
    if offering.team_id is not None:
        prefetch_related_objects(listed, Prefetch("lineup", LINEUP.all()))
    return listed


def speaker_line(speaker: Any) -> Any:
    """Name and title in the reader's language."""
    return joined([text_of(speaker, "name"), text_of(speaker, "title")], " ")


def speakers_line(session: Session) -> Any:
    """All who speak, each with the title; empty for nobody. Needs `with_lineups`."""
    return joined([speaker_line(speaker) for speaker in session.speakers])


def members_line(team: SpeakerTeam) -> Any:
    """The members of a team by name, whoever heads it first."""
    return joined([text_of(speaker, "name") for speaker in team.speakers()])


def team_named(page: Any, offering: Any) -> SpeakerTeam | None:
    """The team that goes on a tour: of the page in whichever language, else of what it shows.

    With its members; no query where nobody names one.
    """
    team: SpeakerTeam | None = getattr(page, "team", None) or getattr(offering, "team", None)
    if team is not None:
        prefetch_related_objects([team], Prefetch("members", MEMBERS.all()))
    return team
