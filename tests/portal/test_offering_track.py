"""How far a reader has come in an offering, and the way back from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import EssayExtension
from portal.founding import found
from portal.offering_track import track_of
from publishing import dates
from registration.enums import RegistrationState
from tests.factories import make_course, make_offering, make_registration, make_session, make_task

NEXT = timezone.now() + timedelta(days=1)


def test_the_essay_is_due_on_the_day_of_the_reader(cast):
    offering = make_offering(unit=cast.city, sessions=0)
    sessions = [make_session(offering, starts_at=timezone.now() - timedelta(hours=5))]
    first = make_task(offering)
    second = make_task(offering, due_at=first.due_at + timedelta(days=2))

    def due_of(person, row):
        return track_of(offering, sessions, row, person)[3]["note"]

    for person in (cast.participant, cast.colleague):
        row = make_registration(offering, person)
        assert dates.plain_day(first.due_at) in due_of(person, row)
    until = first.due_at + timedelta(days=9)
    EssayExtension.objects.create(task=first, person=cast.colleague, until=until, reason="值守")
    assert dates.plain_day(second.due_at) in due_of(cast.colleague, row), "the first to be due"
    EssayExtension.objects.create(task=second, unit=row.unit, until=until, reason="值守")
    assert dates.plain_day(until) in due_of(cast.colleague, row)


@pytest.mark.parametrize(
    ("state", "fields", "note"),
    [
        (RegistrationState.OFFERED, {"offered_until": NEXT}, "名额待确认"),
        (RegistrationState.CONFIRMED, {"reconfirm_by": NEXT}, "待再次确认"),
    ],
)
def test_a_place_to_be_answered_for_is_not_confirmed(cast, state, fields, note):
    offering = make_offering(unit=cast.city)
    row = make_registration(offering, cast.participant, state, **fields)
    steps = track_of(offering, list(offering.sessions.all()), row, cast.participant)
    assert (steps[1]["status"], steps[1]["note"]) == ("now", note)
    assert steps[2]["status"] == "next"


def test_the_way_back_from_an_offering_is_english_for_who_is_signed_in_too(cast, client):
    found()
    offering = make_offering(unit=cast.city, page=make_course())
    address = f"/en/o/{offering.public_id}/"
    back = '<a href="/en/courses/">Courses</a>'
    assert back in client.get(address).content.decode()
    client.force_login(cast.participant)
    assert back in client.get(address).content.decode()
