"""Holding something once more: an offering with its rules and its timetable at another time."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from events import changes
from events.actions.create import SAID_AT_FIRST, create_offering
from events.actions.holding import create_holding
from events.actions.routes import copy_routes
from events.enums import PostingKind
from events.models import COPIED, Offering, SeatPool, SeatPosting, Session
from events.outcomes import EventOutcome
from events.shifting import day_of, later_by, on_day, shifted_days, working_days
from kernel.actions import action
from kernel.outcomes import Result

INSTANTS = ("minimum_due_at", "questions_frozen_at")


@action("events.clone_offering")
def clone_offering(
    *, by: Any, offering: Offering, first_on: date, label: str, label_en: str = ""
) -> Result:
    """Save a draft like `offering`, beginning on `first_on` (record: the draft).

    Ends in CLONED, in CLONED_WITH_GAPS where a room, speaker or bus is held by others on the new
    days and is therefore left open, or in NO_SESSIONS. An address online is that of the group that
    got it: CLONED_WITHOUT_LINKS, or CLONED_INCOMPLETE with gaps, asks for the new ones.

    Texts, ways in, team, supporting units, places, sessions and routes are copied, rooms above copy
    theirs; no registration is. Days go past weekends and holidays, see `events.shifting`; window
    and deadlines move by as many days as the first session.
    """
    sessions = list(offering.sessions.held().order_by("starts_at", "pk"))
    if not sessions:
        return Result(EventOutcome.NO_SESSIONS, offering, {"name": str(offering)})
    days = {day_of(session): None for session in sessions}
    places = shifted_days(days, first_on, working_days(min(first_on, *days, timezone.localdate())))
    links = sum(bool(session.join_url) for session in sessions)
    for session in sessions:
        session.join_url = ""
    made = copy_offering(
        by=by, offering=offering, sessions=sessions, places=places, label=label, label_en=label_en
    )
    if not links or not made.ok:
        return made
    incomplete = made.outcome is EventOutcome.CLONED_WITH_GAPS
    outcome = EventOutcome.CLONED_INCOMPLETE if incomplete else EventOutcome.CLONED_WITHOUT_LINKS
    return Result(outcome, made.record, made.details | {"links": links})


def copy_offering(
    *,
    by: Any,
    offering: Offering,
    sessions: list[Session],
    places: dict[date, date],
    label: str = "",
    label_en: str = "",
) -> Result:
    """A draft like `offering` whose `sessions` are held on the days that `places` gives.

    CLONED, or as `create_offering` refuses. Called inside an action.
    """
    by_days = places[day_of(sessions[0])] - day_of(sessions[0])
    made = create_offering(
        by=by,
        page=offering.page,
        opens_at=later_by(offering.opens_at, by_days),
        closes_at=later_by(offering.closes_at, by_days),
        late_until=later_by(offering.late_until, by_days),
        supporting_units=offering.supporting_units.all(),
        **_values(offering, by_days) | {"label": label, "label_en": label_en, "number": None},
    )
    if not made.ok:
        return made
    clone: Offering = made.record
    _copy_places(offering, clone, by)
    copies = [_copy(session, clone, places) for session in sessions]
    gaps = create_holding(copies)
    twins = {session.pk: copy for session, copy in zip(sessions, copies, strict=True)}
    gaps += copy_routes(offering, clone, twins, partial(_moved, places=places, by_days=by_days))
    changes.tell(changes.OfferingCloned(source=offering, clone=clone, days=by_days.days, by=by))
    details = {"name": str(clone), "gaps": gaps, "changes": {"source": offering.public_id}}
    outcome = EventOutcome.CLONED_WITH_GAPS if gaps else EventOutcome.CLONED
    return Result(outcome, clone, details)


def _moved(moment: datetime, *, places: dict[date, date], by_days: timedelta) -> datetime:
    """The same hour on the day to which its own goes."""
    day = timezone.localtime(moment).date()
    return on_day(moment, places.get(day, day + by_days))


def _values(offering: Offering, by_days: timedelta) -> dict[str, Any]:
    values = {name: getattr(offering, name) for name in SAID_AT_FIRST}
    return values | {name: later_by(values[name], by_days) for name in INSTANTS}


def _copy_places(offering: Offering, clone: Offering, by: Any) -> None:
    """As many places in pools of the same units; whatever moved them before stays there."""
    for pool in offering.pools.order_by("pk"):
        twin, _made = SeatPool.objects.get_or_create(offering=clone, unit=pool.unit)
        if pool.capacity:
            SeatPosting.objects.create(
                pool=twin, kind=PostingKind.GRANT, delta=pool.capacity, by=by
            )


def _copy(session: Session, clone: Offering, places: dict[date, date]) -> Session:
    starts_at = on_day(session.starts_at, places[day_of(session)])
    copy = Session(
        offering=clone,
        starts_at=starts_at,
        ends_at=starts_at + (session.ends_at - session.starts_at),
        **{name: getattr(session, name) for name in COPIED},
    )
    copy.others, copy.team_speaker_id = session.others, session.team_speaker_id
    return copy
