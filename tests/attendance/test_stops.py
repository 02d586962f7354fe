"""Counting distinct people at each stop of a way."""

from datetime import timedelta

import pytest

from events.models import Route, RouteStop
from tests.attendance.device import one
from tests.factories import make_venue

MINUTE = timedelta(minutes=1)


@pytest.fixture
def way(door):
    """A way with a stop at a venue, one by name, and the session's own venue."""
    begins, ends = door.session.starts_at - 60 * MINUTE, door.session.ends_at + 60 * MINUTE
    hall = make_venue("顾炎武故居")
    door.session.venue = hall
    door.session.save()
    way = Route.objects.create(
        offering=door.offering,
        session=door.session,
        meets_at=begins,
        meeting_point="图书馆东门",
        returns_at=ends,
    )
    for number, place in enumerate(
        ({"venue": make_venue("千灯老街")}, {"place": "石板桥"}, {"venue": hall})
    ):
        arrives = begins + number * 20 * MINUTE
        RouteStop.objects.create(
            route=way,
            arrives_at=arrives,
            leaves_at=arrives + 10 * MINUTE,
            sort_order=number,
            **place,
        )
    return way


def counted(device):
    return {row["label"]: row["people"] for row in device.get("stats").json()["stages"]}


def test_each_stop_is_a_place_to_count_at(device, door, way):
    stages = device.get("roster").json()["stages"]
    keys = [stage["key"] for stage in stages]
    assert keys == ["meeting", "stop:千灯老街", "stop:石板桥", "venue", "return"]


def test_distinct_people_are_counted_at_each_stop(device, door, way):
    old, bridge = {"stage": "stop", "stop": "千灯老街"}, {"stage": "stop", "stop": "石板桥"}
    sent = [
        one(door.registration, 900, bus="1", **old),
        one(door.registration, 800, bus="1", **old),
        one(door.other, 700, bus="2", **old),
        one(door.registration, 600, bus="1", **bridge),
    ]
    answers = device.send(*sent).json()["answers"]
    assert [row["outcome"] for row in answers] == [
        "counted",
        "already_counted",
        "counted",
        "counted",
    ]
    assert "千灯老街" in answers[0]["message"]
    found = counted(device)
    assert (found["千灯老街"], found["石板桥"]) == (2, 1)
    stops = {row["label"]: row["buses"] for row in device.get("stats").json()["stages"]}
    assert [(bus["bus"], bus["people"]) for bus in stops["千灯老街"]] == [("1", 1), ("2", 1)]
    people = {line["name"]: line["seen"] for line in device.get("roster").json()["people"]}
    assert people["林𠮷安"] == {"stop:千灯老街": "1", "stop:石板桥": "1"}
    back = one(door.registration, 1, undoes=sent[3]["id"], **bridge)
    device.send(back)
    assert counted(device)["石板桥"] == 0


def test_a_stop_that_was_taken_off_the_way_keeps_its_count(device, door, way):
    device.send(one(door.registration, 60, stage="stop", stop="石板桥"))
    way.stops.filter(place="石板桥").delete()
    assert counted(device)["石板桥"] == 1


def test_where_there_is_no_way_there_is_no_stop(device):
    assert [row["stage"] for row in device.get("stats").json()["stages"]] == [
        "meeting",
        "venue",
        "return",
    ]
