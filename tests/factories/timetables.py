"""Cohorts whose timetables are planned: days and hours written as people say them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from courses.models import Cohort, TimetableStep
from courses.planning.plans import Entry, Plan, plan_of
from events.enums import OfferingState
from events.models import Offering, SeatPool, Session
from tests.factories.events import make_course, make_offering, make_session

HALVES = (time(9), time(14), time(19))


def next_monday() -> date:
    """A Monday far enough ahead for everything to be planned still."""
    today = timezone.localdate()
    return today + timedelta(days=28 - today.weekday())


def at(day: date, clock: str) -> datetime:
    """An instant here: `at(monday, "09:30")`."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def make_cohort(*, unit: Any, number: int = 1, **fields: Any) -> Cohort:
    """A cohort without a session."""
    offering = make_offering(
        unit=unit, page=make_course(), sessions=0, **({"label": f"第{number}期"} | fields)
    )
    return Cohort.objects.create(offering=offering, number=number)


def make_many_cohorts(unit: Any, number: int, year: int) -> None:
    """Published cohorts of one course, spread over a year: a pool and two days each, in bulk."""
    page, now = make_course("大课"), timezone.now()
    offerings = Offering.objects.bulk_create(
        Offering(
            page=page, label=f"第{n}期", lead_unit=unit, state=OfferingState.PUBLISHED,
            needs_approval=False, opens_at=now, closes_at=now + timedelta(days=1),
        )
        for n in range(number)
    )  # fmt: skip
    Cohort.objects.bulk_create(
        Cohort(offering=offering, number=n + 1) for n, offering in enumerate(offerings)
    )
    SeatPool.objects.bulk_create(SeatPool(offering=offering) for offering in offerings)
    first = date(year, 1, 4)
    Session.objects.bulk_create(
        Session(
            offering=offering, title="课", form="lecture",
            starts_at=at(first + timedelta(days=n % 350), "09:00"),
            ends_at=at(first + timedelta(days=n % 350 + day), "11:00"),
        )
        for n, offering in enumerate(offerings)
        for day in range(2)
    )  # fmt: skip


def make_timetable(cohort: Cohort, days: int, *, halves: int = 2) -> list[Session]:
    """Two and a half hours in each of the first half-days of so many days, from a Monday on."""
    monday = next_monday()
    return [
        make_session(
            cohort.offering,
            title=f"第{day + 1}天{'上下晚'[half]}课",
            starts_at=at(monday + timedelta(days=day), f"{HALVES[half]:%H:%M}"),
            ends_at=at(monday + timedelta(days=day), f"{HALVES[half]:%H:%M}")
            + timedelta(minutes=150),
        )
        for day in range(days)
        for half in range(halves)
    ]


def planned(cohort: Cohort, title: str) -> Entry:
    """What stands in the draft under a title."""
    return next(entry for entry in plan_of(cohort).standing() if entry.slot.title == title)


def revision_of(cohort: Cohort) -> int:
    """What a page that is drawn now would send back."""
    return plan_of(cohort).revision


def hours_of(plan: Plan) -> list[str]:
    """The plan as lines: `Mon 09:00–11:30 第1天上课`, whatever the language."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return [
        f"{days[timezone.localtime(e.slot.starts_at).weekday()]} "
        f"{timezone.localtime(e.slot.starts_at):%H:%M}–{timezone.localtime(e.slot.ends_at):%H:%M} "
        f"{e.slot.title}"
        for e in plan.standing()
    ]


def steps_of(cohort: Cohort) -> list[str]:
    """What was done, in order."""
    return list(TimetableStep.objects.filter(cohort=cohort).values_list("verb", flat=True))
