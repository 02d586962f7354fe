"""Marks that a device sends: each is answered by itself, and none holds up the others."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.contrib.staticfiles.finders import find
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from attendance import api
from attendance.actions import merge
from attendance.actions.merge import Noted
from attendance.models import Attendance
from attendance.windows import OLDEST_MARK
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


def test_what_a_device_kept_for_days_counts_from_when_it_was_noted(device, door):
    days = timedelta(days=3)
    door.session.starts_at -= days
    door.session.ends_at -= days
    door.session.save()
    age = int(days.total_seconds())
    sent = (one(door.registration, age + 120), one(door.other, age + 86_400))
    told = device.send(*sent).json()["answers"]
    assert [row["outcome"] for row in told] == ["marked", "too_early"]
    assert Attendance.objects.get().status == "present"


def test_a_mark_that_waited_in_a_tab_keeps_its_instant(client, door):
    """The session decides whether it counts; the wait does not move it."""
    days = timedelta(days=3)
    door.session.starts_at, door.session.ends_at = (
        door.session.starts_at - days,
        door.session.ends_at - days,
    )
    door.session.save()
    client.force_login(door.cast.organiser)
    page, age = reverse("desk-session", args=[door.session.public_id]), int(days.total_seconds())
    for row, ago, outcome in (
        (door.registration, age, "marked"),
        (door.other, 2 * age, "too_early"),
    ):
        sent = {"registration": row.public_id, "age": ago}
        answer = client.post(page, sent, headers={"X-Desk": "1"})
        assert answer["X-Desk-Outcome"] == outcome
    assert Attendance.objects.get().in_at < timezone.now() - days + timedelta(minutes=1)


def test_scripts_of_desks_say_how_long_a_mark_has_waited():
    oldest = f"OLDEST = {int(OLDEST_MARK.total_seconds()):_};"
    for script in ("desk.js", "kit_sync.js"):
        assert oldest in Path(find(f"js/{script}")).read_text("utf-8")
