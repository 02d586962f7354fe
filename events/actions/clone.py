"""Holding something once more: an offering with its rules and its timetable at another time."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from events import changes
from events.actions.create import EDITABLE, create_offering
from events.enums import PostingKind
from events.models import Offering, SeatPool, SeatPosting, Session
from events.outcomes import EventOutcome
from events.shifting import later_by, on_day, shifted_days, working_days
from kernel.actions import action
from kernel.outcomes import Result

INSTANTS = ("minimum_due_at", "questions_frozen_at")
SESSION = (
    "title", "title_en", "form", "venue", "teaching_point", "place_note", "speaker", "credit_hours",
    "topic",
)  # fmt: skip


@action("events.clone_offering")
def clone_offering(
    *, by: Any, offering: Offering, first_on: date, label: str, label_en: str = ""
) -> Result:
    """Save a draft like `offering`, beginning on `first_on`: CLONED (record: the draft).

    Texts, ways in, supporting units, places and sessions are copied, rooms above copy theirs; no
    registration is. Days go past weekends and holidays, see `events.shifting`; window and deadlines
    move by as many days as the first session. NO_SESSIONS without a timetable to move.
    """
    sessions = list(offering.sessions.held().order_by("starts_at", "pk"))
    if not sessions:
        return Result(EventOutcome.NO_SESSIONS, offering, {"name": str(offering)})
    days = {_day(session): None for session in sessions}
    places = shifted_days(days, first_on, working_days(min(first_on, timezone.localdate())))
    by_days = places[_day(sessions[0])] - _day(sessions[0])
    made = create_offering(
        by=by,
        page=offering.page,
        opens_at=later_by(offering.opens_at, by_days),
        closes_at=later_by(offering.closes_at, by_days),
        late_until=later_by(offering.late_until, by_days),
        supporting_units=offering.supporting_units.all(),
        **_values(offering, by_days) | {"label": label, "label_en": label_en},
    )
    if not made.ok:
        return made
    clone: Offering = made.record
    _copy_places(offering, clone, by)
    Session.objects.bulk_create(_copy(session, clone, places) for session in sessions)
    changes.tell(changes.OfferingCloned(source=offering, clone=clone, days=by_days.days, by=by))
    details = {"name": str(clone), "changes": {"source": offering.public_id}}
    return Result(EventOutcome.CLONED, clone, details)


def _day(session: Session) -> date:
    return timezone.localtime(session.starts_at).date()


def _values(offering: Offering, by_days: timedelta) -> dict[str, Any]:
    values = {name: getattr(offering, name) for name in EDITABLE}
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
    starts_at = on_day(session.starts_at, places[_day(session)])
    return Session(
        offering=clone,
        starts_at=starts_at,
        ends_at=starts_at + (session.ends_at - session.starts_at),
        **{name: getattr(session, name) for name in SESSION},
    )
