"""What a mark costs in statements: at most five, whoever writes it; what a whole request costs."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from attendance.actions import mark, mark_pass
from attendance.actions.check_in import check_in_by_code
from attendance.enums import Method
from attendance.models import Attendance
from attendance.passes import pass_of, pass_text
from attendance.remote import layout_at
from tests.attendance.conftest import as_shown, code
from tests.attendance.test_sites import set_two

GOAL = 5
BOUNDARIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
# Signing in, the rule of the desk, the session with its places; the mark; the counter.
DESK = 10
# Signing in and the session with its door, the own mark; the mark.
PHONE = 9
LAYOUT = 3


def statements(call: Any) -> int:
    """SQL statements of a call, the boundaries of transactions apart."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return sum(not query["sql"].startswith(BOUNDARIES) for query in captured)


@pytest.mark.parametrize("way", ["name", "pass", "code", "spoken"])
@pytest.mark.parametrize("with_sites", [False, True], ids=["one hall", "remote sites"])
def test_a_mark_takes_at_most_five_statements(door, way, with_sites):
    cast, site = door.cast, set_two(door)[0].site if with_sites else None
    session = as_shown(door.session)
    assert bool(layout_at(session).sites) == with_sites  # every request has looked at them, too
    text = pass_text(pass_of(cast.participant))
    common = {"session": session, "at": timezone.now()}
    for person in (cast.organiser, cast.participant):
        assert person.current_memberships is not None  # every request has looked at them
    own = {"method": Method.CODE if way == "code" else Method.SPOKEN, "evidence": {}}
    ways = {
        "name": lambda: mark(by=cast.organiser, registration=door.registration, **common),
        "pass": lambda: mark_pass(by=cast.organiser, text=text, **common),
        "code": lambda: check_in_by_code(by=cast.participant, **own, **common),
        "spoken": lambda: check_in_by_code(by=cast.participant, **own, **common),
    }
    assert statements(ways[way]) <= GOAL
    assert Attendance.objects.get().site == site


@pytest.mark.parametrize("with_sites", [False, True], ids=["one hall", "remote sites"])
def test_a_whole_request_of_the_desk(client, door, with_sites):
    """With sites three more, however many there are: these, their units, and those below them."""
    if with_sites:
        set_two(door)
    client.force_login(door.cast.organiser)
    address = reverse("desk-session", args=[door.session.public_id])
    sent = {"registration": door.registration.public_id}
    client.get(address)
    assert (
        statements(lambda: client.post(address, sent, headers={"X-Desk": "1"}))
        == DESK + with_sites * LAYOUT
    )


@pytest.mark.parametrize("with_sites", [False, True], ids=["one hall", "remote sites"])
def test_a_whole_request_of_a_phone(phone, door, with_sites):
    if with_sites:
        set_two(door)
    address = code(door.session)
    phone.get(address)
    assert statements(lambda: phone.post(address)) == PHONE + with_sites * LAYOUT
