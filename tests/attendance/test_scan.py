"""A scanned code on a participant's phone: the ticket, its confirmation, and everything odd."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from attendance import codes, tickets
from attendance.actions import mark, set_door
from attendance.enums import Method, Position
from attendance.models import Attendance, AttendanceChange
from attendance.views import spoken
from registration.enums import RegistrationState
from tests.attendance.conftest import hold
from tests.factories import make_registration, make_venue

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# A venue in Kunshan, and places some hundred metres and two kilometres off.
VENUE = {"latitude": "31.385000", "longitude": "120.958000"}
NEAR = {"latitude": "31.3856", "longitude": "120.9585", "inexact": "20"}
FAR = {"latitude": "31.4050", "longitude": "120.9580", "inexact": "20"}


@pytest.fixture
def phone(client, door):
    client.force_login(door.cast.participant)
    return client


def code(session, *, back=0):
    """The address of the code that was current `back` steps ago."""
    step = codes.step_at(timezone.now()) - back
    tag = codes.tag_of(codes.door_of(session), session, step)
    return reverse("scan", args=[session.public_id, tag])


def scan(client, session, **fields):
    """Scan and confirm at once."""
    address = code(session)
    client.get(address)
    return client.post(address, fields)


def test_scan_and_confirm(phone, door):
    address = code(door.session)
    page = phone.get(address)
    words = page.content.decode()
    for word in (
        "林𠮷安",
        door.session.title,
        timezone.localtime(door.session.starts_at).strftime("%H:%M"),
    ):
        assert word in words
    done = phone.post(address)
    assert (done.status_code, done["X-Outcome"]) == (200, "marked")
    row, change = Attendance.objects.get(), AttendanceChange.objects.get()
    assert row.registration == door.registration
    assert row.method == change.method == Method.CODE
    assert row.marked_by == door.cast.participant
    assert 0 <= change.code_age < 20
    assert change.device
    assert change.position == ""


def test_opening_the_address_never_writes(client, door):
    """Chat applications open addresses before people do, some of them signed in."""
    address = code(door.session)
    client.force_login(door.cast.participant)
    for method in (client.get, client.head):
        for headers in ({}, {"Sec-Purpose": "prefetch"}, {"User-Agent": "MicroMessenger"}):
            with CaptureQueriesContext(connection) as captured:
                answer = method(address, headers=headers)
            assert answer.status_code == 200
            assert "no-store" in answer["Cache-Control"]
            writes = [
                q["sql"]
                for q in captured
                if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
            ]
            assert not writes
    assert not Attendance.objects.exists()


def test_a_prefetching_client_uses_nothing_up(phone, door):
    address = code(door.session)
    prefetcher = Client()
    prefetcher.get(address)
    prefetcher.get(address)
    phone.get(address)
    assert phone.post(address)["X-Outcome"] == "marked"


def test_the_ticket_survives_signing_in(client, door):
    address = code(door.session)
    page = client.get(address)
    assert "登录" in page.content.decode()
    assert f"next={address}" in page.content.decode()
    client.force_login(door.cast.participant)
    late = timezone.now() + 4 * MINUTE
    assert "签到" in client.get(address).content.decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: late)
        assert client.get(address).status_code == 200, "the code is long gone, the ticket is not"
        done = client.post(address)
    assert done["X-Outcome"] == "marked"
    row, change = Attendance.objects.get(), AttendanceChange.objects.get()
    assert late - row.in_at > 3 * MINUTE, "the scan counts, not the confirmation"
    assert 239 <= change.waited <= 241


def test_whoever_is_signed_out_is_sent_to_sign_in_by_the_confirmation(client, door):
    address = code(door.session)
    client.get(address)
    answer = client.post(address)
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


def test_a_ticket_is_over_after_five_minutes(phone, door):
    address = code(door.session)
    phone.get(address)
    late = timezone.now() + 5 * MINUTE + SECOND
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: late)
        answer = phone.post(address)
    assert (answer.status_code, answer["X-Outcome"]) == (409, "expired_ticket")
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(("back", "counts"), [(0, True), (1, True), (2, False), (300, False)])
def test_the_current_and_the_previous_code_count(phone, door, back, counts):
    answer = phone.get(code(door.session, back=back))
    assert (answer.status_code == 200) is counts
    if not counts:
        assert answer["X-Outcome"] == "expired_code"
        assert settings.SCAN_COOKIE_NAME not in answer.cookies


def test_more_codes_count_where_the_door_is_set_so(phone, door):
    set_door(by=None, session=door.session, takes_codes=True, steps_before=3, fence=None)
    assert phone.get(code(door.session, back=3)).status_code == 200
    assert phone.get(code(door.session, back=4))["X-Outcome"] == "expired_code"


def test_a_forged_code(phone, door):
    codes.door_of(door.session)
    forged = reverse("scan", args=[door.session.public_id, "0" * 16])
    answer = phone.get(forged)
    assert (answer.status_code, answer["X-Outcome"]) == (409, "unknown_code")
    assert phone.post(forged)["X-Outcome"] == "expired_ticket"
    assert not Attendance.objects.exists()


def test_a_foreign_code(phone, door):
    """The code of one session under the address of another."""
    other = hold(door.cast.city)
    tag = code(other).rstrip("/")[-16:]
    answer = phone.get(reverse("scan", args=[door.session.public_id, tag]))
    assert answer["X-Outcome"] == "unknown_code"


def test_a_ticket_of_another_session_confirms_nothing(phone, door):
    other = hold(door.cast.city)
    make_registration(other.offering, door.cast.participant)
    phone.get(code(other))
    assert phone.post(code(door.session))["X-Outcome"] == "expired_ticket"
    assert not Attendance.objects.exists()


def test_a_forged_ticket(phone, door):
    address = code(door.session)
    phone.get(address)
    cookie = phone.cookies[settings.SCAN_COOKIE_NAME]
    phone.cookies[settings.SCAN_COOKIE_NAME] = cookie.value.replace(
        door.session.public_id, "0" * 12
    )
    assert phone.post(address)["X-Outcome"] == "expired_ticket"


def test_a_relayed_ticket_fits_no_other_browser(phone, door):
    """Whoever sends the cookie on to somebody at home sends a cookie that names another browser."""
    address = code(door.session)
    phone.get(address)
    home = Client()
    home.force_login(door.cast.colleague)
    home.get(code(door.session, back=40))
    home.cookies[settings.SCAN_COOKIE_NAME] = phone.cookies[settings.SCAN_COOKIE_NAME].value
    assert home.post(address)["X-Outcome"] == "expired_ticket"
    assert not Attendance.objects.exists()


def test_a_relayed_link_is_worthless_when_its_code_is_gone(door):
    home = Client()
    home.force_login(door.cast.colleague)
    assert home.get(code(door.session, back=2))["X-Outcome"] == "expired_code"


def test_a_replayed_ticket_serves_nobody_else(phone, door):
    """Both cookies kept from before the confirmation, and another person signed in."""
    address = code(door.session)
    phone.get(address)
    kept = {
        name: phone.cookies[name].value
        for name in (settings.SCAN_COOKIE_NAME, settings.PHONE_COOKIE_NAME)
    }
    assert phone.post(address)["X-Outcome"] == "marked"
    other = Client()
    other.force_login(door.cast.colleague)
    for name, value in kept.items():
        other.cookies[name] = value
    answer = other.post(address)
    assert (answer.status_code, answer["X-Outcome"]) == (409, "used_ticket")
    assert Attendance.objects.count() == 1


def test_a_double_tap_is_one_record_and_a_kind_answer(phone, door):
    address = code(door.session)
    phone.get(address)
    kept = phone.cookies[settings.SCAN_COOKIE_NAME].value
    assert phone.post(address)["X-Outcome"] == "marked"
    assert phone.post(address)["X-Outcome"] == "already_marked", "its cookie is spent"
    phone.cookies[settings.SCAN_COOKIE_NAME] = kept
    again = phone.post(address)
    assert (again.status_code, again["X-Outcome"]) == (200, "already_marked")
    assert Attendance.objects.count() == AttendanceChange.objects.count() == 1


def test_scanning_again_says_since_when(phone, door):
    scan(phone, door.session)
    answer = phone.get(code(door.session))
    at = timezone.localtime(Attendance.objects.get().in_at)
    assert answer["X-Outcome"] == "already_marked"
    assert f"{at:%H:%M}" in answer.content.decode()


def test_two_people_on_one_phone_share_its_mark(door):
    client = Client()
    for person in (door.cast.participant, door.cast.colleague):
        client.force_login(person)
        assert scan(client, door.session)["X-Outcome"] == "marked"
    assert AttendanceChange.objects.values("device").distinct().count() == 1


def test_too_early_says_when_and_uses_nothing_up(client, cast):
    client.force_login(cast.participant)
    session = hold(cast.city, begins=61 * MINUTE)
    make_registration(session.offering, cast.participant)
    address = code(session)
    client.get(address)
    answer = client.post(address)
    opens = timezone.localtime(session.starts_at - 60 * MINUTE)
    assert answer["X-Outcome"] == "too_early"
    assert f"{opens:%H:%M}" in answer.content.decode()
    late = timezone.now() + 2 * MINUTE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: late)
        assert scan(client, session)["X-Outcome"] == "marked", "nobody is locked out"


def test_after_the_end_only_the_desk_marks(client, cast):
    client.force_login(cast.participant)
    session = hold(cast.city, begins=-121 * MINUTE)
    registration = make_registration(session.offering, cast.participant)
    assert scan(client, session)["X-Outcome"] == "too_late"
    assert mark(by=cast.organiser, session=session, registration=registration).ok


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (RegistrationState.WAITLISTED, "waitlisted"),
        (RegistrationState.PENDING, "not_confirmed"),
        (RegistrationState.WITHDRAWN, "not_confirmed"),
    ],
)
def test_without_a_place(client, door, state, outcome):
    make_registration(door.offering, door.cast.liaison, state)
    client.force_login(door.cast.liaison)
    answer = scan(client, door.session)
    assert (answer.status_code, answer["X-Outcome"]) == (409, outcome)
    assert "签到台" in answer.content.decode()


def test_not_registered_and_wrong_session(client, door):
    client.force_login(door.cast.stranger)
    assert scan(client, door.session)["X-Outcome"] == "not_registered"
    other = hold(door.cast.city)
    make_registration(other.offering, door.cast.stranger)
    answer = scan(client, door.session)
    assert answer["X-Outcome"] == "wrong_session"
    assert other.title in answer.content.decode()


def test_codes_off_and_cancelled(phone, door):
    set_door(by=None, session=door.session, takes_codes=False, steps_before=1, fence=None)
    assert phone.get(code(door.session))["X-Outcome"] == "codes_off"
    door.session.cancelled_at = timezone.now()
    door.session.save()
    assert phone.get(code(door.session))["X-Outcome"] == "session_cancelled"


def test_a_code_before_any_screen_was_opened(phone, door):
    address = reverse("scan", args=[door.session.public_id, "0" * 16])
    assert phone.get(address)["X-Outcome"] == "unknown_code"


@pytest.mark.parametrize("text", ["0" * 15, "0" * 17, "I" * 16, "ilou" * 4])
def test_what_is_no_code_is_no_address(phone, door, text):
    assert phone.get(f"/c/{door.session.public_id}-{text}/").status_code == 404


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
        assert self.say(client, digits).status_code == 400
        assert not Attendance.objects.exists()

    @pytest.mark.parametrize("text", ["", "12345", "1234567", "abcdef", "１２３"])
    def test_what_is_not_six_digits_is_asked_again(self, phone, digits, text):
        assert self.say(phone, text).status_code == 400


def test_a_ticket_needs_both_cookies(rf, door):
    assert tickets.held(rf.get("/")) is None
