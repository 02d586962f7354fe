"""The conflict rules, one by one."""

from datetime import time

import pytest
from django.utils import timezone, translation

from events.conflicts.travel import minutes_between
from events.enums import CoordinateSystem, SessionForm, VenueType
from events.models import (
    Bus,
    OpeningException,
    OpeningRule,
    Session,
    SpeakerAbsence,
    Workday,
)
from tests.events.conflicts.conftest import at, kinds, span
from tests.factories import make_registration, make_session, make_speaker, make_venue

pytestmark = pytest.mark.django_db
MORNING = span("09:00", "11:00")


# Rooms


def test_a_room_is_taken_by_whoever_came_first_and_says_by_whom(ask, other, memorial):
    make_session(other, title="水乡", teaching_point=memorial.hall, venue=memorial.venue, **MORNING)
    wanted = span("10:30", "12:00") | {"venue": memorial.venue, "teaching_point": memorial.hall}
    (found,) = ask(wanted)
    assert (found.kind, found.key, found.blocks) == ("room", "0", True)
    assert "第2期" in found.other
    assert "水乡" in found.other
    with translation.override("zh-hans"):
        assert str(found.sentence).startswith("“报告厅”这段时间由")
        assert "2027年3月2日（周二）09:00–11:00" in str(found.sentence)
    with translation.override("en"):
        assert str(found.sentence).startswith("“Hall” is taken by")


@pytest.mark.parametrize("hours", [("08:00", "09:00"), ("11:00", "12:00")])
def test_a_room_is_free_right_before_and_right_after(ask, other, memorial, hours):
    make_session(other, teaching_point=memorial.hall, venue=memorial.venue, **MORNING)
    assert ask(span(*hours) | {"venue": memorial.venue, "teaching_point": memorial.hall}) == []


def test_another_room_of_the_venue_is_free(ask, other, memorial):
    make_session(other, teaching_point=memorial.hall, venue=memorial.venue, **MORNING)
    assert ask(MORNING | {"venue": memorial.venue, "teaching_point": memorial.reeds}) == []


def test_a_venue_without_points_takes_several_groups(ask, other):
    venue = make_venue()
    make_session(other, venue=venue, **MORNING)
    assert ask(MORNING | {"venue": venue}) == []


def test_what_is_cancelled_holds_nothing(ask, other, memorial):
    place = {"venue": memorial.venue, "teaching_point": memorial.hall}
    make_session(other, cancelled_at=timezone.now(), **place, **MORNING)
    make_session(other, offering_cancelled=True, **place, **MORNING)
    assert ask(MORNING | place) == []


def test_a_session_is_not_in_the_way_of_itself(ask, offering, memorial):
    place = {"venue": memorial.venue, "teaching_point": memorial.hall}
    session = make_session(offering, **place, **MORNING)
    later = span("10:00", "12:00") | place
    assert kinds(ask(later)) == ["room", "people"]
    assert ask(later, session_id=session.pk) == []
    assert ask(later, without=[session.pk]) == []


def test_two_wanted_slots_are_in_each_others_way(ask, memorial):
    place = {"venue": memorial.venue, "teaching_point": memorial.hall}
    found = ask(MORNING | place, span("10:00", "12:00") | place, span("14:00", "16:00") | place)
    assert [(c.kind, c.key) for c in found if c.blocks] == [("room", "0"), ("room", "1")]


# Speakers and their ways


def test_a_speaker_teaches_one_thing_at_a_time(ask, other):
    speaker = make_speaker("顾安然")
    make_session(other, speaker=speaker, **MORNING)
    (found,) = ask(span("10:00", "12:00") | {"speaker": speaker})
    assert (found.kind, found.blocks) == ("speaker", True)
    assert "顾安然" in str(found.sentence)


def test_a_speaker_who_is_away_is_advice(ask):
    speaker = make_speaker("顾安然")
    SpeakerAbsence.objects.create(speaker=speaker, from_on=at("0:00"), until_on=at("0:00", 2))
    (found,) = ask(MORNING | {"speaker": speaker})
    assert (found.kind, found.blocks) == ("speaker", False)
    assert ask(span("09:00", "11:00", 3) | {"speaker": speaker}) == []
    assert ask(span("09:00", "11:00", -1) | {"speaker": speaker}) == []


NANJING = {"latitude": "32.060000", "longitude": "118.780000"}
SUZHOU = {"latitude": "31.300000", "longitude": "120.600000"}


def test_points_of_either_system_are_compared_as_gps_says_them(db):
    here = make_venue(**SUZHOU)
    shifted = make_venue(
        latitude="31.297924",
        longitude="120.604197",
        coordinate_system=CoordinateSystem.GCJ02,
    )
    assert minutes_between(here, shifted) == 15, "a shift of half a kilometre is no way"


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        (SUZHOU, 15),
        (NANJING, 385),
        ({"town": "昆山"}, 30),
        ({"town": "太仓"}, 60),
        ({"town": ""}, 60),
        ({"town": "昆山", "venue_type": VenueType.ONLINE}, 0),
    ],
)
def test_the_way_takes_as_long_as_is_stated(db, fields, minutes):
    here = make_venue(town="昆山", **SUZHOU)
    assert minutes_between(here, make_venue(**fields)) == pytest.approx(minutes, abs=2)
    assert minutes_between(here, here) == minutes_between(here, None) == 0


@pytest.mark.parametrize(("starts", "late"), [("11:20", True), ("11:30", False)])
def test_a_speaker_needs_time_between_two_venues(ask, other, starts, late):
    speaker = make_speaker("顾安然")
    make_session(other, speaker=speaker, venue=make_venue(), **MORNING)
    found = ask(span(starts, "12:30") | {"speaker": speaker, "venue": make_venue()})
    assert kinds(found) == (["travel"] if late else [])
    assert not any(conflict.blocks for conflict in found)


def test_a_speaker_who_stays_needs_none(ask, other):
    speaker, venue = make_speaker(), make_venue()
    make_session(other, speaker=speaker, venue=venue, **MORNING)
    assert ask(span("11:00", "12:00") | {"speaker": speaker, "venue": venue}) == []


# Buses


def test_a_bus_carries_one_group_at_a_time(ask, other):
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    make_session(other, bus=bus, **MORNING)
    (found,) = ask(span("10:00", "12:00") | {"bus": bus})
    assert (found.kind, found.blocks) == ("bus", True)
    assert "苏E12345" in str(found.sentence)
    assert ask(span("11:00", "12:00") | {"bus": bus}) == []


# Venues


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


# Days and people


def test_a_public_holiday_is_named(ask):
    Workday.objects.create(on=at("0:00"), is_working=False, name="清明节", name_en="Tomb-sweeping")
    (found,) = ask(MORNING)
    assert (found.kind, found.blocks) == ("holiday", False)
    with translation.override("zh-hans"):
        assert "（清明节）" in str(found.sentence)
    with translation.override("en"):
        assert "(Tomb-sweeping)" in str(found.sentence)


def test_a_make_up_day_is_a_day_like_others(ask):
    Workday.objects.create(on=at("0:00"), is_working=True, name="调休")
    assert ask(MORNING) == []


def test_people_who_are_in_both_are_counted(ask, cast, offering, other):
    make_session(other, title="水乡", **MORNING)
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
        make_registration(other, person)
    make_registration(other, cast.stranger)
    (found,) = ask(span("10:00", "12:00"))
    assert (found.kind, found.blocks, found.details["number"]) == ("people", False, 2)
    assert ask(span("11:00", "12:00")) == []


def test_who_withdrew_is_free(ask, cast, offering, other):
    make_session(other, **MORNING)
    make_registration(offering, cast.participant)
    make_registration(other, cast.participant, "withdrawn")
    assert ask(MORNING) == []


def test_two_sessions_of_one_offering_have_the_same_people(ask, offering):
    make_session(offering, title="水乡", **MORNING)
    (found,) = ask(MORNING)
    assert found.kind == "people"
    assert "水乡" in str(found.sentence)


# Together


def test_nothing_is_asked_for_nothing(ask, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ask() == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_fixed(ask, other, memorial, django_assert_num_queries, number):
    speaker, bus = make_speaker(), Bus.objects.create(plate="苏E1", seats=9)
    values = {"venue": memorial.venue, "teaching_point": memorial.hall, "speaker": speaker}
    for day in range(number):
        make_session(other, **values, bus=bus, **span("09:00", "11:00", day))
    slots = [
        Session.objects.get(pk=make_session(other, **span("12:00", "13:00", 30 + day)).pk)
        for day in range(number)
    ]
    for day, slot in enumerate(slots):
        slot.starts_at, slot.ends_at = at("09:00", day), at("11:00", day)
        slot.venue_id, slot.teaching_point_id = memorial.venue.pk, memorial.hall.pk
        slot.speaker_id, slot.bus_id = speaker.pk, bus.pk
    with django_assert_num_queries(13):
        found = ask(*slots)
        assert all(str(conflict.sentence) for conflict in found)
    assert kinds(found) == ["room", "speaker", "bus"] * number
