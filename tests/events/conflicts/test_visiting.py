"""The conflict rules about venues: when they are open, how many they take, guides."""

from datetime import time

import pytest
from django.utils import translation

from events.enums import SessionForm
from events.models import OpeningException, OpeningRule, Workday
from tests.events.conflicts.conftest import at, kinds, span
from tests.factories import make_session, make_venue

pytestmark = pytest.mark.django_db
MORNING = span("09:00", "11:00")


@pytest.fixture
def museum(db):
    """Open from Tuesday to Sunday, with a break at noon on Wednesdays."""
    venue = make_venue("革命博物馆", capacity=50, guide_lead_days=3)
    for weekday in (2, 4, 5, 6, 7):
        OpeningRule.objects.create(
            venue=venue, weekday=weekday, opens=time(9), closes=time(16, 30), last_entry=time(16)
        )
    OpeningRule.objects.create(venue=venue, weekday=3, opens=time(9), closes=time(11, 30))
    OpeningRule.objects.create(venue=venue, weekday=3, opens=time(13), closes=time(16, 30))
    return venue


@pytest.mark.parametrize(
    ("starts", "ends", "days", "expected"),
    [
        ("09:00", "11:00", 0, []),
        ("08:30", "11:00", 0, ["closed"]),
        ("15:00", "17:00", 0, ["closed"]),
        ("16:00", "16:30", 0, []),
        ("16:10", "16:30", 0, ["last_entry"]),
        ("09:00", "11:00", -1, ["closed"]),  # Monday
        ("11:00", "14:00", 1, ["closed"]),  # over the break at noon
        ("13:00", "16:30", 1, []),
    ],
)
def test_a_venue_is_visited_within_its_hours(ask, museum, starts, ends, days, expected):
    found = ask(span(starts, ends, days) | {"venue": museum})
    assert kinds(found) == expected
    assert not any(conflict.blocks for conflict in found)


def test_a_session_over_midnight_is_outside_the_hours(ask, museum):
    slot = {"starts_at": at("16:00"), "ends_at": at("01:00", 1), "venue": museum}
    assert kinds(ask(slot)) == ["closed"]


def test_a_venue_without_rules_is_not_judged(ask):
    assert ask(span("22:00", "23:00") | {"venue": make_venue()}) == []


def test_closed_days_count_more_than_the_week(ask, museum):
    OpeningException.objects.create(
        venue=museum, from_on=at("0:00"), until_on=at("0:00", 1), reason="布展"
    )
    (found,) = ask(MORNING | {"venue": museum})
    assert found.kind == "closed"
    with translation.override("zh-hans"):
        assert "3月2日（周二）" in str(found.sentence)
    assert ask(span("09:00", "11:00", 2) | {"venue": museum}) == []


def test_a_venue_can_be_open_on_a_day_it_usually_is_not(ask, museum):
    OpeningException.objects.create(
        venue=museum,
        from_on=at("0:00", -1),
        until_on=at("0:00", -1),
        opens=time(9),
        closes=time(12),
    )
    assert ask(span("09:00", "11:00", -1) | {"venue": museum}) == []
    (found,) = ask(span("13:00", "14:00", -1) | {"venue": museum})
    assert "09:00–12:00" in str(found.sentence)


@pytest.mark.parametrize(
    ("is_open", "expected"), [(True, ["holiday"]), (False, ["closed", "holiday"])]
)
def test_closed_mondays_may_be_open_on_holidays(ask, museum, is_open, expected):
    museum.open_on_holidays = is_open
    museum.save()
    Workday.objects.create(on=at("0:00", -1), is_working=False, name="清明节")
    assert kinds(ask(span("09:00", "11:00", -1) | {"venue": museum})) == expected


# How many


def test_two_groups_together_may_be_too_many(ask, other, museum):
    make_session(other, venue=museum, **MORNING)
    assert ask(MORNING | {"venue": museum}) == [], "30 and 20 are just as many as it takes"
    (found,) = ask(MORNING | {"venue": museum}, headcount=31)
    assert (found.kind, found.details["number"], found.details["capacity"]) == ("full", 51, 50)
    assert "第2期" in found.other


def test_groups_count_together_only_while_they_are_there_together(ask, cast, other, museum):
    make_session(other, venue=museum, **span("09:00", "10:00"))
    make_session(other, venue=museum, **span("10:00", "11:00"))
    assert ask(MORNING | {"venue": museum}, headcount=30) == []


def test_a_group_that_splits_is_counted_once(ask, other, memorial):
    for point in (memorial.hall, memorial.reeds):
        make_session(other, venue=memorial.venue, teaching_point=point, **MORNING)
    assert ask(MORNING | {"venue": memorial.venue}, headcount=40) == []
    assert kinds(ask(MORNING | {"venue": memorial.venue}, headcount=41)) == ["full"]


def test_one_group_alone_may_be_too_many_for_a_room(ask, memorial):
    place = {"venue": memorial.venue, "teaching_point": memorial.hall}
    assert ask(MORNING | place, headcount=40) == []
    (found,) = ask(MORNING | place, headcount=41)
    assert (found.kind, found.other) == ("full", "")


# Guides


@pytest.mark.parametrize(
    ("days", "clock", "late"),
    [
        (-5, "18:00", False),  # Thursday: Monday, Friday and Thursday are three working days ahead
        (-4, "08:00", True),
        (1, "08:00", False),  # it is over
    ],
)
def test_a_guide_is_booked_working_days_ahead(ask, museum, days, clock, late):
    slot = MORNING | {"venue": museum, "form": SessionForm.ON_SITE}
    assert kinds(ask(slot, now=at(clock, days))) == (["guide_lead"] if late else [])


def test_holidays_are_no_working_days_and_make_up_days_are(ask, museum):
    slot = MORNING | {"venue": museum, "form": SessionForm.ON_SITE}
    Workday.objects.create(on=at("0:00", -1), is_working=False, name="清明节")
    assert kinds(ask(slot, now=at("08:00", -5))) == ["guide_lead"]
    Workday.objects.create(on=at("0:00", -2), is_working=True, name="调休")
    assert ask(slot, now=at("08:00", -5)) == []


def test_a_lecture_needs_no_guide(ask, museum):
    assert ask(MORNING | {"venue": museum}, now=at("08:00")) == []
