"""Marks that a device sends: each is answered by itself, and none holds up the others."""

from uuid import uuid4

from django.db import IntegrityError
from django.utils import timezone

from attendance import api
from attendance.actions import merge
from attendance.actions.merge import Noted
from attendance.models import Attendance
from tests.attendance.device import one
from tests.factories import make_session


def test_no_single_mark_blocks_a_batch(device, door):
    """What a scanner reads may be anything, and a broken desk may take a mark back by itself."""
    long = {"id": str(uuid4()), "age": 1, "text": "YX1:" + "长" * 300, "method": "pass"}
    turned = one(door.registration)
    itself = turned | {"undoes": turned["id"]}
    answer = device.send(long, itself, one(door.other))
    assert answer.status_code == 200
    found = [row["outcome"] for row in answer.json()["answers"]]
    assert found == ["unknown_pass", "nothing_to_undo", "marked"]
    assert Attendance.objects.get().registration == door.other
    again = device.send(long, itself)
    assert [row["outcome"] for row in again.json()["answers"]] == found[:2]


def test_the_same_marks_twice_at_once(device, door, monkeypatch):
    """The one that loses asks again, and finds the marks known."""
    tries = []

    def losing(**what):
        tries.append(what)
        if len(tries) == 1:
            merge(**what)
            raise IntegrityError
        return merge(**what)

    monkeypatch.setattr(api, "merge", losing)
    answer = device.send({"id": str(uuid4()), "age": 1, "text": "YX1:FORGED", "method": "pass"})
    assert answer.status_code == 200
    assert answer.json()["outcome"] == "already_merged"
    assert [row["outcome"] for row in answer.json()["answers"]] == ["unknown_pass"]


def test_a_cancelled_session_answers_every_mark(device, door):
    door.session.cancelled_at = timezone.now()
    door.session.save()
    answer = device.send(one(door.registration), one(door.other))
    assert answer.status_code == 200
    assert [row["outcome"] for row in answer.json()["answers"]] == ["session_cancelled"] * 2
    assert not any(row["ok"] for row in answer.json()["answers"])
    assert device.get("roster").json()["session"]["called_off"]
    assert not Attendance.objects.exists()


def test_an_id_of_another_session_says_nothing_about_anybody(device, door):
    elsewhere = make_session(door.offering, starts_at=door.session.starts_at)
    foreign = Noted(uuid4(), timezone.now(), door.other.public_id)
    merge(by=door.cast.admin, session=elsewhere, noted=[foreign])
    sent = one(door.registration) | {"id": str(foreign.mark_id)}
    told = device.send(sent, one(door.other)).json()["answers"]
    assert [row["outcome"] for row in told] == ["not_registered", "marked"]
    assert "何䶮" not in told[0]["message"]
    assert told[0]["registration"] == ""
    row = Attendance.objects.get(session=door.session)
    assert row.registration == door.other
    assert row.in_at != foreign.taken_at, "a mark of another session marks nobody here"
