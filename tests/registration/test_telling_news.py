"""What is told beside moves: new sessions, other speakers, other hours, the way of a visit."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from courses import actions as courses
from events.actions import (
    add_session,
    edit_session,
    finish_offering,
    remove_route,
    rewrite_sessions,
    save_route,
)
from events.actions.routes import BusPlan, RoutePlan
from events.models import Bus
from notices.enums import Kind
from notices.models import Notice
from tests.factories import (
    make_cohort,
    make_offering,
    make_registration,
    make_session,
    make_speaker,
    make_timetable,
)

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(days=9)


@pytest.fixture
def offering(cast):
    """One is registered; whoever comes is asked again when something moves."""
    offering = make_offering(unit=cast.city, asks_to_reconfirm=True)
    make_registration(offering, cast.participant)
    return offering


def add(cast, offering, at=SOON, **fields):
    return add_session(
        by=cast.organiser, offering=offering, title="水乡", starts_at=at,
        ends_at=at + timedelta(hours=2), **fields,
    )  # fmt: skip


def told(kind=Kind.CHANGED):
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


def test_an_added_session_is_told_as_new(cast, offering):
    add(cast, offering)
    (notice,) = told()
    assert notice.recipient == cast.participant
    assert "水乡（新增）" in notice.subject
    assert "原定" not in notice.body


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"state": "finished"}])
def test_nobody_is_told_of_a_session_of_a_draft_or_of_what_is_over(cast, offering, fields):
    offering.state = fields["state"]
    offering.save()
    add(cast, offering)
    add(cast, offering, at=timezone.now() - timedelta(days=2))
    assert told() == []


def test_sessions_that_a_timetable_adds_are_told_in_one_notice(cast):
    cohort = make_cohort(unit=cast.unit)
    make_registration(cohort.offering, cast.participant)
    make_timetable(cohort, 1)
    for title in ("一", "二", "三"):
        courses.plan_session(by=cast.organiser, cohort=cohort, title=title)
    courses.publish_timetable(by=cast.organiser, cohort=cohort)
    (notice,) = told()
    assert "一（新增）" in notice.subject
    assert "2" in notice.subject


def test_another_speaker_and_other_hours_are_told_but_nobody_is_asked_again(cast, offering):
    session = offering.sessions.get()
    values = {"speaker": make_speaker("钱学思"), "credit_hours": Decimal("4.5"), "title": "新题"}
    edit_session(by=cast.organiser, session=session, values=values)
    (notice,) = told()
    assert "新题（主讲人：钱学思、学时：4.5）" in notice.subject
    assert told(Kind.RECONFIRM) == []
    edit_session(by=cast.organiser, session=session, values={"title": "再改题", "form": "film"})
    assert len(told()) == 1
    edit_session(by=cast.organiser, session=session, values={"speaker": None})
    assert "主讲人待定" in told()[1].subject


def test_what_moves_comes_before_what_only_has_another_speaker(cast, offering):
    first, second = offering.sessions.get(), make_session(offering, starts_at=SOON)
    moved = {"starts_at": SOON + timedelta(days=1), "ends_at": SOON + timedelta(days=1, hours=2)}
    wanted = [(first, {"speaker": make_speaker()}), (second, moved)]
    rewrite_sessions(by=cast.organiser, offering=offering, wanted=wanted)
    (notice,) = told(Kind.RECONFIRM)
    assert second.title in notice.subject
    assert "原定" in notice.body
    assert told() == []


def way(*buses, point="北门", hours=0, **values):
    meets = SOON + timedelta(hours=hours)
    times = {"meets_at": meets, "returns_at": meets + timedelta(hours=9)}
    return RoutePlan({"meeting_point": point} | times | values, [BusPlan(bus) for bus in buses])


def test_whoever_goes_along_is_told_of_the_way(cast, offering):
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    known = {"by": cast.organiser, "offering": offering}
    route = save_route(**known, plan=way(bus)).record
    assert "集合与乘车（车辆：苏E12345）" in told()[-1].subject
    assert "北门" in told()[-1].body
    assert "原定" not in told()[-1].body
    save_route(**known, plan=way(bus, note="请穿平底鞋"), route=route)
    assert len(told()) == 1
    save_route(**known, plan=way(bus, point="南门"), route=route)
    assert "原定：北门" in told()[-1].body
    save_route(**known, plan=way(point="南门"), route=route)
    assert len(told()) == 3
    save_route(**known, plan=way(point="南门", hours=1), route=route)
    assert "原定" in told()[-1].body
    remove_route(by=cast.organiser, route=route)
    (gone,) = told(Kind.SESSION_CANCELLED)
    assert "集合与乘车" in gone.subject


def test_nobody_is_told_of_a_way_that_was_or_of_what_is_finished(cast, offering):
    known = {"by": cast.organiser, "offering": offering}
    save_route(**known, plan=way(hours=-24 * 20))
    finish_offering(**known)
    save_route(**known, plan=way())
    assert told() == []
