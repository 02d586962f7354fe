"""A draft of a timetable: what each step does to it, and that nobody outside sees it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from courses import actions
from courses.models import DraftSession
from courses.outcomes import TimetableOutcome as Outcome
from courses.planning.plans import plan_of
from events.enums import OfferingState, SessionForm
from events.models import Session, TeachingPoint, Workday
from tests.factories import make_cohort, make_timetable, make_venue
from tests.factories.timetables import at, hours_of, next_monday, planned, revision_of, steps_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(cast):
    """Mornings and afternoons of two days, published."""
    cohort = make_cohort(unit=cast.unit)
    make_timetable(cohort, 2)
    return cohort


def test_the_first_session_begins_on_a_working_morning_after_registration_closes(cast):
    cohort = make_cohort(unit=cast.unit)
    result = actions.plan_session(by=cast.organiser, cohort=cohort, title="开班第一课")
    slot = planned(cohort, "开班第一课").slot
    assert result.outcome is Outcome.ADDED
    assert slot.starts_at > cohort.offering.closes_at
    assert hours_of(plan_of(cohort))[0][4:15] == "09:00–11:30"
    assert (slot.form, slot.credit_hours) == (SessionForm.LECTURE, 3)
    assert not Session.objects.exists()


def test_sessions_typed_one_after_the_other_fill_half_days_and_skip_the_weekend(cast):
    cohort = make_cohort(unit=cast.unit)
    friday = next_monday() + timedelta(days=4)
    actions.plan_session(by=cast.organiser, cohort=cohort, title="一", day=friday, half="morning")
    for title in ("二", "三"):
        actions.plan_session(by=cast.organiser, cohort=cohort, title=title)
    assert hours_of(plan_of(cohort)) == [
        "Fri 09:00–11:30 一",
        "Fri 14:00–16:30 二",
        "Mon 09:00–11:30 三",
    ]


def test_a_holiday_is_skipped_too_and_hours_are_those_usual_so_far(cast, cohort):
    holiday = next_monday() + timedelta(days=2)
    Workday.objects.create(on=holiday, is_working=False, name="节")
    actions.change_planned_session(
        by=cast.organiser,
        cohort=cohort,
        key=planned(cohort, "第2天上课").key,
        values={
            "starts_at": at(next_monday() + timedelta(days=1), "08:30"),
            "ends_at": at(next_monday() + timedelta(days=1), "11:30"),
            "credit_hours": Decimal("3.5"),
        },
    )
    actions.plan_session(by=cast.organiser, cohort=cohort, title="新课")
    assert hours_of(plan_of(cohort))[-1] == "Thu 08:30–11:30 新课"
    assert planned(cohort, "新课").slot.credit_hours == Decimal("3.5")


def test_a_topic_is_asked_for(cast, cohort):
    result = actions.plan_session(by=cast.organiser, cohort=cohort, title="  ")
    assert result.outcome is Outcome.TITLE_MISSING


def test_what_is_planned_is_not_published(cast, cohort):
    before = list(Session.objects.values())
    key = planned(cohort, "第1天上课").key
    actions.change_planned_session(
        by=cast.organiser, cohort=cohort, key=key, values={"title": "别的课"}
    )
    actions.take_out_session(by=cast.organiser, cohort=cohort, key=planned(cohort, "第1天下课").key)
    assert list(Session.objects.values()) == before
    assert next(entry.slot.title for entry in plan_of(cohort).standing()) == "别的课"
    assert len(plan_of(cohort).standing()) == 3


def test_only_what_differs_is_kept(cast, cohort):
    session = Session.objects.first()
    same = {"title": session.title}
    key = session.public_id
    result = actions.change_planned_session(by=cast.organiser, cohort=cohort, key=key, values=same)
    assert result.outcome is Outcome.UNCHANGED
    for title in ("别的课", session.title):
        actions.change_planned_session(
            by=cast.organiser, cohort=cohort, key=key, values={"title": title}
        )
    assert not DraftSession.objects.exists()


def test_what_is_corrected_outside_the_draft_shows_through_it(cast, cohort):
    session = Session.objects.first()
    actions.change_planned_session(
        by=cast.organiser, cohort=cohort, key=session.public_id, values={"title": "别的课"}
    )
    Session.objects.filter(pk=session.pk).update(credit_hours=5)
    entry = planned(cohort, "别的课")
    assert (entry.slot.credit_hours, entry.touched()) == (5, ["title"])


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (True, ["Mon 09:00–11:30 第1天上课", "Mon 14:00–16:30 第1天下课"]),
        (False, ["Mon 09:00–11:30 第1天下课", "Mon 14:00–16:30 第1天上课"]),
    ],
)
def test_earlier_goes_to_the_half_day_before_and_trades_where_there_is_no_room(
    cast, cohort, later, expected
):
    result = actions.nudge_planned_session(
        by=cast.organiser, cohort=cohort, key=planned(cohort, "第1天下课").key, later=later
    )
    assert hours_of(plan_of(cohort))[:2] == (
        expected if not later else [expected[0], "Mon 19:00–21:30 第1天下课"]
    )
    assert result.outcome is (Outcome.MOVED if later else Outcome.TRADED)


def test_inside_a_half_day_the_others_make_room_and_breaks_stay(cast):
    cohort = make_cohort(unit=cast.unit)
    monday = next_monday()
    for title, start, end in (("甲", "09:00", "10:00"), ("乙", "10:15", "11:45")):
        actions.plan_session(
            by=cast.organiser,
            cohort=cohort,
            title=title,
            starts_at=at(monday, start),
            ends_at=at(monday, end),
        )
    result = actions.nudge_planned_session(
        by=cast.organiser, cohort=cohort, key=planned(cohort, "乙").key, later=False
    )
    assert hours_of(plan_of(cohort)) == ["Mon 09:00–10:30 乙", "Mon 10:45–11:45 甲"]
    assert result.outcome is Outcome.MOVED_ALONG


def test_put_behind_a_short_one_it_takes_the_free_time(cast, cohort):
    tuesday = next_monday() + timedelta(days=1)
    key = planned(cohort, "第2天上课").key
    values = {"starts_at": at(tuesday, "09:00"), "ends_at": at(tuesday, "10:00")}
    actions.change_planned_session(by=cast.organiser, cohort=cohort, key=key, values=values)
    short = planned(cohort, "第1天上课").key
    values = {"starts_at": at(next_monday(), "09:00"), "ends_at": at(next_monday(), "10:30")}
    actions.change_planned_session(by=cast.organiser, cohort=cohort, key=short, values=values)
    result = actions.place_planned_session(
        by=cast.organiser, cohort=cohort, key=short, day=tuesday, half="morning"
    )
    assert "Tue 10:10–11:40 第1天上课" in hours_of(plan_of(cohort))
    assert result.outcome is Outcome.MOVED


def test_a_day_is_copied_moved_and_shifted(cast, cohort):
    monday = next_monday()
    saturday = monday + timedelta(days=5)
    by = {"by": cast.organiser, "cohort": cohort}
    actions.copy_day(**by, day=monday, to=saturday)
    actions.move_day(**by, day=monday + timedelta(days=1), to=monday + timedelta(days=3))
    actions.shift_day(**by, day=monday, minutes=-30)
    assert hours_of(plan_of(cohort)) == [
        "Mon 08:30–11:00 第1天上课",
        "Mon 13:30–16:00 第1天下课",
        "Thu 09:00–11:30 第2天上课",
        "Thu 14:00–16:30 第2天下课",
        "Sat 09:00–11:30 第1天上课",
        "Sat 14:00–16:30 第1天下课",
    ]
    assert steps_of(cohort) == ["copy_day", "move_day", "shift_day"]


def test_the_whole_is_shifted_past_weekends_and_what_has_begun_stays(cast, cohort):
    begun = Session.objects.order_by("starts_at").first()
    Session.objects.filter(pk=begun.pk).update(
        starts_at=begun.starts_at - timedelta(days=60), ends_at=begun.ends_at - timedelta(days=60)
    )
    result = actions.shift_timetable(by=cast.organiser, cohort=cohort, days=4)
    assert result.outcome is Outcome.SHIFTED
    assert [line[:9] for line in hours_of(plan_of(cohort))[1:]] == [
        "Fri 14:00",
        "Mon 09:00",
        "Mon 14:00",
    ]


@pytest.mark.parametrize("days", [800, -800])
def test_nobody_shifts_out_of_sight(cast, cohort, days):
    result = actions.shift_timetable(by=cast.organiser, cohort=cohort, days=days)
    assert result.outcome is Outcome.TOO_FAR


def test_one_step_is_undone_after_the_other_but_only_ones_own(cast, cohort):
    by = {"by": cast.organiser, "cohort": cohort}
    start = hours_of(plan_of(cohort))
    actions.plan_session(**by, title="新课")
    actions.take_out_session(**by, key=planned(cohort, "新课").key)
    actions.shift_timetable(**by, days=7)
    assert actions.undo_step(by=cast.admin, cohort=cohort).outcome is Outcome.NOTHING_TO_UNDO
    for _ in range(2):
        assert actions.undo_step(**by).outcome is Outcome.UNDONE
    assert planned(cohort, "新课")
    actions.undo_step(**by)
    assert hours_of(plan_of(cohort)) == start
    assert actions.undo_step(**by).outcome is Outcome.NOTHING_TO_UNDO
    assert not DraftSession.objects.exists()


def test_a_draft_is_discarded_and_that_is_undone(cast, cohort):
    by = {"by": cast.organiser, "cohort": cohort}
    actions.shift_timetable(**by, days=7)
    actions.take_out_session(**by, key=planned(cohort, "第2天下课").key)
    drafted = hours_of(plan_of(cohort))
    assert actions.discard_draft(**by).outcome is Outcome.DISCARDED
    assert not DraftSession.objects.exists()
    actions.undo_step(**by)
    assert hours_of(plan_of(cohort)) == drafted


def test_what_was_taken_out_is_brought_back_as_it_was_drafted(cast, cohort):
    by = {"by": cast.organiser, "cohort": cohort}
    key = planned(cohort, "第1天上课").key
    actions.change_planned_session(**by, key=key, values={"title": "改过的课"})
    actions.take_out_session(**by, key=key)
    assert actions.bring_back_session(**by, key=key).outcome is Outcome.RESTORED
    assert planned(cohort, "改过的课").is_changed


def test_impossible_sessions_are_refused_and_nothing_is_kept(cast, cohort):
    by = {"by": cast.organiser, "cohort": cohort}
    key = planned(cohort, "第1天上课").key
    slot = planned(cohort, "第1天上课").slot
    point = TeachingPoint.objects.create(venue=make_venue(), name="展厅")
    backwards = {"ends_at": slot.starts_at}
    elsewhere = {"teaching_point": point, "venue": make_venue()}
    for values, outcome in (
        (backwards, Outcome.ENDS_BEFORE_START),
        (elsewhere, Outcome.WRONG_TEACHING_POINT),
    ):
        result = actions.change_planned_session(**by, key=key, values=values)
        assert result.outcome is outcome
    assert not DraftSession.objects.exists()
    actions.change_planned_session(**by, key=key, values={"teaching_point": point})
    assert planned(cohort, "第1天上课").slot.venue == point.venue


def test_the_timetable_of_what_was_cancelled_stays(cast, cohort):
    cohort.offering.state = OfferingState.CANCELLED
    cohort.offering.save()
    result = actions.plan_session(by=cast.organiser, cohort=cohort, title="新课")
    assert result.outcome is Outcome.WRONG_STATE


def test_the_second_of_two_editors_is_told_what_the_first_did_and_to_what(cast, cohort):
    seen = revision_of(cohort)
    first, other = planned(cohort, "第1天上课").key, planned(cohort, "第2天上课").key
    thursday = next_monday() + timedelta(days=3)
    move = {"cohort": cohort, "half": "morning", "based_on": seen}
    actions.place_planned_session(by=cast.organiser, key=first, day=thursday, **move)
    friday = thursday + timedelta(days=1)
    beside = actions.place_planned_session(by=cast.admin, key=other, day=friday, **move)
    assert beside.outcome is Outcome.MOVED
    refused = actions.place_planned_session(by=cast.admin, key=first, day=friday, **move)
    assert refused.outcome is Outcome.CHANGED_MEANWHILE
    assert refused.details["who"] == str(cast.organiser)
    assert refused.details["what"] == "周一上午：移至周四上午 09:00–11:30"
    assert planned(cohort, "第1天上课").day == thursday
    again = move | {"based_on": revision_of(cohort)}
    actions.place_planned_session(by=cast.admin, key=first, day=friday, **again)
    assert planned(cohort, "第1天上课").day == friday


def test_what_another_took_out_is_said_to_whoever_would_change_it(cast, cohort):
    seen = revision_of(cohort)
    key = planned(cohort, "第1天上课").key
    actions.take_out_session(by=cast.organiser, cohort=cohort, key=key)
    result = actions.change_planned_session(
        by=cast.admin, cohort=cohort, key=key, values={"title": "别的课"}, based_on=seen
    )
    assert result.outcome is Outcome.CHANGED_MEANWHILE
    assert result.details["what"] == "周一上午：取消“第1天上课”09:00–11:30"
    unknown = actions.take_out_session(by=cast.admin, cohort=cohort, key="0" * 12)
    assert unknown.outcome is Outcome.GONE
