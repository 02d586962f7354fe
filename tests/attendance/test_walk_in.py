"""Letting somebody in at the door, and whom they bring."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance import admitting
from attendance.actions import mark, note_companions, walk_in
from attendance.enums import MarkOutcome, Method
from attendance.models import Attendance
from attendance.passes import pass_of, pass_text
from people.actions import merge_people
from registration.enums import RegistrationState, Via
from registration.models import Registration
from tests.attendance.conftest import hold
from tests.factories import make_offering, make_person, make_registration, make_session

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(client, door):
    client.force_login(door.cast.organiser)
    return client


def at(name, session):
    return reverse(name, args=[session.public_id])


def test_within_capacity(door):
    result = walk_in(by=door.cast.organiser, session=door.session, person=door.cast.stranger)
    assert result.outcome is MarkOutcome.WALKED_IN
    row = Registration.objects.get(person=door.cast.stranger)
    assert (row.state, row.via) == (RegistrationState.CONFIRMED, Via.ORGANISER)
    assert Attendance.objects.get(registration=row).method == Method.WALK_IN


def test_nobody_beyond_capacity(cast):
    offering = make_offering(unit=cast.city, sessions=0, capacity=1)
    session = make_session(offering, starts_at=timezone.now())
    make_registration(offering, cast.participant)
    result = walk_in(by=cast.organiser, session=session, person=cast.stranger)
    assert result.outcome is MarkOutcome.NO_PLACE_LEFT
    assert not Attendance.objects.exists()
    assert not Registration.objects.filter(person=cast.stranger).exists()


def test_who_waits_gets_the_place_and_who_is_here_is_said_so(door):
    waiting = make_registration(door.offering, door.cast.liaison, RegistrationState.WAITLISTED)
    by, session = door.cast.organiser, door.session
    assert walk_in(by=by, session=session, person=waiting.person).outcome is MarkOutcome.WALKED_IN
    again = walk_in(by=by, session=session, person=waiting.person)
    assert again.outcome is MarkOutcome.ALREADY_MARKED
    assert Attendance.objects.count() == 1


def test_not_before_it_opens(cast):
    session = hold(cast.city, begins=61 * MINUTE)
    result = walk_in(by=cast.organiser, session=session, person=cast.stranger)
    assert result.outcome is MarkOutcome.TOO_EARLY
    assert not Registration.objects.filter(person=cast.stranger).exists()


def test_a_scanned_pass_without_a_place_can_be_let_in_at_once(desk, door):
    text = pass_text(pass_of(door.cast.stranger))
    refused = desk.post(at("desk-session", door.session), {"text": text}, headers={"X-Desk": "1"})
    assert refused["X-Desk-Outcome"] == "not_registered"
    ticket = refused.context["answer"].walk_in
    assert ticket in refused.content.decode()
    let_in = desk.post(
        at("desk-walk-in", door.session), {"person": ticket}, headers={"X-Desk": "1"}
    )
    assert let_in["X-Desk-Outcome"] == "walked_in"
    assert Attendance.objects.get().registration.person == door.cast.stranger


def test_a_button_is_good_for_its_desk_and_ten_minutes(desk, door):
    ticket = admitting.ticket_of(door.session, door.cast.stranger)
    elsewhere = hold(door.cast.city)
    for session, sent in ((elsewhere, ticket), (door.session, ticket[:-1] + "x")):
        assert desk.post(at("desk-walk-in", session), {"person": sent}).status_code == 409
    assert not Attendance.objects.exists()


def test_people_within_reach_are_found_by_name_and_pinyin(desk, door):
    make_person("欧阳若水", door.cast.unit)
    for text in ("欧阳", "ouyang"):
        page = desk.post(at("desk-walk-in", door.session), {"text": text}).content.decode()
        assert "欧阳若水" in page
    for text in ("欧", "ou"):
        page = desk.post(at("desk-walk-in", door.session), {"text": text}).content.decode()
        assert "欧阳若水" not in page
        assert "两个字" in page


def test_only_own_people_are_found(client, door):
    outsider = make_person("欧阳若水", door.cast.other_unit)
    ours = hold(door.cast.unit)
    client.force_login(door.cast.organiser)
    assert (
        outsider.name in client.post(at("desk-walk-in", ours), {"text": "ouyang"}).content.decode()
    )
    client.force_login(door.cast.liaison)
    assert client.post(at("desk-walk-in", ours), {"text": "ouyang"}).status_code == 403


class TestCompanions:
    @pytest.fixture
    def row(self, door):
        registration = make_registration(door.offering, door.cast.liaison, companions=2)
        return mark(by=None, session=door.session, registration=registration).record

    def test_all_of_them_count_at_first(self, row):
        assert Attendance.objects.get().companions == 2

    def test_fewer_came(self, desk, door, row):
        answer = desk.post(
            at("desk-companions", door.session),
            {"companions": f"{row.public_id}:1"},
            headers={"X-Desk": "1"},
        )
        assert answer["X-Desk-Outcome"] == "companions_noted"
        assert Attendance.objects.get().companions == 1

    def test_never_more_than_registered(self, door, row):
        result = note_companions(by=door.cast.organiser, attendance=row, number=3)
        assert result.outcome is MarkOutcome.TOO_MANY_COMPANIONS
        assert Attendance.objects.get().companions == 2

    def test_nonsense(self, desk, door, row):
        for text in ("", "x", f"{row.public_id}:", f"{row.public_id}:-1", "0" * 12 + ":1"):
            answer = desk.post(at("desk-companions", door.session), {"companions": text})
            assert answer.status_code == 404


def test_whose_account_was_merged_meanwhile_is_looked_up_anew(door):
    keep, drop = make_person("林吉安", door.cast.unit), make_person("林吉安", door.cast.unit)
    merge_people(by=None, keep=keep, drop=drop)
    result = walk_in(by=door.cast.organiser, session=door.session, person=drop)
    assert result.outcome is MarkOutcome.NOT_REGISTERED
    assert not Registration.objects.filter(person=drop).exists()
