"""What everybody may read carries no account's e-mail address or mobile number."""

from typing import Any

import pytest
from django.db import connections
from django.test import Client

from calendars.actions import make_feed
from calendars.triggers import TRIGGERS_OF_ACCOUNTS
from kernel import triggers
from people.models import User
from tests.factories import make_course, make_event, make_offering, make_person, make_registration

OFFICE = "Office@Example.org"
OF_NUMBER = "13800138000@example.org"


@pytest.fixture
def scene(cast) -> list[Any]:
    """An event and a course with registrations; each names a mailbox of its own."""
    offerings = [
        make_offering(unit=cast.city, page=make_event("院士开讲"), contact=OFFICE),
        make_offering(unit=cast.city, page=make_course(), contact=OF_NUMBER),
    ]
    User.objects.filter(pk=cast.colleague.pk).update(phone="+8613911112222")
    for offering in offerings:
        make_registration(offering, cast.participant)
        make_registration(offering, cast.colleague)
    return offerings


def public_texts(offerings: list[Any]) -> dict[str, str]:
    """By address: public feeds unfolded, pages, answers of the API; in lower case."""
    addresses = [f"/calendar/{scope}.ics" for scope in ("all", "courses", "events")]
    addresses += ["/api/v1/offerings", "/api/v1/venues"]
    for one in offerings:
        unit, session = one.lead_unit.public_id, one.sessions.first().public_id
        addresses += [
            f"/calendar/all.ics?unit={unit}&lang=en",
            f"/calendar/offering/{one.public_id}.ics",
            f"/calendar/session/{session}.ics",
            f"/api/v1/offerings/{one.public_id}",
            f"/o/{one.public_id}/",
            one.page.url,
        ]
    found = {}
    for address in addresses:
        answer = Client().get(address, follow=True)
        assert answer.status_code == 200, address
        body = answer.content.decode().replace("\r\n ", "")
        found[address] = body.lower()
    return found


def told(texts: dict[str, str]) -> set[tuple[str, str]]:
    """Where an account's address or number stands: (address, what stands there)."""
    own = set()
    for email, phone in User.objects.values_list("email", "phone"):
        own |= {word.lower() for word in (email, phone, phone and phone[3:]) if word}
    assert own
    return {(address, word) for address, body in texts.items() for word in own if word in body}


def test_a_mailbox_goes_when_an_account_takes_it_and_returns_when_it_lets_go(scene, cast):
    """The control is the same mailbox before: everybody reads it as long as no account has it."""
    before = public_texts(scene)
    assert told(before) == set()
    for word in (OFFICE.lower(), OF_NUMBER):
        assert len([body for body in before.values() if word in body]) >= 6

    person = make_person(email="office@example.org", phone="+8613800138000")
    assert {word for _address, word in told(before)} == {"office@example.org", "13800138000"}
    assert told(public_texts(scene)) == set()

    User.objects.filter(pk=person.pk).update(email=None, phone=None)
    assert public_texts(scene) == before


def test_a_mailbox_of_many_accounts_costs_a_poll_nothing(scene, cast, django_assert_num_queries):
    known = Client().get("/calendar/all.ics")
    make_person()  # of whom no offering speaks
    with django_assert_num_queries(1):
        same = Client().get("/calendar/all.ics", headers={"If-None-Match": known["ETag"]})
    assert same.status_code == 304
    make_person(email="office@example.org")
    other = Client().get("/calendar/all.ics", headers={"If-None-Match": known["ETag"]})
    assert other.status_code == 200


def test_a_personal_feed_leaves_it_out_too(scene, cast):
    make_person(email="office@example.org")
    token = make_feed(by=cast.participant, name="手机", language="en").details["token"]
    body = Client().get(f"/calendar/me/{token}.ics").content.decode().replace("\r\n ", "").lower()
    assert "office@" not in body
    assert OF_NUMBER in body


@pytest.mark.django_db(databases=["default", "sqlite"])
@pytest.mark.parametrize("alias", ["default", "sqlite"])
def test_both_databases_watch_accounts(alias):
    assert connections[alias].vendor
    assert {one.name for one in TRIGGERS_OF_ACCOUNTS} <= triggers.present(alias)
