"""What one desk learns of another every few seconds, also of what was committed late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.actions import mark, note_companions
from attendance.models import Attendance


@pytest.fixture
def organiser(client, door):
    client.force_login(door.cast.organiser)
    return client


@pytest.fixture
def at(door):
    return reverse("desk-live", args=[door.session.public_id])


def test_a_mark_that_was_committed_late_is_still_told(organiser, door, at):
    """It was dated before the desk asked, and could not be seen until after."""
    first = organiser.get(at)
    row = mark(by=None, session=door.session, registration=door.registration).record
    Attendance.objects.filter(pk=row.pk).update(marked_at=timezone.now() - timedelta(seconds=8))
    then = organiser.get(at, {"since": first["X-Desk-Now"]})
    assert door.registration.person.name in then.content.decode()


def test_companions_that_another_desk_noted_are_told(organiser, door, at):
    door.registration.companions = 2
    door.registration.save()
    row = mark(by=None, session=door.session, registration=door.registration).record
    Attendance.objects.filter(pk=row.pk).update(marked_at=timezone.now() - timedelta(minutes=5))
    since = organiser.get(at)["X-Desk-Now"]
    note_companions(by=None, attendance=row, number=1)
    then = organiser.get(at, {"since": since})
    assert door.registration.person.name in then.content.decode()
