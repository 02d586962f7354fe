"""What an act on an offering would do and whom it would reach, told before it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.actions import post_places
from events.actions.move import moved_days, sessions_ahead
from events.actions.repeat import planned, recurrence_for
from events.actions.teams import cast_of
from events.additions import Reach, happened, reaches
from events.conflicts import ConflictKind, Wanted, find_conflicts
from events.models import Offering, Session
from events.recurring import MOST, sentence_of
from events.shifting import day_of
from publishing import dates

# Acts that people are written to about, and acts that concern them silently.
TELLING = frozenset({"cancel", "move", "team"})
SILENT = frozenset({"pause", "finish"})

Foresee = Callable[[Any, Offering, dict[str, Any]], list[str]]


@dataclass(frozen=True)
class ReachTable:
    """Groups that an act concerns; `is_told` says whether the site writes to the people."""

    people: list[Reach]
    others: list[Reach]
    is_told: bool

    @property
    def total(self) -> int:
        """How many people."""
        return sum(reach.number for reach in self.people)


def reach_of(offering: Offering, verb: str, session: Session | None = None) -> ReachTable | None:
    """Whom an act reaches; None for one that concerns nobody yet.

    Speakers and venues of other sessions are not concerned when one session is called off.
    """
    if verb not in TELLING | SILENT:
        return None
    groups = reaches(offering)
    others = [reach for reach in groups if not reach.is_told]
    if session is not None:
        others = _of_session(session)
    people = [reach for reach in groups if reach.is_told]
    return ReachTable(people, others, verb in TELLING)


def _of_session(session: Session) -> list[Reach]:
    venues = [session.venue] if session.venue else []
    groups = ((_("Speakers"), session.speakers), (_("Venues"), venues))
    return [
        Reach(who, len(found), "、".join(map(str, found)), is_told=False)
        for who, found in groups
        if found
    ]


def foresee_places(person: Any, offering: Offering, values: dict[str, Any]) -> list[str]:
    """Who would move up: it is done, looked at, and undone."""
    since = timezone.now()
    with transaction.atomic():
        result = post_places(by=person, offering=offering, **values)
        found = happened(offering, since) if result.ok else []
        transaction.set_rollback(True)
    return found


def foresee_repeat(person: Any, offering: Offering, values: dict[str, Any]) -> list[str]:
    """The days that would be written out, left out or moved; nothing where the action refuses."""
    sessions = list(offering.sessions.held().order_by("starts_at", "pk"))
    if not sessions:
        return []
    recurrence = recurrence_for(offering, sessions, values["rhythm"], values["every"])
    days = planned(recurrence, values["until"], values["on_holidays"])
    count = sum(day.on is not None for day in days)
    if not count or len(days) > MOST:
        return []
    head = ngettext(
        "%(count)s date would be written out. Send once more if that is meant.",
        "%(count)s dates would be written out. Send once more if that is meant.",
        count,
    )
    return [head % {"count": count}, *(sentence_of(day) for day in days)]


def foresee_move(person: Any, offering: Offering, values: dict[str, Any]) -> list[str]:
    """Each day and where it goes."""
    sessions = sessions_ahead(offering)
    if not sessions or values["first_on"] < timezone.localdate():
        return []
    days = moved_days(sessions, values["first_on"])
    counts = [sum(day_of(session) == day for session in sessions) for day in days]
    lines = [
        _("%(old)s → %(new)s, sessions: %(count)s")
        % {"old": dates.day(old), "new": dates.day(new), "count": count}
        for (old, new), count in zip(days.items(), counts, strict=True)
        if old != new
    ]
    return [_("These days would move. Send once more if that is meant."), *lines] if lines else []


def foresee_team(person: Any, offering: Offering, values: dict[str, Any]) -> list[str]:
    """Who would speak in each session, and what stands against it."""
    cast = cast_of(offering, values["team"])
    if not cast:
        return []
    for session, speakers in cast:
        session.speaker = next(iter(speakers), None)
        session.others = tuple(one.pk for one in speakers[1:])
    wanted = [Wanted(str(n), one, offering.pk, one.pk) for n, (one, _who) in enumerate(cast)]
    kinds = (ConflictKind.SPEAKER, ConflictKind.TRAVEL)
    against = [str(c.sentence) for c in find_conflicts(wanted) if c.kind in kinds]
    lines = [
        _("%(when)s: %(names)s")
        % {
            "when": dates.when(session.starts_at, session.ends_at),
            "names": "、".join(map(str, speakers)) or pgettext("who would speak", "nobody"),
        }
        for session, speakers in cast
    ]
    return [_("These would speak. Send once more if that is meant."), *lines, *against]


FORESEEN: dict[str, Foresee] = {
    "places": foresee_places,
    "repeat": foresee_repeat,
    "move": foresee_move,
    "team": foresee_team,
}
