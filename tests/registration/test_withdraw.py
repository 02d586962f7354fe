"""Withdrawing, and moving up in the same transaction."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import cancel_offering, pause_offering, post_places
from events.enums import PostingKind
from events.models import SeatPosting
from notices.enums import Kind
from notices.models import Notice
from registration.actions import promote, register, withdraw
from registration.actions.allocate import allocate
from registration.enums import RegistrationOutcome as Outcome
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person, make_registration

pytestmark = pytest.mark.django_db


def ask(offering, person):
    return register(by=person, offering=offering, person=person).record


def states(*rows):
    return [Registration.objects.get(pk=row.pk).state for row in rows]


@pytest.fixture
def line(cast):
    """An offering of one place: who has it, and three who wait in this order."""
    offering = make_offering(unit=cast.city, capacity=1)
    people = [
        cast.participant,
        cast.colleague,
        make_person(unit=cast.unit),
        make_person(unit=cast.city),
    ]
    return offering, [ask(offering, person) for person in people]


def test_a_freed_place_goes_to_the_next_in_line(cast, line):
    offering, (first, second, third, fourth) = line
    result = withdraw(by=cast.participant, registration=first)
    assert result.outcome is Outcome.WITHDRAWN
    assert states(first, second, third, fourth) == [
        State.WITHDRAWN, State.CONFIRMED, State.WAITLISTED, State.WAITLISTED,
    ]  # fmt: skip
    assert offering.pools.get().taken == 1
    kinds = Notice.objects.filter(recipient=second.person).values_list("kind", flat=True)
    assert set(kinds) == {Kind.WAITLISTED, Kind.PROMOTED}
    assert Notice.objects.filter(kind=Kind.WITHDRAWN).get().recipient == cast.participant
    assert Registration.objects.position_of(third) == 1


def test_leaving_the_waiting_list_moves_the_others_up_in_it(line):
    _offering, (first, second, third, _fourth) = line
    withdraw(by=second.person, registration=second)
    assert states(first, third) == [State.CONFIRMED, State.WAITLISTED]
    assert Registration.objects.position_of(third) == 1


def test_the_tie_break_is_the_row(cast, line):
    _offering, (first, second, third, fourth) = line
    Registration.objects.filter(pk__in=[second.pk, third.pk, fourth.pk]).update(
        queued_at=timezone.now()
    )
    withdraw(by=first.person, registration=first)
    assert states(second, third) == [State.CONFIRMED, State.WAITLISTED]


def test_withdrawing_twice_changes_nothing(line):
    _offering, (first, *_rest) = line
    withdraw(by=first.person, registration=first)
    again = withdraw(by=first.person, registration=first)
    assert again.outcome is Outcome.NOT_REGISTERED
    assert first.changes.count() == 2


def test_after_the_start_a_place_is_given_up_through_the_organiser(cast, client):
    offering = make_offering(unit=cast.city, capacity=1)
    row, waiting = ask(offering, cast.participant), ask(offering, cast.colleague)
    offering.sessions.update(starts_at=timezone.now() - timedelta(hours=1))
    late = withdraw(by=cast.participant, registration=row)
    assert late.outcome is Outcome.TOO_LATE_TO_WITHDRAW
    client.force_login(cast.participant)
    asked = client.get(f"/o/{offering.public_id}/withdraw/", follow=True)
    assert asked.redirect_chain == [(offering.get_absolute_url(), 302)], "nobody is asked in vain"
    assert str(late.message) in asked.content.decode()
    left = withdraw(by=cast.colleague, registration=waiting)
    assert left.outcome is Outcome.WITHDRAWN, "who only waits may leave at any time"


def test_the_freed_places_of_a_unit_go_to_people_of_that_unit(cast):
    offering = make_offering(unit=cast.city, capacity=0)
    post_places(by=cast.organiser, offering=offering, delta=1, unit=cast.unit)
    held = ask(offering, cast.participant)
    elsewhere = ask(offering, make_person(unit=cast.other_unit))
    colleague = ask(offering, cast.colleague)
    withdraw(by=cast.participant, registration=held)
    assert states(elsewhere, colleague) == [State.WAITLISTED, State.CONFIRMED]


def test_companions_need_as_many_places(cast):
    offering = make_offering(unit=cast.city, capacity=2)
    first, _second = ask(offering, cast.participant), ask(offering, cast.colleague)
    three = make_registration(offering, make_person(unit=cast.unit), State.WAITLISTED, companions=1)
    single = ask(offering, make_person(unit=cast.unit))
    withdraw(by=cast.participant, registration=first)
    assert states(three, single) == [State.WAITLISTED, State.CONFIRMED]
    assert offering.pools.get().taken == 2


def test_listings_learn_how_many_places_a_promotion_took(cast, monkeypatch):
    offering = make_offering(unit=cast.city, capacity=2)
    told = []
    monkeypatch.setitem(
        allocate.__globals__, "tell_listings", lambda offering, seats: told.append(seats)
    )
    make_registration(offering, cast.participant, State.WAITLISTED, companions=1)
    promote(by=cast.organiser, offering=offering)
    assert told == [2]


def test_added_places_go_to_those_who_wait_at_once(cast, line):
    offering, (_first, second, third, fourth) = line
    result = post_places(by=cast.organiser, offering=offering, delta=2)
    assert states(second, third, fourth) == [State.CONFIRMED, State.CONFIRMED, State.WAITLISTED]
    assert result.details["taken"] == 3
    assert Notice.objects.filter(kind=Kind.PROMOTED).count() == 2


def test_a_pause_keeps_newcomers_out_but_not_those_who_wait(cast, line):
    offering, (first, second, *_rest) = line
    pause_offering(by=cast.organiser, offering=offering)
    withdraw(by=first.person, registration=first)
    assert states(second) == [State.CONFIRMED]


def test_nobody_moves_up_into_what_is_cancelled_or_over(cast, line):
    offering, (first, second, *_rest) = line
    past = timezone.now() - timedelta(days=1)
    offering.sessions.update(starts_at=past - timedelta(hours=2), ends_at=past)
    post_places(by=cast.organiser, offering=offering, delta=1)
    assert states(second) == [State.WAITLISTED]
    cancel_offering(by=cast.organiser, offering=offering, reason="停办")
    assert withdraw(by=first.person, registration=first).outcome is Outcome.WITHDRAWN
    assert states(second) == [State.WAITLISTED]


def test_promoting_by_hand_has_its_own_outcome(cast, line):
    offering, (_first, second, third, _fourth) = line
    assert promote(by=cast.organiser, offering=offering).outcome is Outcome.NOBODY_PROMOTED
    SeatPosting.objects.create(pool=offering.pools.get(), kind=PostingKind.GRANT, delta=2)
    result = promote(by=cast.organiser, offering=offering)
    assert result.outcome is Outcome.PROMOTED
    assert second.person.name in result.message
    assert states(second, third) == [State.CONFIRMED, State.CONFIRMED]


@pytest.mark.parametrize(("number", "statements"), [(1, 17), (2, 18), (5, 18)])
def test_many_move_up_in_as_few_statements_as_two(
    cast, number, statements, django_assert_num_queries
):
    offering = make_offering(unit=cast.city, capacity=1)
    ask(offering, cast.participant)
    for _ in range(number):
        ask(offering, make_person(unit=cast.unit))
    with django_assert_num_queries(statements):
        post_places(by=cast.organiser, offering=offering, delta=number)
    assert offering.pools.get().taken == number + 1
