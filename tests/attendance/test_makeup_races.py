"""Guests who ask at once never exceed the room; and what happens without the lock."""

from threading import Barrier

import pytest

from attendance.absence_outcomes import MakeUpOutcome
from attendance.actions import ask_makeup, making_up
from attendance.guests import free_places
from attendance.models import MakeUp
from tests.attendance.test_makeup import make_missed, other_missed
from tests.attendance.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ASKING, ROOM = 6, 2


@pytest.fixture
def missed(cast):
    """Two chairs are left beside the ten places of the other cohort."""
    return make_missed(cast, room=10 + ROOM)


def asking(missed):
    """Six people, all missing the same session, who ask for the same room."""
    marks = [missed.mark, *(other_missed(missed, number) for number in range(ASKING - 1))]
    return [
        lambda mark=mark: ask_makeup(
            by=mark.registration.person, attendance=mark, session=missed.host
        )
        for mark in marks
    ]


def test_guests_never_exceed_the_room(missed):
    outcomes = [result.outcome for result in at_once(*asking(missed))]
    assert outcomes.count(MakeUpOutcome.ASKED) == ROOM
    assert outcomes.count(MakeUpOutcome.FULL) == ASKING - ROOM
    assert free_places([missed.host])[missed.host.pk] == 0


def test_without_the_lock_they_do(missed, monkeypatch):
    """The negative control: the same race, the lock taken away and the gap held open."""
    together = Barrier(ASKING)

    def after_looking(*args):
        refusal = impossible(*args)
        together.wait(timeout=10)
        return refusal

    impossible = making_up._impossible
    monkeypatch.setattr(making_up, "lock_host", lambda session: None)
    monkeypatch.setattr(making_up, "_impossible", after_looking)
    at_once(*asking(missed))
    assert MakeUp.objects.guests().count() == ASKING > ROOM
