"""Saying whether one comes, by the link in an invitation, without signing in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calendars.rsvp import token_of
from calendars.tokens import hide
from registration.models import Registration
from tests.factories import make_event, make_offering, make_registration


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, page=make_event("院士开讲"), capacity=1)


def link(registration):
    return reverse("rsvp", args=[token_of(registration)])


def state_of(registration):
    return Registration.objects.values_list("state", "reconfirm_by").get(pk=registration.pk)


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(client, cast, offering, method):
    row = make_registration(offering, cast.participant)
    before = state_of(row)
    answer = getattr(client, method)(f"{link(row)}?answer=no")
    assert answer.status_code == 200
    assert state_of(row) == before
    assert answer["Cache-Control"].startswith("max-age=0")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_no_gives_the_place_to_the_next(client, cast, offering):
    row = make_registration(offering, cast.participant)
    waiting = make_registration(offering, cast.colleague, state="waitlisted")
    shown = client.get(link(row)).content.decode()
    assert "院士开讲" in shown
    assert 'value="no"' in shown
    assert 'value="yes"' not in shown
    answered = client.post(link(row), {"answer": "no"})
    assert answered.status_code == 200
    assert state_of(row)[0] == "withdrawn"
    assert state_of(waiting)[0] == "confirmed"
    assert 'value="no"' not in client.get(link(row)).content.decode()


def test_a_yes_confirms_again(client, cast, offering):
    until = timezone.now() + timedelta(days=1)
    row = make_registration(offering, cast.participant, reconfirm_by=until)
    assert 'value="yes"' in client.get(link(row)).content.decode()
    client.post(link(row), {"answer": "yes"})
    assert state_of(row) == ("confirmed", None)


def test_a_yes_takes_the_offered_place(client, cast, offering):
    until = timezone.now() + timedelta(hours=3)
    row = make_registration(offering, cast.participant, state="offered", offered_until=until)
    client.post(link(row), {"answer": "yes"})
    assert state_of(row)[0] == "confirmed"


@pytest.mark.parametrize("answer", [{}, {"answer": "perhaps"}])
def test_no_answer_is_asked_for_again(client, cast, offering, answer):
    row = make_registration(offering, cast.participant)
    said = client.post(link(row), answer)
    assert said.status_code == 422
    assert state_of(row)[0] == "confirmed"


def test_a_link_opens_one_registration_only(client, cast, offering):
    row = make_registration(offering, cast.participant)
    token = token_of(row)
    for wrong in (f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}", row.public_id, "x"):
        assert client.post(reverse("rsvp", args=[wrong]), {"answer": "no"}).status_code == 404
    assert state_of(row)[0] == "confirmed"
    assert "/accounts/login/" in client.get("/me/")["Location"]  # signs nobody in


def test_a_closed_account_opens_nothing(client, cast, offering):
    row = make_registration(offering, cast.participant)
    cast.participant.is_active = False
    cast.participant.save()
    assert client.get(link(row)).status_code == 404


def test_what_has_begun_is_for_the_organiser(client, cast, offering):
    row = make_registration(offering, cast.participant)
    offering.sessions.update(starts_at=timezone.now() - timedelta(minutes=5))
    assert 'value="no"' not in client.get(link(row)).content.decode()
    client.post(link(row), {"answer": "no"})
    assert state_of(row)[0] == "confirmed"


def test_other_sites_cannot_answer(cast, offering):
    row = make_registration(offering, cast.participant)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(row), {"answer": "no"}).status_code == 403
    assert state_of(row)[0] == "confirmed"


def test_the_answer_to_an_invitation_is_hidden_too(cast, offering):
    path = f"/rsvp/{token_of(make_registration(offering, cast.participant))}/"
    assert hide(f"GET {path} 200") == "GET /rsvp/***/ 200"
