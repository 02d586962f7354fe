"""Holding something once more: what is copied, what is not, and where its days go."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Cohort
from events.act_forms import CloneForm
from events.actions import cancel_session, clone_offering, post_places
from events.models import Offering, Session, Workday
from events.numbering import following
from events.shifting import later_by, shifted_days
from registration.enums import AudienceKind
from registration.models import AudienceRule, Question, Registration
from registration.question_kinds import QuestionKind as Kind
from tests.factories import (
    make_course,
    make_offering,
    make_question,
    make_registration,
    make_session,
    make_speaker,
)
from tests.factories.timetables import at

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(days=st.sets(DAYS, min_size=1, max_size=12), first=DAYS, off=st.sets(DAYS, max_size=40))
def test_days_stay_apart_in_order_and_off_holidays(days, first, off):
    def worked(day):
        return day.weekday() < 5 and day not in off

    found = shifted_days(days, first, worked)
    ordered = sorted(days)
    moved = [found[day] for day in ordered]
    assert moved == sorted(set(moved))
    assert moved[0] >= first
    for old, new in found.items():
        assert worked(new) or (old.weekday() >= 5 and new.weekday() >= 5)


@pytest.mark.parametrize(
    ("days", "first", "expected"),
    [
        # Monday to Wednesday, to another Monday
        ((2, 3, 4), date(2026, 11, 9), (9, 10, 11)),
        # Thursday and Friday, begun on a Friday: the second goes past the weekend
        ((5, 6), date(2026, 11, 13), (13, 16)),
        # begun on a Saturday: everything goes to the week
        ((2, 3), date(2026, 11, 14), (16, 17)),
        # a Saturday may be a Saturday again
        ((6, 7), date(2026, 11, 13), (13, 14)),
    ],
)
def test_days_go_past_weekends(days, first, expected):
    found = shifted_days(
        [date(2026, 11, day) for day in days], first, lambda day: day.weekday() < 5
    )
    assert [day.day for day in found.values()] == list(expected)


def test_a_day_that_made_up_for_a_holiday_goes_to_no_idle_saturday():
    """10 October 2026 was worked; five weeks later the same Saturday is off."""
    made_up = date(2026, 10, 10)
    found = shifted_days(
        [made_up], date(2026, 11, 14), lambda day: day.weekday() < 5 or day == made_up
    )
    assert found == {made_up: date(2026, 11, 16)}


def test_a_copy_knows_which_of_the_old_days_were_made_up_for(cast):
    last_saturday = timezone.localdate() - timedelta(days=timezone.localdate().weekday() + 2)
    Workday.objects.create(on=last_saturday, is_working=True, name="调休")
    offering = make_offering(unit=cast.district, sessions=0)
    make_session(offering, starts_at=at(last_saturday, "09:00"))
    made = clone_offering(
        by=cast.organiser,
        offering=offering,
        first_on=last_saturday + timedelta(days=28),
        label="再",
    )
    assert timezone.localtime(made.record.sessions.get().starts_at).weekday() == 0


def test_an_instant_keeps_its_hour_by_the_clock():
    at = datetime(2026, 3, 1, 9, 30, tzinfo=SHANGHAI)
    assert (
        timezone.localtime(later_by(at, timedelta(days=30))).strftime("%F %R") == "2026-03-31 09:30"
    )
    assert later_by(None, timedelta(days=1)) is None


@pytest.fixture
def source(cast):
    """A cohort of three days with places for a unit, a question and an audience rule."""
    monday = datetime(2027, 3, 1, 9, tzinfo=SHANGHAI)
    offering = make_offering(
        unit=cast.city,
        page=make_course(),
        capacity=20,
        sessions=0,
        opens_at=monday - timedelta(days=30),
        closes_at=monday - timedelta(days=5),
        questions_frozen_at=monday - timedelta(days=3),
        companions_max=2,
        audience="全市",
    )
    for number in range(3):
        make_session(offering, starts_at=monday + timedelta(days=number), title=f"第{number}课")
    offering.supporting_units.add(cast.district)
    post_places(by=None, offering=offering, delta=5, unit=cast.unit)
    Cohort.objects.create(offering=offering, number=3, coordinator=cast.organiser)
    first = make_question(offering, Kind.CHOICE, options=("甲", "乙"))
    make_question(offering, shown_if=first, shown_if_codes=[first.options[0]["code"]])
    rule = AudienceRule.objects.create(offering=offering, kind=AudienceKind.UNITS)
    rule.units.add(cast.district)
    make_registration(offering, cast.participant)
    return offering


def clone(cast, source, first_on=date(2027, 4, 1)):
    return clone_offering(by=cast.organiser, offering=source, first_on=first_on, label="第4期")


@pytest.mark.django_db
def test_everything_but_the_people_is_copied(cast, source):
    Workday.objects.get_or_create(
        on=date(2027, 4, 5), defaults={"is_working": False, "name": "清明"}
    )
    result = clone(cast, source)
    assert result.outcome.code == "cloned"
    made = Offering.objects.with_figures().get(pk=result.record.pk)
    assert (made.state, made.label, made.audience) == ("draft", "第4期", "全市")
    assert (made.companions_max, made.capacity, made.taken) == (2, 25, 0)
    assert [pool.unit for pool in made.pools.order_by("pk")] == [None, cast.unit]
    assert list(made.supporting_units.all()) == [cast.district]
    days = [timezone.localtime(session.starts_at) for session in made.sessions.all()]
    # Thursday, Friday, and past the weekend and a holiday
    assert [f"{day:%m-%d %H}" for day in days] == ["04-01 09", "04-02 09", "04-06 09"]
    gap = timedelta(days=31)
    assert made.opens_at - source.opens_at == gap
    assert made.questions_frozen_at - source.questions_frozen_at == gap
    assert made.cohort.number == 4
    assert made.cohort.coordinator == cast.organiser
    first, second = Question.objects.filter(offering=made)
    assert second.shown_if == first
    assert [list(rule.units.all()) for rule in made.audience_rules.all()] == [[cast.district]]
    assert not Registration.objects.filter(offering=made).exists()


@pytest.mark.django_db
def test_cancelled_sessions_are_not_held_again(cast, source):
    cancel_session(by=None, session=source.sessions.first(), reason="闭馆")
    made = clone(cast, source).record
    assert [s.title for s in Session.objects.filter(offering=made)] == ["第1课", "第2课"]


@pytest.mark.django_db
def test_without_a_timetable_there_is_nothing_to_move(cast):
    empty = make_offering(unit=cast.city, sessions=0)
    assert clone(cast, empty).outcome.code == "no_sessions"
    assert Offering.objects.count() == 1


@pytest.mark.django_db
def test_an_address_online_is_asked_for_anew(cast, source):
    source.sessions.update(join_url="https://meeting.example.org/3")
    result = clone(cast, source)
    assert result.outcome.code == "cloned_without_links"
    assert "3" in result.message
    assert set(result.record.sessions.values_list("join_url", flat=True)) == {""}
    assert source.sessions.exclude(join_url="").count() == 3
    speaker = make_speaker()
    source.sessions.update(speaker=speaker)
    held = result.record.sessions.first()
    held.speaker = speaker
    held.save()
    assert clone(cast, source).outcome.code == "cloned_incomplete"


@pytest.mark.parametrize(
    ("label", "taken", "next_one"),
    [
        ("第3期", ["第3期"], "第4期"),
        ("第3期", ["第3期", "第4期"], "第5期"),
        ("2026年第9期", [], "2026年第10期"),
        ("Cohort 3", [], "Cohort 4"),
        ("昆山上午场", [], ""),
        ("3rd cohort", [], ""),
        ("", [], ""),
    ],
)
def test_the_next_label_counts_on(label, taken, next_one):
    assert following(label, taken) == next_one


def test_the_form_suggests_the_label_that_comes_next(source):
    form = CloneForm(record=source, person=None)
    assert form["label"].initial == following(source.label, [])
