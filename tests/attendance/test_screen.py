"""The code on a screen: who may open it, what it says, what never leaves the server."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance import codes
from attendance.actions import mark, set_door
from attendance.models import Door
from tests.attendance.conftest import hold

MINUTE = timedelta(minutes=1)


@pytest.fixture
def screen(client, door):
    client.force_login(door.cast.organiser)
    return client


def now_at(client, session):
    return client.get(reverse("code-now", args=[session.public_id])).json()


def test_the_page_shows_title_room_code_digits_and_count(screen, door):
    mark(by=None, session=door.session, registration=door.registration)
    page = screen.get(reverse("code", args=[door.session.public_id])).content.decode()
    assert door.session.title in page
    assert "<svg" in page
    minute = codes.step_at(timezone.now(), codes.SPOKEN_STEP)
    known = Door.objects.get()
    shown = [codes.digits_of(known, door.session, at) for at in (minute - 1, minute, minute + 1)]
    assert any(f"{digits[:3]} {digits[3:]}" in page for digits in shown)
    assert "1 / 应到 2" in page
    assert 'http-equiv="refresh"' in page


def test_the_answer_holds_spans_and_no_instant_of_a_code(screen, door):
    """A screen whose clock is wrong by hours shows the right code: it is told spans alone."""
    answer = now_at(screen, door.session)
    assert set(answer) == {"codes", "count", "clock", "words"}
    assert [set(code) for code in answer["codes"]] == [{"svg", "digits", "ends_in"}] * 4
    assert all(code["ends_in"] <= 40_000 for code in answer["codes"])


def test_the_secret_never_leaves_the_server(screen, door):
    for name in ("code", "code-now", "door-settings", "desk-session"):
        body = screen.get(reverse(name, args=[door.session.public_id])).content
        secret = bytes(Door.objects.get(session=door.session).secret) if name != "code" else b""
        if secret:
            assert secret not in body
            assert secret.hex().encode() not in body


@pytest.mark.parametrize("who", ["stranger", "participant", "liaison", "district_organiser"])
def test_only_those_who_run_it_open_the_screen(client, door, who):
    client.force_login(getattr(door.cast, who))
    for name in ("code", "code-now", "door-settings"):
        assert client.get(reverse(name, args=[door.session.public_id])).status_code == 403
    assert not Door.objects.exists()


def test_the_screen_ends_by_itself_and_begins_in_time(screen, cast):
    early, over = hold(cast.city, begins=61 * MINUTE), hold(cast.city, begins=-121 * MINUTE)
    for session, word in ((early, "开始签到"), (over, "已结束")):
        answer = now_at(screen, session)
        assert answer["codes"] == []
        assert word in answer["words"]


def test_a_cancelled_session_shows_no_code(screen, door):
    door.session.cancelled_at = timezone.now()
    door.session.save()
    assert now_at(screen, door.session)["codes"] == []


def test_codes_can_be_turned_off(screen, door):
    address = reverse("door-settings", args=[door.session.public_id])
    page = screen.get(address)
    assert page.status_code == 200
    assert screen.post(address, {"steps_before": "2", "fence": ""}).status_code == 302
    known = Door.objects.get()
    assert (known.takes_codes, known.steps_before, known.fence) == (False, 2, None)
    assert now_at(screen, door.session)["codes"] == []


@pytest.mark.parametrize("fields", [{"steps_before": "7"}, {"fence": "5"}, {"fence": "9999"}])
def test_settings_out_of_reason_are_refused(screen, door, fields):
    address = reverse("door-settings", args=[door.session.public_id])
    answer = screen.post(address, {"takes_codes": "on", "steps_before": "1"} | fields)
    assert answer.status_code == 400
    assert next(iter(fields.values())) in answer.content.decode()


def test_setting_twice_changes_nothing(door):
    wanted = {"takes_codes": True, "steps_before": 2, "fence": 300}
    by, session = door.cast.organiser, door.session
    assert set_door(by=by, session=session, **wanted).changed
    assert not set_door(by=by, session=session, **wanted).changed
