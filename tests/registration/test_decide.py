"""What organisers decide, outcome by outcome, and the table of states."""

from functools import partial

import pytest
from django.utils import timezone

from events.actions import cancel_offering, finish_offering
from notices.enums import Kind
from notices.models import Notice
from registration.actions import (
    approve,
    decline,
    pause_line,
    queue,
    register,
    remove,
    resume_line,
)
from registration.actions.moves import Overtaken, move
from registration.enums import RegistrationOutcome as Outcome
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.seat_check import differing_pools
from registration.states import MOVES, NEW, ForbiddenMove, may_move, sources_of
from tests.factories import make_offering, make_person, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, capacity=1, needs_approval=True)


def fill(cast, offering):
    return make_registration(offering, make_person(unit=cast.unit))


def test_approving_confirms_and_tells(cast, offering):
    row = make_registration(offering, cast.participant, State.PENDING)
    result = approve(by=cast.organiser, registration=row)
    assert result.outcome is Outcome.APPROVED
    assert cast.participant.name in result.message
    row.refresh_from_db()
    assert (row.state, row.pool.taken) == (State.CONFIRMED, 1)
    assert Notice.objects.get().kind == Kind.CONFIRMED
    assert row.changes.get().by == cast.organiser


def test_approving_needs_a_place(cast, offering):
    fill(cast, offering)
    row = make_registration(offering, cast.participant, State.PENDING)
    assert approve(by=cast.organiser, registration=row).outcome is Outcome.NO_PLACE_LEFT
    assert not Notice.objects.exists()


def test_a_decision_on_a_stale_page_is_refused(cast, offering):
    row = make_registration(offering, cast.participant, State.PENDING)
    Registration.objects.update(state=State.WITHDRAWN)
    for decide in (approve, queue):
        result = decide(by=cast.organiser, registration=row)
        assert result.outcome is Outcome.WRONG_STATE
    assert decline(by=cast.organiser, registration=row, reason="x").outcome is Outcome.WRONG_STATE
    assert remove(by=cast.organiser, registration=row, reason="x").outcome is Outcome.WRONG_STATE


@pytest.mark.parametrize("state", [State.DECLINED, State.REMOVED])
def test_an_organiser_can_take_a_refusal_back(cast, offering, state):
    row = make_registration(offering, cast.participant, state)
    assert approve(by=cast.organiser, registration=row).outcome is Outcome.APPROVED


def test_declining_says_why(cast, offering):
    row = make_registration(offering, cast.participant, State.PENDING)
    silent = decline(by=cast.organiser, registration=row, reason=" ")
    assert silent.outcome is Outcome.REASON_MISSING
    result = decline(by=cast.organiser, registration=row, reason="本期限科研人员")
    assert result.outcome is Outcome.DECLINED
    notice = Notice.objects.get()
    assert notice.kind == Kind.DECLINED
    assert "本期限科研人员" in notice.body


def test_removing_gives_the_place_on(cast):
    offering = make_offering(unit=cast.city, capacity=1)
    row = make_registration(offering, cast.participant)
    waiting = register(by=cast.colleague, offering=offering, person=cast.colleague).record
    assert decline(by=cast.organiser, registration=row, reason="x").outcome is Outcome.WRONG_STATE
    result = remove(by=cast.organiser, registration=row, reason="已调离")
    assert result.outcome is Outcome.REMOVED
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED
    assert {n.kind for n in Notice.objects.all()} == {Kind.WAITLISTED, Kind.REMOVED, Kind.PROMOTED}


def test_the_organiser_puts_on_the_waiting_list_when_it_is_full(cast, offering):
    fill(cast, offering)
    row = make_registration(offering, cast.participant, State.PENDING)
    result = queue(by=cast.organiser, registration=row)
    assert (result.outcome, result.details["position"]) == (Outcome.QUEUED, 1)
    assert Notice.objects.get().kind == Kind.WAITLISTED


def test_nobody_is_made_to_wait_beside_a_free_place(cast, offering):
    row = make_registration(offering, cast.participant, State.PENDING)
    assert queue(by=cast.organiser, registration=row).outcome is Outcome.APPROVED


def test_while_the_line_is_stopped_nobody_is_put_past_it(cast, offering):
    pause_line(by=cast.organiser, offering=offering)
    first = make_registration(offering, cast.colleague, State.WAITLISTED)
    row = make_registration(offering, cast.participant, State.PENDING)
    result = queue(by=cast.organiser, registration=row)
    assert (result.outcome, result.details["position"]) == (Outcome.QUEUED, 2)
    resume_line(by=cast.organiser, offering=offering)
    first.refresh_from_db()
    row.refresh_from_db()
    assert (first.state, row.state) == (State.CONFIRMED, State.WAITLISTED)


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        (partial(cancel_offering, reason="台风"), Outcome.CANCELLED),
        (finish_offering, Outcome.FINISHED),
    ],
)
@pytest.mark.parametrize("decide", [approve, queue])
def test_nobody_gets_a_place_in_what_is_over(cast, offering, end, outcome, decide):
    row = make_registration(offering, cast.participant, State.PENDING)
    end(by=cast.organiser, offering=offering)
    Notice.objects.all().delete()
    assert decide(by=cast.organiser, registration=row).outcome is outcome
    row.refresh_from_db()
    assert (row.state, Notice.objects.exists()) == (State.PENDING, False)


@pytest.mark.parametrize("state", [State.OFFERED, State.NOMINATED])
def test_whoever_is_put_back_gives_the_place_to_the_next(cast, state):
    offering = make_offering(unit=cast.city, capacity=1, offer_hours=8, admits_nominated=True)
    row = make_registration(offering, cast.participant, state)
    if state == State.NOMINATED:
        Registration.objects.filter(pk=row.pk).update(pool=offering.pools.get())
    waiting = make_registration(offering, cast.colleague, State.WAITLISTED)
    result = queue(by=cast.organiser, registration=row)
    assert (result.outcome, result.details["position"]) == (Outcome.QUEUED, 1)
    waiting.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, waiting.state) == (State.WAITLISTED, State.OFFERED)
    assert differing_pools() == []


def test_nobody_is_told_to_wait_for_a_place_that_comes_back_at_once(cast):
    offering = make_offering(unit=cast.city, capacity=1, offer_hours=8)
    row = make_registration(offering, cast.participant, State.OFFERED)
    result = queue(by=cast.organiser, registration=row)
    row.refresh_from_db()
    assert (result.outcome, row.state) == (Outcome.PROMOTED, State.OFFERED)
    assert [notice.kind for notice in Notice.objects.all()] == [Kind.OFFERED]
    assert differing_pools() == []


def test_the_table_knows_every_state():
    assert set(MOVES) == {NEW, *State.values}
    assert all(targets <= set(State.values) for targets in MOVES.values())
    assert not any(state in targets for state, targets in MOVES.items()), "a move leads elsewhere"
    assert sources_of(State.WITHDRAWN) == {
        "nominated",
        "pending",
        "waitlisted",
        "offered",
        "confirmed",
    }


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_only_moves_of_the_table_are_made(cast, offering, before, after):
    row = make_registration(offering, cast.participant, before)
    anew = {
        State.OFFERED: {"offered_until": timezone.now()},
        State.NOMINATED: {"via": "nomination", "nominated_unit": cast.unit},
    }.get(after)
    if may_move(before, after):
        move([row], after, by=None, pool=offering.pools.get(), anew=anew)
        row.refresh_from_db()
        assert row.state == after
        assert row.changes.get().from_state == before
    else:
        with pytest.raises(ForbiddenMove):
            move([row], after, by=None, pool=offering.pools.get())


def test_a_row_that_moved_meanwhile_is_not_overwritten(cast, offering):
    row = make_registration(offering, cast.participant, State.PENDING)
    Registration.objects.update(state=State.WITHDRAWN)
    with pytest.raises(Overtaken):
        move([row], State.DECLINED, by=None)
