"""Guests at the door: who is let in as one, by their own phone too, and how it is taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.absence_enums import MakeUpState
from attendance.actions import mark_guest, mark_pass, roll_call, set_door, undo
from attendance.enums import AttendanceStatus as Status
from attendance.enums import MarkOutcome
from attendance.models import AttendanceChange
from attendance.passes import pass_of, pass_text
from events.models import Session
from registration.enums import RegistrationState
from tests.attendance.conftest import scan
from tests.attendance.test_makeup import make_missed
from tests.factories import make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def missed(cast):
    return make_missed(cast)


def test_the_pass_of_a_guest_is_known_at_the_door(missed, cast):
    missed.agreed()
    missed.begins()
    host = Session.objects.with_places().get(pk=missed.host.pk)
    text = pass_text(pass_of(cast.participant))
    came = mark_pass(by=cast.organiser, session=host, text=text)
    assert came.outcome is MarkOutcome.MARKED
    missed.mark.refresh_from_db()
    assert missed.mark.status == Status.MADE_UP


def test_an_ended_registration_at_the_host_keeps_no_guest_out(missed, cast):
    missed.agreed()
    make_registration(missed.offering, cast.participant, state=RegistrationState.WITHDRAWN)
    missed.begins()
    host = Session.objects.with_places().get(pk=missed.host.pk)
    text = pass_text(pass_of(cast.participant))
    came = mark_pass(by=cast.organiser, session=host, text=text)
    assert came.outcome is MarkOutcome.MARKED
    missed.mark.refresh_from_db()
    assert missed.mark.status == Status.MADE_UP


def test_whoever_registered_at_the_host_is_credited_once(missed, cast):
    makeup = missed.agreed()
    make_registration(missed.offering, cast.participant)
    missed.begins()
    refused = mark_guest(by=cast.organiser, makeup=makeup)
    assert refused.outcome is MarkOutcome.REGISTERED_HERE
    missed.mark.refresh_from_db()
    assert missed.mark.status == Status.ABSENT


def test_what_was_made_up_is_taken_back_at_the_host_or_by_the_roll_call(missed, cast):
    makeup = missed.agreed()
    missed.begins()
    mark_guest(by=cast.organiser, makeup=makeup)
    missed.mark.refresh_from_db()
    refused = undo(by=cast.organiser, attendance=missed.mark)
    assert refused.outcome is MarkOutcome.MADE_UP_ELSEWHERE
    assert str(missed.host.title) in refused.message
    missed.mark.refresh_from_db()
    assert missed.mark.status == Status.MADE_UP
    statuses = {missed.mark.registration.public_id: Status.ABSENT}
    roll_call(by=cast.organiser, session=missed.mark.session, statuses=statuses)
    makeup.refresh_from_db()
    assert (makeup.state, makeup.in_at, makeup.marked_by) == (MakeUpState.AGREED, None, None)


def shown(missed, *, ended=timedelta(0)):
    """The host session with its code on the screen, over since `ended`."""
    set_door(by=None, session=missed.host, takes_codes=True, steps_before=1, fence=None,
             checks_out=False)  # fmt: skip
    missed.begins()
    if ended:
        now = timezone.now()
        Session.objects.filter(pk=missed.host.pk).update(
            starts_at=now - timedelta(hours=5), ends_at=now - ended
        )
    return Session.objects.with_places().select_related("door").get(pk=missed.host.pk)


def test_a_guest_who_scans_spends_the_scan_and_is_shown_their_own_page(missed, cast, client):
    makeup = missed.agreed()
    client.force_login(cast.participant)
    answer = scan(client, shown(missed))
    assert answer["X-Outcome"] == "marked"
    page = answer.content.decode()
    assert reverse("makeup", args=[makeup.public_id]) in page
    assert reverse("my-mark", args=[missed.host.public_id]) not in page
    change = AttendanceChange.objects.get(to_status=Status.MADE_UP)
    assert change.ticket
    assert change.code_age is not None


def test_the_code_ends_for_guests_when_it_ends_for_all(missed, cast, client):
    missed.agreed()
    client.force_login(cast.participant)
    answer = scan(client, shown(missed, ended=timedelta(hours=3)))
    assert answer["X-Outcome"] == "too_late"
    missed.mark.refresh_from_db()
    assert missed.mark.status == Status.ABSENT
