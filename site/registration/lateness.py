"""Until when what a participant was told about taking part is news: text messages ask for it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce, Greatest

from events.models import Session
from events.queries import SessionQuerySet
from notices.enums import SUBJECTS, Kind
from notices.models import Notice
from registration.enums import RegistrationState
from registration.models import HandOver, Registration
from registration.telling import session_told_by


def has_passed(notice: Notice, at: datetime) -> bool:
    """Whether a question was answered, withdrawn or lapses by `at`, or what was told has begun.

    What an offering tells is news until its last session begins, what is told of one session alone
    until that begins, by its new time or the one before. What was told later than that is told.
    """
    if notice.kind in ASKED:
        return not ASKED[notice.kind](notice, at).exists()
    if notice.kind not in TIMELY:
        return False
    begins_at = _begins_at(notice)
    return begins_at is not None and notice.created_at < begins_at <= at


def _begins_at(notice: Notice) -> datetime | None:
    """When the last session begins by which somebody plans who reads it; None: there is none."""
    starts = Greatest("starts_at", Coalesce("moved_from", "starts_at"))
    found = _sessions_of(notice).aggregate(last=Max(starts))
    return found["last"]  # type: ignore[no-any-return]


def _sessions_of(notice: Notice) -> SessionQuerySet:
    sessions = Session.objects.filter(offering__public_id=notice.topic)
    alone = session_told_by(notice)
    return sessions.held() if alone is None else sessions.filter(pk=alone)


def _own(notice: Notice) -> QuerySet[Registration]:
    rows = Registration.objects.of(notice.recipient)
    return rows.filter(offering__public_id=notice.topic)


def _offered(notice: Notice, at: datetime) -> QuerySet[Any]:
    return _own(notice).filter(state=RegistrationState.OFFERED, offered_until__gt=at)


def _to_reconfirm(notice: Notice, at: datetime) -> QuerySet[Any]:
    return _own(notice).filter(reconfirm_by__gt=at)


def _asking_to_take_over(notice: Notice, at: datetime) -> QuerySet[Any]:
    asking = HandOver.objects.asking(notice.recipient).standing(at)
    return asking.filter(registration__offering__public_id=notice.topic)


# What waits for an answer: the rows that wait for it still.
ASKED: dict[str, Callable[[Notice, datetime], QuerySet[Any]]] = {
    Kind.OFFERED: _offered,
    Kind.RECONFIRM: _to_reconfirm,
    Kind.HAND_OVER_ASKED: _asking_to_take_over,
}
# What somebody plans by. Remarks on attendance come afterwards, and where one was moved to may
# begin later than what the notice is filed under.
TIMELY = (SUBJECTS["registrations"][1] | SUBJECTS["changes"][1]) - {Kind.ATTENDANCE, Kind.MOVED}
