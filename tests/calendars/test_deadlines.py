"""Who finds an essay's deadline in the personal feed: whoever is asked to write, nobody else."""

import pytest

from attendance.models import Attendance
from calendars.owned import deadline_rows
from tests.factories import make_offering, make_registration, make_task

pytestmark = pytest.mark.django_db


def test_whoever_came_owes_the_essay_though_the_place_is_gone(cast):
    offering = make_offering(unit=cast.city)
    registration = make_registration(offering, cast.participant, "removed")
    task = make_task(offering)
    assert deadline_rows(cast.participant, "zh-hans") == []
    Attendance.objects.create(
        session=offering.sessions.get(),
        registration=registration,
        status="present",
        method="search",
    )
    [row] = deadline_rows(cast.participant, "zh-hans")
    assert row.id == task.public_id
    assert deadline_rows(cast.colleague, "zh-hans") == []
