"""The buses of a session's own route go with it in the draft: what they run into is said there."""

from datetime import timedelta

import pytest

from courses.actions import move_day, publish_timetable, take_out_session
from courses.outcomes import TimetableOutcome
from courses.planning.plans import plan_of
from courses.planning.reach import conflicts_of
from events.actions import save_route
from events.actions.routes import BusPlan, RoutePlan
from events.conflicts import ConflictKind
from events.models import Bus, Workday
from tests.factories import make_cohort, make_session
from tests.factories.timetables import at, next_monday

pytestmark = pytest.mark.django_db
MONDAY = next_monday()
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def bus(db):
    return Bus.objects.create(plate="苏E12345", seats=45)


def visit_by(cast, cohort, bus, day):
    """A morning's visit, with a bus half an hour before and after."""
    starts = at(day, "09:00")
    visit = make_session(cohort.offering, title="走进千灯", form="on_site", starts_at=starts)
    half = timedelta(minutes=30)
    values = {
        "session": visit, "meeting_point": "南门", "meets_at": starts - half,
        "returns_at": visit.ends_at + half,
    }  # fmt: skip
    plan = RoutePlan(values, [BusPlan(bus, "沈若兰", 30)])
    assert save_route(by=cast.organiser, offering=cohort.offering, plan=plan).ok
    return visit


@pytest.fixture
def cohorts(cast, bus):
    """Two cohorts that share a bus, on Monday and on Tuesday."""
    one, two = (make_cohort(unit=cast.unit, number=n) for n in (1, 2))
    return (one, visit_by(cast, one, bus, MONDAY)), (two, visit_by(cast, two, bus, TUESDAY))


def blocking(cohort):
    return [(c.kind, c.key) for c in conflicts_of(plan_of(cohort)) if c.blocks]


def test_a_bus_that_is_elsewhere_then_is_named_before_publishing(cast, cohorts):
    (one, visit), _two = cohorts
    assert blocking(one) == []
    move_day(by=cast.organiser, cohort=one, day=MONDAY, to=TUESDAY)
    assert blocking(one) == [(ConflictKind.BUS, visit.public_id)]
    refused = publish_timetable(by=cast.organiser, cohort=one)
    assert refused.outcome is TimetableOutcome.CONFLICTS
    assert "苏E12345" in refused.message


def test_beside_what_is_taken_out_and_on_a_day_off_there_is_nothing_more_to_say(cast, cohorts, bus):
    """The visit itself is held on a holiday: its bus adds no second sentence."""
    (one, visit), _two = cohorts
    later = visit_by(cast, one, bus, MONDAY + timedelta(days=2))
    Workday.objects.create(on=MONDAY + timedelta(days=2), is_working=False, name="调休")
    take_out_session(by=cast.organiser, cohort=one, key=later.public_id)
    move_day(by=cast.organiser, cohort=one, day=MONDAY, to=MONDAY + timedelta(days=2))
    found = conflicts_of(plan_of(one))
    assert [(c.kind, c.key) for c in found] == [(ConflictKind.HOLIDAY, visit.public_id)]
    assert publish_timetable(by=cast.organiser, cohort=one, reason="改期").ok
