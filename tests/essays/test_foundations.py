"""What duties rest on moves whenever the duties do: who keeps duties can rely on it."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db.models import F
from django.utils import timezone

from attendance.models import Attendance
from calendars.kept import fingerprint_of
from essays.duties import owed
from essays.foundations import foundations_of
from essays.models import Essay, EssayExtension, EssayTask
from events.models import Session
from people.models import Membership
from tests.factories import make_offering, make_registration, make_session, make_task, make_unit

pytestmark = pytest.mark.django_db


def duties(person):
    """What a calendar tells of them."""
    person.__dict__.pop("current_memberships", None)
    return [
        (
            *(one.task.pk, one.task.title, one.task.revision, one.task.changed_at),
            *(one.due_at, one.deadline.times_given, one.deadline.given_at),
            one.registration and one.registration.changed_at,
        )
        for one in owed(person)
    ]


def resting_on(person):
    return fingerprint_of(
        foundations_of(person.pk, timezone.now(), F("title"), [F("offering__label")])
    )


class Life:
    """A person's tasks, and what may happen to them, in order."""

    def __init__(self, cast):
        self.person, self.unit = cast.participant, cast.unit
        self.offering = make_offering(unit=cast.city, sessions=2)
        self.registration = make_registration(self.offering, self.person)
        self.task = make_task(self.offering, least_sessions=1)
        self.due = timezone.now() + timedelta(days=200)
        self.of_units = EssayTask.objects.create(
            audience="units", title="读书", lead_unit=cast.city, due_at=self.due
        )

    def came(self):
        """At once enough."""
        session = self.offering.sessions.first()
        Attendance.objects.create(
            session=session, registration=self.registration, status="present", method="search"
        )

    def asks_for_more(self):
        EssayTask.objects.filter(pk=self.task.pk).update(least_sessions=0, least_percent=60)

    def one_less_is_held(self):
        last = self.offering.sessions.order_by("pk").last()
        Session.objects.filter(pk=last.pk).update(cancelled_at=timezone.now())

    def one_more_is_held(self):
        make_session(self.offering)
        EssayTask.objects.filter(pk=self.task.pk).update(least_percent=50)

    def is_retitled(self):
        EssayTask.objects.filter(pk=self.task.pk).update(title="行思录")

    def is_asked_in_the_unit(self):
        self.of_units.units.add(self.unit.get_parent())

    def unit_gets_more_time(self):
        until = self.due + timedelta(days=9)
        EssayExtension.objects.create(task=self.of_units, unit=self.unit, until=until)

    def is_edited(self):
        EssayTask.objects.filter(pk=self.of_units.pk).update(revision=2)

    def was_given_time_that_is_none(self):
        """The task's own is longer now; it counts all the same."""
        until = self.due - timedelta(days=9)
        EssayExtension.objects.create(task=self.of_units, person=self.person, until=until)

    def gets_more_time(self):
        until = self.due + timedelta(days=19)
        EssayExtension.objects.filter(person=self.person).update(until=until, revision=2)

    def belongs_elsewhere(self):
        other = make_unit("别处")
        Membership.objects.filter(user=self.person).update(unit=other)

    def comes_back(self):
        Membership.objects.filter(user=self.person).update(unit=self.unit)

    def hands_in(self):
        Essay.objects.create(
            task=self.task,
            author=self.person,
            registration=self.registration,
            state="submitted",
            submitted_at=timezone.now(),
        )

    def is_sent_back(self):
        Essay.objects.update(state="returned")

    def is_accepted(self):
        Essay.objects.update(state="resubmitted")


MOVES = [name for name in vars(Life) if not name.startswith("_")]


def test_no_duty_changes_without_what_it_rests_on(cast):
    life = Life(cast)
    told, rests = duties(cast.participant), resting_on(cast.participant)
    seen = 0
    for move in MOVES:
        getattr(life, move)()
        told_now, rests_now = duties(cast.participant), resting_on(cast.participant)
        if told_now != told:
            seen += 1
            assert rests_now != rests, move
        told, rests = told_now, rests_now
    assert seen >= len(MOVES) - 1  # or this proves little


def test_others_do_not_move_it(cast):
    life = Life(cast)
    life.is_asked_in_the_unit()
    before = resting_on(cast.participant)
    colleague = make_registration(life.offering, cast.colleague)
    Attendance.objects.create(
        session=life.offering.sessions.first(),
        registration=colleague,
        status="present",
        method="search",
    )
    EssayExtension.objects.create(task=life.task, person=cast.colleague, until=life.due)
    EssayExtension.objects.create(task=life.of_units, unit=make_unit("别处"), until=life.due)
    make_task(make_offering(unit=cast.city))
    EssayTask.objects.update(prompt="写一写")
    assert resting_on(cast.participant) == before


def test_a_task_that_begins_moves_it(cast):
    life = Life(cast)
    begins = timezone.now() + timedelta(days=1)
    EssayTask.objects.filter(pk=life.task.pk).update(opens_at=begins, least_sessions=0)
    before = resting_on(cast.participant)
    later = mock.patch.object(timezone, "now", return_value=begins + timedelta(seconds=1))
    with later:
        assert len(duties(cast.participant)) == 1
        assert resting_on(cast.participant) != before
