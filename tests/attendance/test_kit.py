"""The desk without signal: what a device takes along, by whom, and how it is given back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.signals import password_changed
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from attendance import windows
from attendance.actions import mark, merge, take_roster
from attendance.actions.merge import Noted
from attendance.bearer import GOOD_FOR
from attendance.enums import Stage
from attendance.models import Attendance, DeskMark, DeskToken
from attendance.passes import fingerprints, pass_of, pass_text
from events.models import Bus, Route, RouteBus
from people.models import Membership
from tests.attendance.conftest import hold
from tests.attendance.device import Device, one
from tests.factories import make_registration, make_session

MINUTE = timedelta(minutes=1)


def test_a_roster_holds_what_a_day_without_signal_needs(device, door):
    pass_ = pass_of(door.cast.participant)
    mark(by=None, session=door.session, registration=door.other)
    roster = device.get("roster").json()
    people = {line["name"]: line for line in roster["people"]}
    assert set(people) == {"林𠮷安", "何䶮"}
    assert people["何䶮"]["here"]
    assert people["何䶮"]["came"]
    assert len(people["林𠮷安"]["pass"]) == 32
    assert pass_text(pass_) not in str(roster), "no pass can be made from a roster"
    assert pass_.serial not in str(roster).lower()
    assert [stage["key"] for stage in roster["stages"]] == ["meeting", "venue", "return"]
    assert roster["session"]["title"] == door.session.title


def test_marks_are_taken_in_once(device, door):
    sent = one(door.registration)
    first, again = device.send(sent), device.send(sent)
    assert first.status_code == again.status_code == 200
    assert [row["outcome"] for row in first.json()["answers"]] == ["marked"]
    assert again.json()["outcome"] == "already_merged"
    assert [row["outcome"] for row in again.json()["answers"]] == ["marked"]
    row = Attendance.objects.get()
    assert 59 <= (timezone.now() - row.in_at).total_seconds() <= 70
    assert DeskMark.objects.get().desk == DeskToken.objects.get()


def test_headcounts_are_of_distinct_people(device, door):
    third = make_registration(door.offering, door.cast.liaison, companions=2)
    device.send(
        one(door.registration, 900, stage="meeting", bus="1"),
        one(door.registration, 600, stage="meeting", bus="2"),
        one(door.registration, 500, stage="meeting", bus="2"),
        one(third, 400, stage="meeting", bus="1"),
        one(door.registration, 10),
    )
    stats = device.get("stats").json()
    meeting, venue, back = stats["stages"]
    assert (meeting["people"], meeting["companions"]) == (2, 2)
    assert meeting["buses"] == [
        {"bus": "1", "people": 1, "companions": 2},
        {"bus": "2", "people": 1, "companions": 0},
    ]
    assert (venue["people"], back["people"]) == (1, 0)
    assert (stats["arrived"], stats["expected"]) == (1, 3)
    assert [(row["name"], "2" in row["why"]) for row in stats["conflicts"]] == [("林𠮷安", True)]


def test_the_buses_of_the_route_are_proposed(device, door):
    def route(session, plate):
        begins, ends = door.session.starts_at - 60 * MINUTE, door.session.ends_at + 60 * MINUTE
        way = Route.objects.create(
            offering=door.offering,
            session=session,
            meets_at=begins,
            meeting_point="图书馆东门",
            returns_at=ends,
        )
        bus = Bus.objects.create(plate=plate, seats=45)
        RouteBus.objects.create(route=way, bus=bus, starts_at=begins, ends_at=ends)

    route(door.session, "苏E12345")
    route(None, "苏E54321")
    route(make_session(door.offering), "苏E00000")
    assert device.get("roster").json()["buses"] == ["苏E12345", "苏E54321"]


def test_two_devices_see_what_the_other_noted(device, door):
    by = door.cast.admin
    noted = [Noted(uuid4(), timezone.now(), door.other.public_id, stage=Stage.RETURN, bus="3")]
    merge(by=by, session=door.session, noted=noted)
    people = {line["name"]: line for line in device.get("roster").json()["people"]}
    assert people["何䶮"]["seen"] == {"return": "3"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "no"},
        {"age": -1},
        {"age": 10**7},
        {"registration": "!" * 12},
        {"stage": "moon"},
        {"method": "roll_call"},
        {"bus": "x" * 21},
    ],
)
def test_a_batch_that_cannot_be_understood_takes_nothing_in(device, door, wrong):
    answer = device.send(one(door.other), one(door.registration) | wrong)
    assert answer.status_code == 422
    assert not DeskMark.objects.exists()


def test_a_roster_of_another_device_or_session_or_nobody(device, door):
    other = take_roster(by=door.cast.admin, sessions=[door.session]).details["token"]
    foreign = Device(other, door.session).seal()
    for seal in (foreign, "forged", device.seal()[:-1] + "x"):
        answer = device.send(one(door.registration), seal=seal)
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("/unknown_roster")
    assert not DeskMark.objects.exists()


def test_a_token_opens_its_own_sessions_alone(device, door):
    elsewhere = hold(door.cast.city)
    device.path = f"/api/v1/desk/sessions/{elsewhere.public_id}"
    for what in ("roster", "stats"):
        assert device.get(what).status_code == 404


def test_a_token_opens_the_desk_and_nothing_else(device, client):
    for path in ("/api/v1/me/registrations",):
        answer = Client().get(path, headers=device.headers)
        assert answer.status_code == 403
        assert answer.json()["type"].endswith("/token_too_narrow")
    assert Client().get("/me/", headers=device.headers).status_code == 302


def test_without_a_token_of_a_device_nobody_gets_a_roster(client, door):
    path = f"/api/v1/desk/sessions/{door.session.public_id}/roster"
    assert client.get(path).status_code == 401
    client.force_login(door.cast.organiser)
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer.json()["type"].endswith("/desk_token_needed")


def test_a_token_ends(device, door, client):
    token = DeskToken.objects.get()
    late = timezone.now() + GOOD_FOR + MINUTE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: late)
        assert device.get("roster").status_code == 401
    Membership.objects.filter(user=door.cast.organiser).delete()
    assert device.get("roster").status_code == 403, "it ends with the role"
    assert token.token_hash not in device.headers["Authorization"]


def test_a_token_ends_with_its_sessions_and_leaves_time_to_send(door):
    now = timezone.now()
    hour = timedelta(hours=1)

    def span(*sessions):
        return take_roster(by=door.cast.organiser, sessions=list(sessions)).record.expires_at - now

    ends = door.session.ends_at - now
    assert abs(span(door.session) - ends - windows.CLOSES_AFTER) < MINUTE
    later = make_session(door.offering, starts_at=now + 5 * hour)
    assert span(door.session, later) > span(door.session), "the last session decides"
    assert span(make_session(door.offering, starts_at=now + 90 * hour)) <= GOOD_FOR + MINUTE
    long_over = make_session(door.offering, starts_at=now - 90 * hour)
    assert abs(span(long_over) - hour) < MINUTE


def test_a_card_printed_before_a_key_changed_is_known_without_signal(device, door, settings):
    pass_of(door.cast.participant)
    old = settings.SECRET_KEY
    printed = fingerprints(pass_of(door.cast.participant))
    assert len(printed) == 1
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a key of today", [old]
    # The token of the device is signed by nothing, so that it lives through a new key.
    people = {line["name"]: line for line in device.get("roster").json()["people"]}
    assert people["林𠮷安"]["older"] == printed
    assert people["林𠮷安"]["pass"] not in printed
    assert people["何䶮"]["older"] == []


def test_a_token_is_given_back(device):
    gone = Client().delete("/api/v1/desk/token", headers=device.headers)
    assert gone.status_code == 204
    assert device.get("roster").status_code == 401


def test_a_lost_device_is_ended_from_the_desk(device, client, door):
    token = DeskToken.objects.get()
    address = reverse("desk-device-end", args=[token.public_id])
    stranger = Client()
    stranger.force_login(door.cast.admin)
    assert stranger.post(address).status_code == 403
    assert address not in stranger.get(reverse("desk")).content.decode()
    assert device.get("roster").status_code == 200
    assert address in client.get(reverse("desk")).content.decode()
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert device.get("roster").status_code == 401
    assert address not in client.get(reverse("desk")).content.decode()


def test_a_new_password_ends_the_devices(device, door, client):
    other = take_roster(by=door.cast.admin, sessions=[door.session]).record
    request = client.get(reverse("desk")).wsgi_request
    password_changed.send(sender=None, request=request, user=door.cast.organiser)
    assert device.get("roster").status_code == 401
    assert DeskToken.objects.in_use().get() == other


def test_the_sessions_of_the_day_come_along(client, door):
    noon = timezone.localtime(door.session.starts_at).replace(hour=12)
    later = make_session(door.offering, starts_at=noon)
    make_session(door.offering, starts_at=noon + timedelta(days=2))
    client.force_login(door.cast.organiser)
    answer = client.post(reverse("desk-take", args=[door.session.public_id])).json()
    assert set(answer["sessions"]) == {door.session.public_id, later.public_id}


@pytest.mark.parametrize("who", ["stranger", "participant", "liaison", "district_organiser"])
def test_only_those_who_run_it_take_a_roster(client, door, who):
    client.force_login(getattr(door.cast, who))
    assert client.post(reverse("desk-take", args=[door.session.public_id])).status_code == 403
    assert not DeskToken.objects.exists()


def test_the_page_that_a_browser_keeps_names_nobody(client, door):
    client.force_login(door.cast.organiser)
    page = client.get(reverse("desk-kit")).content.decode()
    for name in (door.cast.organiser.name, door.cast.participant.name, door.session.title):
        assert name not in page
    assert 'rel="manifest" href="/desk/manifest.webmanifest"' in page
    assert page.count('rel="manifest"') == 1


@pytest.mark.parametrize("start", ["", "/en"])
def test_worker_and_manifest_lie_below_the_desk(client, db, start):
    with translation.override("zh-hans"):  # the language of a request stays with the thread
        worker = client.get(f"{start}/desk/worker.js")
        manifest = client.get(f"{start}/desk/manifest.webmanifest").json()
    assert worker["Content-Type"] == "text/javascript"
    assert manifest["start_url"] == f"{start}/desk/kit/"
    assert manifest["scope"] == f"{start}/desk/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
