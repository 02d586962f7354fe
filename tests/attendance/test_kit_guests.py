"""Guests on a roster that was taken along: listed, marked without signal, merged in any order."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from attendance.absence_enums import MakeUpState
from attendance.actions import Noted, mark_guest, merge, roll_call, undo_guest
from attendance.enums import AttendanceStatus as Status
from attendance.enums import MarkOutcome
from attendance.passes import pass_of, pass_text
from events.models import Session
from tests.attendance.device import Device, one
from tests.attendance.test_makeup import make_missed

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def missed(cast):
    found = make_missed(cast)
    found.agreed()
    found.begins()
    return found


def noted(missed, ago=0, **fields):
    at = timezone.now() - ago * MINUTE
    return Noted(uuid4(), at, registration=missed.mark.registration.public_id, **fields)


def take_in(missed, *marks):
    session = Session.objects.with_places().get(pk=missed.host.pk)
    result = merge(by=missed.cast.organiser, session=session, noted=marks)
    return [one.outcome.code for one in result.details["answers"]]


def facts(missed):
    """What the missed session and the guest's place say."""
    missed.mark.refresh_from_db()
    makeup = missed.mark.makeups.get()
    return missed.mark.status, missed.mark.in_at, makeup.state, makeup.in_at


def test_a_guest_is_listed_marked_and_taken_back(missed, cast, client):
    client.force_login(cast.organiser)
    answer = client.post(reverse("desk-take", args=[missed.host.public_id]))
    device = Device(answer.json()["token"], missed.host)
    roster = device.get("roster").json()
    (line,) = [line for line in roster["people"] if line["guest"]]
    assert (line["name"], line["expected"], line["here"]) == ("林𠮷安", True, False)
    sent = one(missed.mark.registration)
    assert [row["outcome"] for row in device.send(sent).json()["answers"]] == ["marked"]
    (line,) = [line for line in device.get("roster").json()["people"] if line["guest"]]
    assert line["here"]
    assert device.get("stats").json()["arrived"] == 0, "guests are not among the people there"
    back = one(missed.mark.registration) | {"undoes": sent["id"]}
    assert [row["outcome"] for row in device.send(back).json()["answers"]] == ["undone"]
    assert facts(missed)[0::2] == (Status.ABSENT, MakeUpState.AGREED)


def test_the_pass_of_a_guest_is_known_without_a_signal(missed, cast):
    scanned = Noted(uuid4(), timezone.now(), text=pass_text(pass_of(cast.participant)))
    assert take_in(missed, scanned) == ["marked"]
    assert take_in(missed, scanned) == ["marked"], "a repetition is answered alike"
    assert facts(missed)[0::2] == (Status.MADE_UP, MakeUpState.ATTENDED)
    assert facts(missed)[1] == facts(missed)[3] == scanned.taken_at


def test_marks_of_two_devices_come_to_the_same_in_any_order(missed):
    first, second = noted(missed, 9), noted(missed, 5)
    back = noted(missed, 1, undoes=first.mark_id)
    found = set()
    for order in permutations((first, second, back)):
        with transaction.atomic():
            for mark in order:
                take_in(missed, mark)
            found.add(facts(missed))
            transaction.set_rollback(True)
    assert found == {(Status.MADE_UP, second.taken_at, MakeUpState.ATTENDED, second.taken_at)}


def test_what_the_site_decided_later_stands(missed, cast):
    makeup = missed.mark.makeups.get()
    mark_guest(by=cast.organiser, makeup=makeup)
    undo_guest(by=cast.organiser, makeup=makeup)
    assert take_in(missed, noted(missed, 3)) == ["corrected_since"]
    assert facts(missed)[0::2] == (Status.ABSENT, MakeUpState.AGREED)


def test_whoever_missed_nothing_after_all_is_no_guest(missed, cast):
    statuses = {missed.mark.registration.public_id: Status.PRESENT}
    roll_call(by=cast.organiser, session=missed.mark.session, statuses=statuses)
    assert take_in(missed, noted(missed)) == [MarkOutcome.NOT_CONFIRMED.code]
    assert facts(missed)[0] == Status.PRESENT
