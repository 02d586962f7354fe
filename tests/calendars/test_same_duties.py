"""What an organiser or the reader changes without changing a duty costs a poll no more."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from attendance.models import Attendance
from calendars.actions import make_feed
from essays.models import EssayTask
from events.models import Offering
from tests.calendars.reading import poll
from tests.factories import (
    make_course,
    make_offering,
    make_registration,
    make_session,
    make_task,
)

MOST = 2


@pytest.fixture
def scene(cast):
    """One offering with tasks, and somebody who has to fulfil them."""
    closes_at = timezone.now() + timedelta(days=40)
    offering = make_offering(unit=cast.city, closes_at=closes_at)
    make_registration(offering, cast.participant)
    make_task(offering, least_percent=50)
    make_task(offering, opens_at=timezone.now() - timedelta(days=1))
    return offering


@pytest.fixture
def polled(cast, scene):
    """Feeds of that person."""
    kinds = {"by day": {}, "as tasks": {"deadlines": "task"}}
    made = {
        name: make_feed(by=cast.participant, name=name, language="zh-hans", **chosen)
        for name, chosen in kinds.items()
    }
    return {name: f"/calendar/me/{one.details['token']}.ics" for name, one in made.items()}


def etags(polled):
    """What a reader knows of each."""
    return {name: Client().get(path)["ETag"] for name, path in polled.items()}


def test_coming_more_often_than_is_asked_costs_no_more(scene, polled):
    """The reader's own records move, what is owed does not."""
    EssayTask.objects.update(least_sessions=1, least_percent=0)
    sessions = [scene.sessions.get(), make_session(scene), make_session(scene)]
    for number, session in enumerate(sessions):
        known = etags(polled)
        Attendance.objects.create(
            session=session,
            registration=scene.registrations.get(),
            status="present",
            method="search",
        )
        for name, path in polled.items():
            assert poll(path, known[name]) == (304, MOST) if number else (200, ANY), name


def test_another_threshold_or_opening_costs_no_more(cast, scene, polled):
    """Edits of a task that leave everybody's duties as they are."""
    now, later = timezone.now(), make_task(scene).pk
    dates = {"opens_at": now + timedelta(days=20), "due_at": now + timedelta(days=40)}
    EssayTask.objects.filter(pk=later).update(**dates)
    cohorts = [make_offering(unit=cast.city, page=make_course()) for _ in range(2)]
    for cohort in cohorts:
        make_registration(cohort, cast.participant)
    course = cohorts[0].page_id
    Offering.objects.filter(pk=cohorts[1].pk).update(page=course)
    EssayTask.objects.create(
        audience="course",
        course_id=course,
        title="结业",
        lead_unit=cast.city,
        due_at=scene.closes_at,
    )
    tasks = EssayTask.objects
    edits = {
        "asks for more": lambda: tasks.filter(least_percent=50).update(least_percent=60),
        "opened earlier": lambda: tasks.filter(opens_at__lt=now).update(
            opens_at=now - timedelta(days=9)
        ),
        "opens later": lambda: tasks.filter(pk=later).update(opens_at=now + timedelta(days=25)),
        "window of a cohort": lambda: Offering.objects.filter(pk=cohorts[1].pk).update(
            opens_at=F("opens_at") + timedelta(minutes=1)
        ),
    }
    known = etags(polled)
    for edit, change in edits.items():
        assert change(), edit
        for name, path in polled.items():
            assert poll(path, known[name]) == (304, MOST), (edit, name)
    Attendance.objects.create(
        session=scene.sessions.get(),
        registration=scene.registrations.get(),
        status="present",
        method="search",
    )
    known = etags(polled)
    tasks.filter(least_percent=60).update(least_percent=0)
    for name, path in polled.items():
        assert poll(path, known[name]) == (304, MOST), name
