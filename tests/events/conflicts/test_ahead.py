"""What stands against sessions that are there: for many at once as for each alone."""

import pytest
from django.utils import timezone

from events.conflicts import (
    Wanted,
    ahead,
    conflicts_of_offerings,
    conflicts_of_sessions,
    find_conflicts,
)
from events.models import Bus, Session, Workday
from tests.events.conflicts.conftest import TUESDAY, at, kinds, span
from tests.factories import make_offering, make_registration, make_session, make_speaker, make_venue

pytestmark = pytest.mark.django_db
NOW = at("08:00", -21)


@pytest.fixture
def crowded(cast, offering, other, memorial):
    """Two cohorts that share nearly everything, on a holiday; a third that shares nothing."""
    speaker = make_speaker()
    place = {"venue": memorial.venue, "teaching_point": memorial.hall}
    for cohort in (offering, other):
        make_registration(cohort, cast.participant)
    make_session(offering, **place, **span("09:00", "11:00"))
    memorial.venue.capacity = 45
    memorial.venue.save()
    make_session(offering, speaker=speaker, venue=make_venue(), **span("10:00", "12:00"))
    make_session(other, speaker=speaker, venue=memorial.venue, **span("12:10", "13:00"))
    make_session(other, bus=Bus.objects.create(plate="苏E1", seats=5), **span("09:30", "10:30"))
    make_session(other, teaching_point=memorial.reeds, venue=memorial.venue,
                 **span("10:00", "11:00"))  # fmt: skip
    third = make_offering(unit=cast.unit, sessions=0)
    make_session(third, **span("09:00", "11:00", 3))
    Workday.objects.create(on=TUESDAY, is_working=False, name="假")
    return third


def told(conflicts):
    return sorted((c.kind.value, c.key, c.other, c.blocks, str(c.sentence)) for c in conflicts)


@pytest.mark.parametrize("together", [1, 2, 100])
def test_many_are_judged_as_each_alone(crowded, monkeypatch, together):
    monkeypatch.setattr(ahead, "TOGETHER", together)
    found = conflicts_of_sessions(Session.objects.values("pk"), NOW)
    for session in Session.objects.all():
        alone = find_conflicts(
            [Wanted(str(session.pk), session, session.offering_id, session.pk)], at=NOW
        )
        assert told(found.get(session.pk, [])) == told(alone)
    assert {c.kind.value for those in found.values() for c in those} >= {
        "holiday", "people", "travel", "full",
    }  # fmt: skip
    by_offering = conflicts_of_offerings([crowded.pk, *found], NOW)
    assert crowded.pk not in by_offering


def test_they_are_found_by_the_offering(crowded, offering, other):
    found = conflicts_of_offerings([offering.pk, crowded.pk], NOW)
    assert set(found) == {offering.pk}
    assert "people" in kinds(found[offering.pk])


def test_what_is_over_or_not_held_stands_in_nobodys_way(crowded, offering):
    assert conflicts_of_offerings([offering.pk], at("13:00")) == {}
    offering.sessions.update(cancelled_at=timezone.now())
    assert conflicts_of_offerings([offering.pk], NOW) == {}
    assert conflicts_of_sessions([], NOW) == {}


def test_no_more_queries_for_all_than_for_one(crowded, offering, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        conflicts_of_offerings([offering.pk], NOW)
    for number in range(3):
        make_session(offering, **span("09:00", "11:00", number))
    with django_assert_max_num_queries(14):
        conflicts_of_sessions(Session.objects.values("pk"), NOW)
