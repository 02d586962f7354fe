"""The ways in of an offering, and its late end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import change_window, create_offering, edit_offering
from events.outcomes import EventOutcome
from tests.factories import make_course

pytestmark = pytest.mark.django_db


def create(cast, **fields):
    now = timezone.now()
    window = {"opens_at": now, "closes_at": now + timedelta(days=3)}
    return create_offering(
        by=cast.organiser, page=make_course(), lead_unit=cast.city, **(window | fields)
    )


def test_an_offering_has_a_way_in_and_a_late_end_after_its_window(cast):
    now = timezone.now()
    assert create(cast, admits_self=False).outcome is EventOutcome.NO_WAY_IN
    assert create(cast, late_until=now).outcome is EventOutcome.LATE_TOO_EARLY
    made = create(cast, late_until=now + timedelta(days=4), offer_hours=8, companions_max=2)
    assert (made.outcome, made.record.offer_hours) == (EventOutcome.CREATED, 8)
    closed = edit_offering(by=None, offering=made.record, values={"admits_self": False})
    assert closed.outcome is EventOutcome.NO_WAY_IN
    window = {"opens_at": now, "closes_at": now + timedelta(days=5)}
    assert change_window(by=None, offering=made.record, **window).outcome is (
        EventOutcome.LATE_TOO_EARLY
    )
    later = change_window(by=None, offering=made.record, late_until=None, **window)
    assert (later.outcome, later.record.late_until) == (EventOutcome.WINDOW_CHANGED, None)
