"""Two editors at the same instant, on PostgreSQL: the second is told, whoever that is.

The controls show the same meetings without the lock of the timetable, and of the course: both are
told that it is done; one of them has overwritten the other without a word, or two cohorts have one
number.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from courses import actions
from courses.actions import cohorts, steps
from courses.enums import CohortOutcome
from courses.models import Cohort, CoursePage, Timetable, TimetableStep
from courses.outcomes import TimetableOutcome as Outcome
from people.models import User
from tests.factories import make_cast, make_cohort, make_course, make_timetable
from tests.factories.timetables import next_monday, revision_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 6


def at_once(*jobs):
    """Run jobs in threads with connections of their own, starting together; their results."""
    start = threading.Barrier(len(jobs))

    def run(job):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, job) for job in jobs]]


def moving(person, cohort, key, day, seen):
    """A press on another day, by somebody who saw the revision `seen`."""
    return lambda: actions.place_planned_session(
        by=User.objects.get(pk=person.pk),
        cohort=Cohort.objects.get(pk=cohort.pk),
        key=key,
        day=next_monday() + timedelta(days=day),
        half="evening",
        based_on=seen,
    )


@pytest.fixture
def scene():
    cast = make_cast()
    cohort = make_cohort(unit=cast.unit)
    return cast, cohort, make_timetable(cohort, 2)


def test_one_of_two_is_told_and_nothing_is_overwritten(scene):
    cast, cohort, sessions = scene
    for number in range(ROUNDS):
        seen, key = revision_of(cohort), sessions[0].public_id
        results = at_once(
            moving(cast.organiser, cohort, key, 2 + number % 2 * 2, seen),
            moving(cast.admin, cohort, key, 3 + number % 2 * 2, seen),
        )
        outcomes = {result.outcome for result in results}
        assert outcomes == {Outcome.MOVED, Outcome.CHANGED_MEANWHILE}
    assert TimetableStep.objects.filter(cohort=cohort).count() == ROUNDS


def test_two_who_move_different_sessions_do_not_meet(scene):
    cast, cohort, sessions = scene
    seen = revision_of(cohort)
    results = at_once(
        moving(cast.organiser, cohort, sessions[0].public_id, 2, seen),
        moving(cast.admin, cohort, sessions[1].public_id, 3, seen),
    )
    assert {result.outcome for result in results} == {Outcome.MOVED}
    assert Timetable.objects.get().revision == 2


def test_control_without_the_lock_somebody_is_overwritten_in_silence(scene, monkeypatch):
    """They meet after both have looked at what others did: from then on nobody is told."""
    cast, cohort, sessions = scene
    meeting, numbers = threading.Barrier(2), iter(range(100, 200))
    look = steps.Step.changed_meanwhile

    def unlocked(cohort):
        return Timetable.objects.select_related("cohort__offering__page").get(cohort=cohort)

    def looked(step):
        found = look(step)
        meeting.wait(timeout=30)
        return found

    actions.shift_day(by=None, cohort=cohort, day=next_monday(), minutes=5)
    seen = revision_of(cohort)
    monkeypatch.setattr(steps, "lock", unlocked)
    monkeypatch.setattr(steps, "count_on", lambda timetable: next(numbers))
    monkeypatch.setattr(steps.Step, "changed_meanwhile", looked)
    key = sessions[0].public_id
    results = at_once(
        moving(cast.organiser, cohort, key, 2, seen), moving(cast.admin, cohort, key, 3, seen)
    )
    assert {result.outcome for result in results} == {Outcome.MOVED}


def numbering(person, page):
    """A press on “New cohort”, with the number that the form showed to both."""
    now = timezone.now()
    return lambda: actions.create_cohort(
        by=User.objects.get(pk=person.pk),
        page=CoursePage.objects.get(pk=page.pk),
        number=1,
        lead_unit=person.unit,
        opens_at=now,
        closes_at=now + timedelta(days=3),
    )


def test_a_number_is_given_to_one_of_two_cohorts():
    cast, page = make_cast(), make_course()
    results = at_once(numbering(cast.organiser, page), numbering(cast.organiser, page))
    outcomes = {result.outcome for result in results}
    assert outcomes == {CohortOutcome.CREATED, CohortOutcome.NUMBER_TAKEN}
    assert Cohort.objects.get().number == 1


def test_control_without_the_lock_two_cohorts_have_one_number(monkeypatch):
    cast, page, meeting = make_cast(), make_course(), threading.Barrier(2)
    taken = cohorts._taken

    def looked(page, number):
        found = taken(page, number)
        meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(cohorts, "lock_course", lambda page: None)
    monkeypatch.setattr(cohorts, "_taken", looked)
    results = at_once(numbering(cast.organiser, page), numbering(cast.organiser, page))
    assert {result.outcome for result in results} == {CohortOutcome.CREATED}
    assert [cohort.number for cohort in Cohort.objects.all()] == [1, 1]
