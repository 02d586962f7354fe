"""Saving a cohort's timetable without its dates, and making the next cohort from it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from courses.actions.cohorts import create_cohort, next_number
from courses.enums import CohortOutcome
from courses.models import Cohort, CohortTemplate, TemplateSlot
from events.actions import add_session
from events.models import Session
from events.shifting import working_dates, working_days
from kernel.actions import action
from kernel.outcomes import Result

SAME = ("title", "title_en", "form", "topic", "credit_hours")
# Registration closes so many days before the first day, at that hour, unless somebody says when.
CLOSES_BEFORE, CLOSES_AT = 3, time(18)


@action("courses.create_from_template")
def create_from_template(
    *,
    by: Any,
    template: CohortTemplate,
    page: Any,
    first_on: date,
    number: int | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    **values: Any,
) -> Result:
    """Save a draft cohort whose timetable follows a template from `first_on`: FROM_TEMPLATE.

    Days go past weekends and holidays. Without a number it is the next one; registration opens now
    and closes three days before the first day unless said otherwise. `values` are those of
    `create_cohort`. Ends also in EMPTY_TEMPLATE, or in what making the cohort was refused for.
    """
    slots = list(template.slots.select_related("topic"))
    if not slots:
        return Result(CohortOutcome.EMPTY_TEMPLATE, template, {"name": str(template)})
    earliest = min(first_on, timezone.localdate())
    days = working_dates(first_on, max(slot.day for slot in slots), working_days(earliest))
    opens_at = opens_at or timezone.now().replace(second=0, microsecond=0)
    made = create_cohort(
        by=by,
        page=page,
        number=number or next_number(page),
        opens_at=opens_at,
        closes_at=closes_at or _closing(days[0], slots[0], opens_at),
        **values,
    )
    if not made.ok:
        return made
    _fill(by, made.record.offering, slots, days)
    details = {
        "name": str(made.record),
        "sessions": len(slots),
        "changes": {"template": template.pk},
    }
    return Result(CohortOutcome.FROM_TEMPLATE, made.record, details)


def _fill(by: Any, offering: Any, slots: list[TemplateSlot], days: list[date]) -> None:
    """Put every slot into the timetable on its day."""
    for slot in slots:
        add_session(
            by=by,
            offering=offering,
            starts_at=_at(days[slot.day - 1], slot.starts),
            ends_at=_at(days[slot.day - 1], slot.ends),
            **{name: getattr(slot, name) for name in SAME},
        )


@action("courses.save_as_template")
def save_as_template(
    *, by: Any, cohort: Cohort, name: str, explains: str = "", unit: Any = None
) -> Result:
    """Keep a cohort's timetable as a template: SAVED_AS_TEMPLATE (record: the template).

    Its days are numbered as they come: what fell on a Friday and a Monday stands on two days in a
    row. Ends also in NAME_TAKEN or, without a session, in NO_SESSIONS.
    """
    if CohortTemplate.objects.filter(name=name).exists():
        return Result(CohortOutcome.NAME_TAKEN, cohort, {"name": name})
    held = cohort.offering.sessions.held().order_by("starts_at", "pk")
    sessions: list[Session] = list(held.select_related("topic"))
    if not sessions:
        return Result(CohortOutcome.NO_SESSIONS, cohort, {"name": str(cohort)})
    unit = unit or cohort.offering.lead_unit
    template = CohortTemplate.objects.create(name=name, explains=explains, unit=unit)
    days = sorted({_day(session) for session in sessions})
    TemplateSlot.objects.bulk_create(
        _slot(template, number, days.index(_day(session)) + 1, session)
        for number, session in enumerate(sessions)
    )
    details = {"name": name, "days": len(days), "changes": {"source": cohort.offering.public_id}}
    return Result(CohortOutcome.SAVED_AS_TEMPLATE, template, details)


def _slot(template: CohortTemplate, number: int, day: int, session: Session) -> TemplateSlot:
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    # A slot ends on its own day: what goes past midnight ends with the day.
    until = ends.time() if ends.date() == starts.date() else time(23, 59)
    values = {name: getattr(session, name) for name in SAME}
    return TemplateSlot(
        template=template, sort_order=number, day=day, starts=starts.time(), ends=until, **values
    )


def _day(session: Session) -> date:
    return timezone.localtime(session.starts_at).date()


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _closing(first: date, slot: TemplateSlot, opens_at: datetime) -> datetime:
    """Three days before the first day; where that is too early, with the first session."""
    wanted = _at(first - timedelta(days=CLOSES_BEFORE), CLOSES_AT)
    return wanted if wanted > opens_at else _at(first, slot.starts)
