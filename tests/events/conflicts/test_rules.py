"""The conflict rules, one by one."""

import pytest
from django.utils import timezone, translation

from events.conflicts.travel import minutes_between
from events.enums import CoordinateSystem, VenueType
from events.models import (
    Bus,
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
        Session.objects.select_related("offering").get(
            pk=make_session(other, **span("12:00", "13:00", 30 + day)).pk
        )
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
