"""What organisers do to offerings, places and sessions, outcome by outcome."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import changes
from events.actions import (
    add_session,
    cancel_offering,
    cancel_session,
    change_window,
    create_offering,
    edit_offering,
    finish_offering,
    move_session,
    pause_offering,
    post_places,
    publish_offering,
    resume_offering,
)
from events.enums import OfferingState, PostingKind
from events.models import Offering, SeatPool, Session, TeachingPoint
from events.outcomes import EventOutcome
from events.rules import manage_offering, see_offering
from kernel.models import AuditRow
from publishing import page_cache
from tests.factories import (
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_venue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.district, capacity=2)


@pytest.fixture
def told(monkeypatch):
    """Every change that an action tells, instead of the real followers."""
    heard: list[changes.Change] = []
    monkeypatch.setattr(changes, "tell", heard.append)
    return heard


def create(cast, **fields):
    now = timezone.now()
    values = {
        "opens_at": now,
        "closes_at": now + timedelta(days=3),
        "capacity": 12,
        "label": "第3期",
    }
    return create_offering(
        by=cast.organiser, page=make_course(), lead_unit=cast.city, **(values | fields)
    )


def test_a_new_offering_is_a_draft_with_its_places_in_the_ledger(cast):
    result = create(cast, supporting_units=[cast.unit], open_to_all=True)
    offering = result.record
    assert result.outcome is EventOutcome.CREATED
    assert (offering.state, offering.open_to_all) == (OfferingState.DRAFT, True)
    pool = offering.pools.get()
    assert (pool.unit, pool.capacity, pool.taken) == (None, 12, 0)
    assert pool.postings.get().by == cast.organiser
    assert list(offering.supporting_units.all()) == [cast.unit]
    assert AuditRow.objects.get().action == "events.create_offering"


def test_a_window_must_open_before_it_closes(cast, offering):
    now = timezone.now()
    backwards = {"opens_at": now, "closes_at": now}
    assert create(cast, **backwards).outcome is EventOutcome.WINDOW_BACKWARDS
    result = change_window(by=cast.organiser, offering=offering, **backwards)
    assert result.outcome is EventOutcome.WINDOW_BACKWARDS


def test_the_window_moves_and_the_revision_rises(cast, offering):
    now = timezone.now()
    window = {"opens_at": now, "closes_at": now + timedelta(days=1)}
    result = change_window(by=cast.organiser, offering=offering, **window)
    assert result.outcome is EventOutcome.WINDOW_CHANGED
    assert result.record.revision == offering.revision + 1
    again = change_window(by=cast.organiser, offering=offering, **window)
    assert again.outcome is EventOutcome.UNCHANGED


@pytest.mark.parametrize(
    ("state", "act", "outcome"),
    [
        ("draft", publish_offering, "PUBLISHED"),
        ("published", publish_offering, "UNCHANGED"),
        ("paused", publish_offering, "WRONG_STATE"),
        ("cancelled", publish_offering, "WRONG_STATE"),
        ("published", pause_offering, "PAUSED"),
        ("draft", pause_offering, "WRONG_STATE"),
        ("paused", resume_offering, "RESUMED"),
        ("draft", resume_offering, "WRONG_STATE"),
        ("published", resume_offering, "UNCHANGED"),
        ("published", finish_offering, "FINISHED"),
        ("paused", finish_offering, "FINISHED"),
        ("finished", finish_offering, "UNCHANGED"),
        ("cancelled", finish_offering, "WRONG_STATE"),
    ],
)
def test_states_are_reached_from_the_right_ones_only(cast, offering, state, act, outcome):
    offering.state = state
    offering.save()
    assert act(by=cast.organiser, offering=offering).outcome is EventOutcome[outcome]


def test_cancelling_needs_a_reason_and_is_told_once(cast, offering, told):
    session = offering.sessions.get()
    empty = cancel_offering(by=cast.organiser, offering=offering, reason=" ")
    assert empty.outcome is EventOutcome.REASON_MISSING
    result = cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    assert result.outcome is EventOutcome.CANCELLED
    assert told == [changes.OfferingCancelled(result.record, cast.organiser, "台风")]
    revision = session.revision
    session.refresh_from_db()
    assert session.revision == revision + 1, "calendars learn of it"
    again = cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    assert again.outcome is EventOutcome.UNCHANGED
    assert len(told) == 1


@pytest.mark.parametrize("state", [OfferingState.DRAFT, OfferingState.PUBLISHED])
def test_what_is_cancelled_stays_in_sight_where_it_was(cast, offering, client, state):
    """A draft of which nobody outside knew does not come to light by being called off."""
    offering.state = state
    offering.save()
    was_public = state != OfferingState.DRAFT
    assert cancel_offering(by=cast.organiser, offering=offering, reason="台风").ok
    assert Offering.objects.public().exists() is was_public
    assert Session.objects.public().exists() is was_public
    assert client.get(offering.get_absolute_url()).status_code == (200 if was_public else 404)


def test_a_finished_offering_cannot_be_cancelled(cast, offering):
    finish_offering(by=cast.organiser, offering=offering)
    result = cancel_offering(by=cast.organiser, offering=offering, reason="错")
    assert result.outcome is EventOutcome.WRONG_STATE
    assert "已结束" in result.message


def test_places_are_posted_and_a_pool_is_made_where_none_was(cast, offering, told):
    result = post_places(by=cast.organiser, offering=offering, delta=3, unit=cast.unit)
    assert result.outcome is EventOutcome.PLACES_POSTED
    assert (result.record.unit, result.record.capacity) == (cast.unit, 3)
    more = post_places(
        by=cast.organiser, offering=offering, delta=-1, unit=cast.unit, kind=PostingKind.RETURN
    )
    assert more.record.capacity == 2
    assert [change.delta for change in told] == [3, -1]
    assert SeatPool.objects.filter(offering=offering).count() == 2


def test_no_places_are_taken_away_under_people(cast, offering):
    for _ in range(2):
        make_registration(offering, make_person(unit=cast.unit))
    result = post_places(by=cast.organiser, offering=offering, delta=-1)
    assert result.outcome is EventOutcome.BELOW_TAKEN
    assert offering.pools.get().capacity == 2
    none = post_places(by=cast.organiser, offering=offering, delta=-1, unit=cast.unit)
    assert none.outcome is EventOutcome.BELOW_TAKEN
    assert offering.pools.count() == 1, "a pool that would hold nothing is not made"


def test_posting_nothing_is_refused(cast, offering):
    result = post_places(by=cast.organiser, offering=offering, delta=0)
    assert result.outcome is EventOutcome.NO_PLACES_NAMED


def test_a_session_is_added_with_the_venue_of_its_teaching_point(cast, offering):
    venue = make_venue("王淦昌故居")
    point = TeachingPoint.objects.create(venue=venue, name="一号厅")
    starts_at = timezone.now() + timedelta(days=9)
    result = add_session(
        by=cast.organiser,
        offering=offering,
        title="现场教学",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        teaching_point=point,
    )
    assert result.outcome is EventOutcome.SESSION_ADDED
    assert result.record.venue == venue


def test_a_session_must_start_before_it_ends(cast, offering):
    now = timezone.now()
    added = add_session(
        by=cast.organiser, offering=offering, title="倒着", starts_at=now, ends_at=now
    )
    assert added.outcome is EventOutcome.ENDS_BEFORE_START
    session = offering.sessions.get()
    moved = move_session(by=cast.organiser, session=session, ends_at=session.starts_at)
    assert moved.outcome is EventOutcome.ENDS_BEFORE_START


def test_a_moved_session_says_what_was_before(cast, offering, told):
    session = offering.sessions.get()
    old, venue = session.starts_at, make_venue()
    later = {"starts_at": old + timedelta(hours=1), "ends_at": session.ends_at + timedelta(hours=1)}
    result = move_session(by=cast.organiser, session=session, venue=venue, **later)
    moved = result.record
    assert result.outcome is EventOutcome.SESSION_MOVED
    assert (moved.moved_from, moved.revision) == (old, session.revision + 1)
    assert told[0].before == {"starts_at": old, "ends_at": session.ends_at, "venue": None}
    offering.refresh_from_db()
    assert offering.revision == 2
    again = move_session(by=cast.organiser, session=session, venue=venue, **later)
    assert again.outcome is EventOutcome.UNCHANGED
    assert len(told) == 1


def test_a_draft_keeps_no_trace_of_moves(cast):
    offering = make_offering(unit=cast.city, state=OfferingState.DRAFT)
    session = offering.sessions.get()
    starts_at = session.starts_at + timedelta(minutes=5)
    moved = move_session(by=cast.organiser, session=session, starts_at=starts_at).record
    assert moved.moved_from is None


def test_a_teaching_point_belongs_to_its_venue(cast, offering):
    session = offering.sessions.get()
    here, there = make_venue(), make_venue()
    point = TeachingPoint.objects.create(venue=there, name="展厅")
    wrong = move_session(by=cast.organiser, session=session, venue=here, teaching_point=point)
    assert wrong.outcome is EventOutcome.WRONG_TEACHING_POINT
    right = move_session(by=cast.organiser, session=session, teaching_point=point).record
    assert (right.venue, right.teaching_point) == (there, point)
    left = move_session(by=cast.organiser, session=right, venue=here).record
    assert (left.venue, left.teaching_point) == (here, None), "the old point is not there"


def test_a_session_is_cancelled_once_with_a_reason(cast, offering, told):
    session = offering.sessions.get()
    empty = cancel_session(by=cast.organiser, session=session, reason="")
    assert empty.outcome is EventOutcome.REASON_MISSING
    result = cancel_session(by=cast.organiser, session=session, reason="讲者生病")
    assert result.outcome is EventOutcome.SESSION_CANCELLED
    assert result.record.is_cancelled
    again = cancel_session(by=cast.organiser, session=session, reason="讲者生病")
    assert again.outcome is EventOutcome.UNCHANGED
    assert len(told) == 1


def test_only_texts_are_edited_by_editing(cast, offering):
    result = edit_offering(by=cast.organiser, offering=offering, values={"label": "第9期"})
    assert (result.outcome, result.record.label) == (EventOutcome.EDITED, "第9期")
    same = edit_offering(by=cast.organiser, offering=offering, values={"label": "第9期"})
    assert same.outcome is EventOutcome.UNCHANGED
    with pytest.raises(ValueError, match="state"):
        edit_offering(by=cast.organiser, offering=offering, values={"state": "cancelled"})


def test_listings_are_renewed_when_what_they_show_changes(cast, offering, monkeypatch):
    bumps: list[int] = []
    session = make_session(offering)
    monkeypatch.setattr(page_cache, "bump", lambda: bumps.append(1))
    later = session.ends_at + timedelta(hours=1)
    for act in (
        lambda: move_session(by=cast.organiser, session=session, ends_at=later),
        lambda: pause_offering(by=cast.organiser, offering=offering),
        lambda: post_places(by=cast.organiser, offering=offering, delta=1),
    ):
        bumps.clear()
        act()
        assert bumps


def test_who_manages_is_decided_by_reach(cast, offering):
    assert manage_offering.allows(cast.organiser, offering)
    assert manage_offering.allows(cast.district_organiser, offering)
    of_city = make_offering(unit=cast.city)
    assert not manage_offering.allows(cast.district_organiser, of_city), "never up"
    for person in (cast.liaison, cast.participant, cast.stranger, make_person()):
        assert not manage_offering.allows(person, offering)
        assert not manage_offering.visible(person).exists()
    assert set(manage_offering.visible(cast.organiser)) == {offering, of_city}
    assert set(manage_offering.visible(cast.district_organiser)) == {offering}


def test_drafts_are_seen_by_those_who_manage_them(cast):
    draft = make_offering(unit=cast.district, state=OfferingState.DRAFT)
    assert see_offering.allows(cast.district_organiser, draft)
    assert not see_offering.allows(cast.participant, draft)
