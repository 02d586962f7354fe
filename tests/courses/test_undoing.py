"""Undoing a step whose field was corrected in the published timetable meanwhile."""

from datetime import timedelta

import pytest

from courses import actions
from courses.models import DraftSession
from courses.outcomes import TimetableOutcome as Outcome
from events.actions import edit_session, move_session
from events.models import Session
from tests.factories import make_cohort, make_timetable, make_venue
from tests.factories.timetables import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast):
    cohort = make_cohort(unit=cast.unit)
    make_timetable(cohort, 2)
    return {"by": cast.organiser, "cohort": cohort}


def change(by, **values):
    key = Session.objects.first().public_id
    return actions.change_planned_session(**by, key=key, values=values)


def test_a_correction_of_the_same_field_stays_and_is_told(cast, by):
    session = Session.objects.first()
    change(by, credit_hours=4)
    edit_session(by=cast.admin, session=session, values={"credit_hours": 2})
    result = actions.undo_step(**by)
    assert result.outcome is Outcome.UNDONE_BESIDE
    assert session.title in result.message
    assert planned(by["cohort"], session.title).slot.credit_hours == 2
    assert not DraftSession.objects.exists()
    assert actions.undo_step(**by).outcome is Outcome.NOTHING_TO_UNDO


def test_a_place_and_a_time_are_corrected_as_wholes(cast, by):
    session = Session.objects.first()
    venue = make_venue()
    change(by, venue=make_venue(), teaching_point=None, place_note="")
    move_session(by=cast.admin, session=session, venue=venue, place_note="三楼")
    assert actions.undo_step(**by).outcome is Outcome.UNDONE_BESIDE
    change(by, ends_at=session.ends_at + timedelta(minutes=30))
    later = timedelta(hours=1)
    move_session(
        by=cast.admin,
        session=session,
        starts_at=session.starts_at + later,
        ends_at=session.ends_at + later,
    )
    assert actions.undo_step(**by).outcome is Outcome.UNDONE_BESIDE
    assert not DraftSession.objects.exists()
    session.refresh_from_db()
    assert (session.venue, session.place_note) == (venue, "三楼")


def test_what_an_earlier_step_drafted_is_what_one_goes_back_to(cast, by):
    session = Session.objects.first()
    change(by, credit_hours=4)
    change(by, credit_hours=5)
    edit_session(by=cast.admin, session=session, values={"credit_hours": 2})
    assert actions.undo_step(**by).outcome is Outcome.UNDONE
    assert planned(by["cohort"], session.title).slot.credit_hours == 4
    actions.discard_draft(**by)
    assert actions.undo_step(**by).outcome is Outcome.UNDONE
    assert planned(by["cohort"], session.title).slot.credit_hours == 4
