"""No room, speaker or bus is held twice, whichever way a session is written.

That it holds after any sequence of acts stands in tests/courses/test_held_once.py.
"""

import pytest
from django.db import IntegrityError, transaction

from events.actions import (
    add_session,
    cancel_offering,
    cancel_session,
    clone_offering,
    edit_session,
    holding,
    move_session,
)
from events.actions.holding import let_go
from events.models import Bus, Session
from events.outcomes import EventOutcome
from tests.events.conflicts.conftest import at, span
from tests.factories import make_offering, make_session, make_speaker

pytestmark = pytest.mark.django_db
MORNING = span("09:00", "11:00")


@pytest.fixture
def held(other, memorial):
    """A session of another offering that holds one of each."""
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    return make_session(
        other,
        title="水乡",
        venue=memorial.venue,
        teaching_point=memorial.hall,
        speaker=make_speaker("顾安然"),
        bus=bus,
        **MORNING,
    )


TAKEN = [
    ("teaching_point", EventOutcome.ROOM_TAKEN, "报告厅"),
    ("speaker", EventOutcome.SPEAKER_TAKEN, "顾安然"),
    ("bus", EventOutcome.BUS_TAKEN, "苏E12345"),
]


@pytest.mark.parametrize(("name", "outcome", "word"), TAKEN)
def test_adding_says_with_what_it_clashes_and_what_to_do(cast, offering, held, name, outcome, word):
    wanted = {name: getattr(held, name)}
    result = add_session(
        by=cast.organiser, offering=offering, title="专题", **span("10:00", "12:00"), **wanted
    )
    assert result.outcome is outcome
    assert word in result.message
    assert "水乡" in result.message
    assert not offering.sessions.exists()
    free = add_session(
        by=cast.organiser, offering=offering, title="专题", **span("11:00", "12:00"), **wanted
    )
    assert free.outcome is EventOutcome.SESSION_ADDED


def test_moving_into_a_taken_room_changes_nothing(cast, offering, held):
    session = make_session(
        offering,
        venue=held.venue,
        teaching_point=held.teaching_point,
        **span("14:00", "16:00"),
    )
    result = move_session(by=cast.organiser, session=session, **MORNING)
    assert result.outcome is EventOutcome.ROOM_TAKEN
    session.refresh_from_db()
    assert (session.starts_at, session.revision) == (at("14:00"), 1)


@pytest.mark.parametrize(("name", "outcome", "word"), TAKEN[1:])
def test_a_correction_cannot_take_what_is_held(cast, offering, held, name, outcome, word):
    session = make_session(offering, **MORNING)
    value = {name: getattr(held, name)}
    result = edit_session(by=cast.organiser, session=session, values=value)
    assert result.outcome is outcome
    titled = edit_session(by=cast.organiser, session=session, values={"title": "新题"})
    assert titled.outcome is EventOutcome.EDITED


def test_what_is_called_off_is_free_for_others(cast, offering, other, held):
    wanted = MORNING | {"speaker": held.speaker, "teaching_point": held.teaching_point}
    cancel_session(by=cast.organiser, session=held, reason="台风")
    added = add_session(by=cast.organiser, offering=offering, title="专题", **wanted)
    assert added.outcome is EventOutcome.SESSION_ADDED
    cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    added.record.refresh_from_db()
    assert added.record.offering_cancelled
    again = add_session(by=cast.organiser, offering=other, title="专题", **wanted)
    assert again.outcome is EventOutcome.SESSION_ADDED


def test_who_writes_in_between_is_named_too(cast, offering, held, monkeypatch):
    """The rules saw nothing, the database did: the sentence is the same."""
    ask, answers = holding.find_conflicts, iter([True])
    monkeypatch.setattr(
        holding, "find_conflicts", lambda wanted: [] if next(answers, False) else ask(wanted)
    )
    wanted = MORNING | {"teaching_point": held.teaching_point}
    result = add_session(by=cast.organiser, offering=offering, title="专题", **wanted)
    assert result.outcome is EventOutcome.ROOM_TAKEN
    assert "水乡" in result.message


@pytest.mark.parametrize("name", ["teaching_point", "speaker", "bus"])
def test_the_database_refuses_whoever_asks_nobody(offering, held, name):
    values = {name: getattr(held, name)}
    with pytest.raises(IntegrityError, match="held_once"), transaction.atomic():
        make_session(offering, **span("10:59", "12:00"), **values)
    session = make_session(offering, **span("11:00", "12:00"), **values)
    with pytest.raises(IntegrityError, match="held_once"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(starts_at=at("10:59"))
    off = make_session(offering, offering_cancelled=True, **MORNING, **values)
    with pytest.raises(IntegrityError, match="held_once"), transaction.atomic():
        Session.objects.filter(pk=off.pk).update(offering_cancelled=False)


def test_two_sessions_change_places(offering, memorial):
    place = {"venue": memorial.venue, "teaching_point": memorial.hall}
    first = make_session(offering, **MORNING, **place)
    second = make_session(offering, **span("14:00", "16:00"), **place)
    let_go([first, second])
    for session, hours in ((first, span("14:00", "16:00")), (second, MORNING)):
        for name, value in (hours | place).items():
            setattr(session, name, value)
        session.save()
    assert [s.pk for s in offering.sessions.all()] == [second.pk, first.pk]


def test_a_copy_leaves_open_what_others_hold_then(cast, held, other, memorial):
    """One week later the hall is taken and the speaker is free."""
    third = make_offering(unit=cast.district, sessions=0)
    make_session(
        third, teaching_point=memorial.hall, venue=memorial.venue, **span("9:00", "12:00", 7)
    )
    result = clone_offering(
        by=cast.organiser, offering=other, first_on=at("0:00", 7).date(), label="第3期"
    )
    assert result.outcome is EventOutcome.CLONED_WITH_GAPS
    assert result.details["gaps"] == 1
    session = result.record.sessions.get()
    assert (session.venue, session.teaching_point) == (memorial.venue, None)
    assert session.speaker == held.speaker
