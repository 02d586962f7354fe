"""Rhythms: on which days, what becomes of days off, and what is written out once and for all."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from events.actions import (
    cancel_offering,
    create_offering,
    edit_offering,
    move_session,
    repeat_offering,
)
from events.enums import Counting, HolidayPolicy, OfferingState, Rhythm
from events.models import Offering, Session, Workday
from events.outcomes import EventOutcome
from events.recurring import MOST, Beat, in_words, nominal_days, planned_days, rhythms_for
from tests.factories import make_event, make_offering, make_session, make_speaker

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = date(2027, 1, 9)  # the second of its month


def days_of(rhythm, first, until, every=1, after=None):
    """Days as (month, day)."""
    found = nominal_days(Beat(rhythm, every, first), after or first, until)
    return [(day.month, day.day) for day in found]


def test_each_rhythm_has_the_days_its_words_say():
    assert days_of(Rhythm.WEEKS, SATURDAY, date(2027, 2, 6), every=2) == [(1, 23), (2, 6)]
    assert days_of(Rhythm.MONTH_DAY, date(2027, 1, 1), date(2027, 4, 1)) == [(2, 1), (3, 1), (4, 1)]
    assert days_of(Rhythm.MONTH_WEEKDAY, SATURDAY, date(2027, 4, 30)) == [(2, 13), (3, 13), (4, 10)]
    last = date(2027, 1, 30)
    assert days_of(Rhythm.MONTH_LAST, last, date(2027, 3, 31)) == [(2, 27), (3, 27)]
    assert days_of(Rhythm.MONTH_END, date(2027, 1, 31), date(2027, 4, 30)) == [
        (2, 28), (3, 31), (4, 30),
    ]  # fmt: skip


def test_a_thirty_first_is_the_last_day_of_shorter_months():
    assert days_of(Rhythm.MONTH_DAY, date(2027, 1, 31), date(2027, 4, 30)) == [
        (2, 28), (3, 31), (4, 30),
    ]  # fmt: skip
    assert days_of(Rhythm.MONTH_DAY, date(2028, 1, 30), date(2028, 3, 30)) == [(2, 29), (3, 30)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", {"每周六", "每月9日", "每月第二个周六"}),
        ("en", {"every Sat", "on day 9 of every month", "on the second Sat of every month"}),
    ],
)
def test_what_a_first_day_can_begin_is_said_in_words(language, words):
    with translation.override(language):
        assert {label for _value, label in rhythms_for(SATURDAY)} == words
        assert Rhythm.MONTH_LAST in dict(rhythms_for(date(2027, 1, 30)))
        assert Rhythm.MONTH_END in dict(rhythms_for(date(2027, 1, 31)))


def test_every_second_week_is_said_otherwise_than_the_second_saturday():
    with translation.override("zh-hans"):
        assert in_words(Beat(Rhythm.WEEKS, 2, SATURDAY)) == "每2周的周六"


@pytest.fixture
def spring(db):
    """The first of May 2027 is a Saturday and a holiday until the fifth; the eighth is worked."""
    for day in range(1, 6):
        Workday.objects.create(on=date(2027, 5, day), is_working=False, name="劳动节")
    Workday.objects.create(on=date(2027, 5, 8), is_working=True, name="劳动节")


FIRST = Beat(Rhythm.MONTH_DAY, 1, date(2027, 4, 1))


@pytest.mark.parametrize(
    ("policy", "may"),
    [
        (HolidayPolicy.KEEP, date(2027, 5, 1)),
        (HolidayPolicy.SKIP, None),
        (HolidayPolicy.SHIFT, date(2027, 5, 6)),
    ],
)
def test_the_first_of_may_is_kept_left_out_or_moved(spring, policy, may):
    (day,) = planned_days(FIRST, date(2027, 4, 1), date(2027, 5, 20), policy)
    assert day.on == may
    assert "劳动节" in day.why


def test_a_saturday_that_is_worked_goes_to_the_sunday(spring):
    every = Beat(Rhythm.WEEKS, 1, date(2027, 4, 24))
    found = planned_days(every, date(2027, 4, 24), date(2027, 5, 15), HolidayPolicy.SHIFT)
    # Nothing suits before the eighth, so the first is left out rather than held a week late.
    assert [day.on and day.on.day for day in found] == [None, 9, 15]


@pytest.mark.django_db
@given(
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    every=st.integers(1, 6),
    span=st.integers(1, 500),
    policy=st.sampled_from(HolidayPolicy),
    data=st.data(),
)
def test_no_day_is_taken_twice_and_none_lies_before_the_rhythm(first, every, span, policy, data):
    rhythm = data.draw(st.sampled_from([value for value, _label in rhythms_for(first)]))
    until = first + timedelta(days=span)
    days = planned_days(Beat(rhythm, every, first), first, until, policy)
    held = [day.on for day in days if day.on]
    assert held == sorted(set(held))
    assert all(day > first for day in held)
    assert all(first < day.nominal <= until for day in days)
    if policy is HolidayPolicy.KEEP:
        assert [day.nominal for day in days] == held


@pytest.fixture
def monthly(cast, db):
    """Held on the first of December 2026, from 14:00 to 16:00, with ten places."""
    offering = make_offering(
        unit=cast.city,
        sessions=0,
        label="12月1日",
        opens_at=datetime(2026, 11, 20, 9, tzinfo=SHANGHAI),
        closes_at=datetime(2026, 11, 30, 18, tzinfo=SHANGHAI),
    )
    make_session(offering, starts_at=datetime(2026, 12, 1, 14, tzinfo=SHANGHAI))
    return offering


def repeat(offering, cast, until=date(2027, 3, 1), **values):
    """Write the first of each month out."""
    known = {"rhythm": Rhythm.MONTH_DAY, "every": 1, "on_holidays": HolidayPolicy.KEEP}
    return repeat_offering(by=cast.organiser, offering=offering, until=until, **(known | values))


def starts(offerings):
    """First days, in order."""
    return sorted(timezone.localtime(o.sessions.get().starts_at).date() for o in offerings)


def test_what_recurs_is_joined_under_the_same_address(cast, monthly):
    monthly.sessions.update(join_url="https://meeting.example.org/1")
    repeat(monthly, cast)
    assert not Session.objects.filter(join_url="").exists()


def test_a_rhythm_is_written_out_at_once_and_goes_on_later(cast, monthly):
    assert repeat(monthly, cast).outcome is EventOutcome.REPEATED
    monthly.refresh_from_db()
    copies = Offering.objects.filter(recurrence=monthly.recurrence).exclude(pk=monthly.pk)
    assert starts(copies) == [date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]
    first = copies.order_by("pk").first()
    assert first.state == OfferingState.DRAFT
    assert timezone.localtime(first.closes_at) == datetime(2026, 12, 31, 18, tzinfo=SHANGHAI)
    assert first.pools.get().capacity == 10
    assert first.label == "2027年1月1日"
    # The same once more changes nothing; a later day goes on.
    assert repeat(monthly, cast).outcome is EventOutcome.NO_DATES
    assert copies.count() == 3
    assert repeat(first, cast, until=date(2027, 4, 30), publish=True).details["count"] == 1
    assert starts(copies.filter(state=OfferingState.PUBLISHED)) == [date(2027, 4, 1)]


def test_what_happens_to_one_stays_with_that_one(cast, monthly):
    repeat(monthly, cast, publish=True)
    monthly.refresh_from_db()
    one, other, third = monthly.recurrence.offerings.exclude(pk=monthly.pk).order_by("pk")
    cancel_offering(by=cast.organiser, offering=one, reason="场馆检修")
    session = other.sessions.get()
    later = session.starts_at + timedelta(days=2)
    move_session(
        by=cast.organiser,
        session=session,
        starts_at=later,
        ends_at=later + timedelta(hours=2),
    )
    third.refresh_from_db()
    monthly.refresh_from_db()
    assert third.state == monthly.state == OfferingState.PUBLISHED
    assert starts([monthly, third]) == [date(2026, 12, 1), date(2027, 3, 1)]


def test_a_speaker_whom_others_have_is_left_open_and_told(cast, monthly):
    speaker = make_speaker("钱致远")
    monthly.sessions.update(speaker=speaker)
    elsewhere = make_offering(unit=cast.city, sessions=0)
    taken = datetime(2027, 2, 1, 14, tzinfo=SHANGHAI)
    make_session(elsewhere, starts_at=taken, speaker=speaker)
    result = repeat(monthly, cast)
    assert result.outcome is EventOutcome.REPEATED_WITH_GAPS
    assert result.details["gaps"] == 1
    copies = Offering.objects.exclude(pk__in=(monthly.pk, elsewhere.pk)).order_by("pk")
    assert [copy.sessions.get().speaker for copy in copies] == [speaker, None, speaker]


def test_too_much_or_nothing_is_refused(cast, monthly):
    weekly = {"rhythm": Rhythm.WEEKS, "until": date(2029, 1, 1)}
    refused = repeat(monthly, cast, **weekly)
    assert refused.outcome is EventOutcome.TOO_MANY_DATES
    assert str(MOST) in refused.message
    assert repeat(monthly, cast, until=date(2026, 12, 30)).outcome is EventOutcome.NO_DATES
    empty = make_offering(unit=cast.city, sessions=0)
    assert repeat(empty, cast).outcome is EventOutcome.NO_SESSIONS
    assert Offering.objects.count() == 2


def make_numbered(cast, page, **values):
    """One more lecture of a series."""
    now = timezone.now()
    return create_offering(
        by=cast.organiser,
        page=page,
        lead_unit=cast.city,
        opens_at=now,
        closes_at=now + timedelta(days=1),
        **values,
    )


def test_a_series_numbers_its_instalments(cast):
    page = make_event("院士开讲", counting=Counting.LECTURE)
    labels = [make_numbered(cast, page).record.label for _time in range(2)]
    assert labels == ["第1讲", "第2讲"]
    fifth = make_numbered(cast, page, number=5).record
    assert (fifth.label, fifth.label_en) == ("第5讲", "Lecture 5")
    taken = make_numbered(cast, page, number=5)
    assert taken.outcome is EventOutcome.NUMBER_TAKEN
    assert "6" in taken.message
    assert make_numbered(cast, make_event()).record.number is None
    second = Offering.objects.get(label="第2讲")
    refused = edit_offering(by=cast.organiser, offering=second, values={"number": 5})
    assert refused.outcome is EventOutcome.NUMBER_TAKEN
    cancel_offering(by=cast.organiser, offering=fifth, reason="改期")
    assert make_numbered(cast, page).record.label == "第3讲"


def test_a_series_that_recurs_counts_on(cast):
    page = make_event("固定党日", counting=Counting.TIME)
    first = make_numbered(cast, page).record
    make_session(first, starts_at=datetime(2026, 12, 1, 14, tzinfo=SHANGHAI))
    repeat(first, cast, until=date(2027, 2, 1))
    assert list(page.offerings.order_by("pk").values_list("label", flat=True)) == [
        "第1次", "第2次", "第3次",
    ]  # fmt: skip
