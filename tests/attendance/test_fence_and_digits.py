"""Beside a scan: where the phone says it is, and the digits that are read out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from attendance import codes
from attendance.actions import set_door
from attendance.enums import Method, Position
from attendance.models import Attendance, AttendanceChange
from attendance.views import spoken
from tests.attendance.conftest import code, hold, scan
from tests.factories import make_venue

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# A venue in Kunshan, and places some hundred metres and two kilometres off.
VENUE = {"latitude": "31.385000", "longitude": "120.958000"}
NEAR = {"latitude": "31.3856", "longitude": "120.9585", "inexact": "20"}
FAR = {"latitude": "31.4050", "longitude": "120.9580", "inexact": "20"}


class TestFence:
    """Advice only: everybody below is checked in."""

    @pytest.fixture
    def fenced(self, door):
        door.session.venue = make_venue(**VENUE)
        door.session.save()
        set_door(by=None, session=door.session, takes_codes=True, steps_before=1, fence=200)
        return door.session

    @pytest.mark.parametrize(
        ("where", "judged"),
        [
            (NEAR, Position.INSIDE),
            (FAR, Position.OUTSIDE),
            (FAR | {"inexact": "1500"}, Position.UNCLEAR),
            ({}, Position.REFUSED),
            ({"latitude": "here"}, Position.REFUSED),
            ({"latitude": "nan", "longitude": "1e400", "inexact": "5"}, Position.REFUSED),
        ],
    )
    def test_is_judged_and_turns_nobody_away(self, phone, fenced, where, judged):
        assert scan(phone, fenced, **where)["X-Outcome"] == "marked"
        assert AttendanceChange.objects.get().position == judged

    def test_a_position_is_kept_nowhere(self, phone, fenced):
        with CaptureQueriesContext(connection) as captured:
            scan(phone, fenced, **NEAR)
        written = " ".join(query["sql"] for query in captured)
        assert "31.38" not in written.replace("31.385000", "")
        assert "120.9585" not in written

    def test_the_page_asks_only_where_a_fence_was_set(self, phone, door, fenced):
        page = phone.get(code(fenced))
        assert "data-where" in page.content.decode()
        assert "geolocation=(self)" in page["Permissions-Policy"]
        other = hold(door.cast.city)
        assert "data-where" not in phone.get(code(other)).content.decode()


class TestSpoken:
    """The six digits, for phones without a camera."""

    @pytest.fixture
    def digits(self, door):
        known = codes.door_of(door.session)
        minute = codes.step_at(timezone.now(), codes.SPOKEN_STEP)
        return codes.digits_of(known, door.session, minute)

    def say(self, client, digits):
        return client.post(reverse("spoken"), {"digits": digits})

    def wrong(self, digits):
        return f"{(int(digits) + 1) % 10**6:06d}"

    def test_right(self, phone, digits):
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
        answer = self.say(phone, f"{wide[:3]} {wide[3:]}")
        assert (answer.status_code, answer["X-Outcome"]) == (200, "marked")
        assert Attendance.objects.get().method == Method.SPOKEN

    def test_wrong_too_often(self, phone, door, digits):
        outcomes = [self.say(phone, self.wrong(digits))["X-Outcome"] for _time in range(6)]
        assert outcomes == ["wrong_digits"] * 5 + ["too_many_tries"]
        assert self.say(phone, digits)["X-Outcome"] == "too_many_tries"
        other = Client()
        other.force_login(door.cast.colleague)
        assert self.say(other, digits)["X-Outcome"] == "marked", "a limit of one's own"

    def test_a_session_has_a_limit_of_its_own(self, phone, door, digits, monkeypatch):
        monkeypatch.setitem(spoken.LIMITS, "session", {"spoken": "3/10m/key"})
        for _time in range(3):
            assert self.say(phone, self.wrong(digits))["X-Outcome"] == "wrong_digits"
        other = Client()
        other.force_login(door.cast.colleague)
        assert self.say(other, digits)["X-Outcome"] == "too_many_tries"
        assert scan(other, door.session)["X-Outcome"] == "marked", "the code itself still counts"

    def test_right_digits_use_no_tries_up(self, phone, door, digits):
        for _time in range(8):
            assert self.say(phone, digits).status_code == 200

    def test_a_stranger_cannot_guess(self, client, door, digits):
        client.force_login(door.cast.stranger)
        assert self.say(client, digits).status_code == 409
        assert not Attendance.objects.exists()

    @pytest.mark.parametrize("text", ["", "12345", "1234567", "abcdef", "１２３"])
    def test_what_is_not_six_digits_is_asked_again(self, phone, digits, text):
        assert self.say(phone, text).status_code == 400
