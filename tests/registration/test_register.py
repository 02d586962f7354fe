"""Registering, outcome by outcome."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions import post_places
from events.enums import OfferingState, PostingKind
from events.models import Offering, SeatPosting
from notices.enums import Kind
from notices.models import Notice
from notices.words import keep_words
from registration.actions import register, seats, withdraw
from registration.enums import RegistrationOutcome as Outcome
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person, make_registration, make_unit

pytestmark = pytest.mark.django_db
BOUNDARIES = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


def taken(offering):
    return sum(offering.pools.values_list("taken", flat=True))


def ask(offering, person):
    return register(by=person, offering=offering, person=person)


def fill(offering, unit, number=1):
    return [ask(offering, make_person(unit=unit)).record for _ in range(number)]


def test_a_free_place_is_confirmed_at_once(cast):
    offering = make_offering(unit=cast.city, capacity=2)
    result = ask(offering, cast.participant)
    assert result.outcome is Outcome.CONFIRMED
    assert (result.record.state, result.record.unit) == (State.CONFIRMED, cast.unit)
    assert taken(offering) == 1
    change = result.record.changes.get()
    assert (change.from_state, change.to_state, change.by) == ("", "confirmed", cast.participant)
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == (Kind.CONFIRMED, cast.participant)
    assert notice.path == f"/o/{offering.public_id}/"


def test_a_reader_of_english_is_told_in_english(cast):
    cast.participant.language = "en"
    cast.participant.save()
    offering = make_offering(unit=cast.city, label="第1期", label_en="1st run")
    ask(offering, cast.participant)
    notice = Notice.objects.get()
    assert notice.subject.startswith("Place confirmed:")
    assert notice.subject.endswith("1st run")
    assert notice.path == f"/en/o/{offering.public_id}/"


def test_names_and_titles_stand_in_notices_as_they_are(cast):
    offering = make_offering(unit=cast.city, label="“<两弹>” & 𠮷")
    ask(offering, cast.participant)
    assert "“<两弹>” & 𠮷" in Notice.objects.get().subject


def test_who_comes_too_late_waits_with_a_position(cast):
    offering = make_offering(unit=cast.city, capacity=1)
    fill(offering, cast.unit)
    first, second = ask(offering, cast.participant), ask(offering, cast.colleague)
    assert first.outcome is second.outcome is Outcome.WAITLISTED
    assert (first.details["position"], second.details["position"]) == (1, 2)
    assert "第 2 位" in second.message
    assert Notice.objects.filter(kind=Kind.WAITLISTED).count() == 2


def test_without_a_waiting_list_full_is_full(cast):
    offering = make_offering(unit=cast.city, capacity=1, has_waiting_list=False)
    fill(offering, cast.unit)
    result = ask(offering, cast.participant)
    assert result.outcome is Outcome.FULL
    assert not Registration.objects.of(cast.participant).exists()


def test_an_approved_offering_holds_no_place_before_the_decision(cast):
    offering = make_offering(unit=cast.city, capacity=1, needs_approval=True)
    assert ask(offering, cast.participant).outcome is Outcome.PENDING
    assert ask(offering, cast.participant).outcome is Outcome.ALREADY_PENDING
    assert taken(offering) == 0


def test_pressing_twice_changes_nothing(cast):
    offering = make_offering(unit=cast.city, capacity=1)
    assert ask(offering, cast.participant).outcome is Outcome.CONFIRMED
    assert ask(offering, cast.participant).outcome is Outcome.ALREADY_REGISTERED
    ask(offering, cast.colleague)
    again = ask(offering, cast.colleague)
    assert (again.outcome, again.details) == (Outcome.ALREADY_WAITLISTED, {"position": 1})
    assert taken(offering) == 1
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"state": OfferingState.DRAFT}, "NOT_PUBLISHED"),
        ({"state": OfferingState.PAUSED}, "PAUSED"),
        ({"state": OfferingState.CANCELLED}, "CANCELLED"),
        ({"state": OfferingState.FINISHED}, "FINISHED"),
        ({"opens_at": timezone.now() + timedelta(days=2)}, "NOT_OPEN_YET"),
        ({"closes_at": timezone.now() - timedelta(hours=2)}, "CLOSED"),
    ],
)
def test_a_shut_door_says_why(cast, fields, outcome):
    offering = make_offering(unit=cast.city, **fields)
    result = ask(offering, cast.participant)
    assert result.outcome is Outcome[outcome]
    assert "%(" not in result.message
    assert not Registration.objects.exists()


def test_a_stale_offering_does_not_open_a_door_that_was_shut(cast):
    """The caller read the offering while it was open; meanwhile it was cancelled."""
    offering = make_offering(unit=cast.city, capacity=1)
    Offering.objects.filter(pk=offering.pk).update(state=OfferingState.CANCELLED)
    assert ask(offering, cast.participant).outcome is Outcome.CANCELLED
    assert taken(offering) == 0
    assert not Registration.objects.exists()
    assert not Notice.objects.exists()


def test_only_members_register_unless_it_is_open_to_all(cast):
    closed = make_offering(unit=cast.city)
    assert ask(closed, cast.stranger).outcome is Outcome.NOT_ELIGIBLE
    public = make_offering(unit=cast.city, open_to_all=True)
    result = ask(public, cast.stranger)
    assert (result.outcome, result.record.unit) == (Outcome.CONFIRMED, None)


def test_where_nobody_registers_alone_the_sentence_says_who_can_help(cast):
    ways = {"admits_self": False, "admits_nominated": True}
    by_unit = make_offering(unit=cast.city, **ways)
    assert ask(by_unit, cast.participant).outcome is Outcome.NOT_NOMINATED
    by_list = make_offering(unit=cast.city, admits_self=False, admits_invited=True)
    assert ask(by_list, cast.participant).outcome is Outcome.NOT_INVITED


def test_a_unit_draws_from_its_own_places_first_then_from_the_general_ones(cast):
    offering = make_offering(unit=cast.city, capacity=1)
    post_places(by=cast.organiser, offering=offering, delta=1, unit=cast.unit)
    first, second = ask(offering, cast.participant), ask(offering, cast.colleague)
    assert (first.record.pool.unit, second.record.pool.unit) == (cast.unit, None)


def test_the_nearest_unit_with_places_left_gives_one(cast):
    offering = make_offering(unit=cast.city, capacity=0)
    post_places(by=cast.organiser, offering=offering, delta=1, unit=cast.district)
    post_places(by=cast.organiser, offering=offering, delta=1, unit=cast.unit)
    pools = [record.pool.unit for record in fill(offering, cast.unit, 2)]
    assert pools == [cast.unit, cast.district]
    assert ask(offering, cast.participant).outcome is Outcome.WAITLISTED


def test_places_of_another_unit_are_not_drawn(cast):
    offering = make_offering(unit=cast.city, capacity=0)
    post_places(by=cast.organiser, offering=offering, delta=5, unit=cast.other_unit)
    assert ask(offering, cast.participant).outcome is Outcome.WAITLISTED
    other = ask(offering, make_person(unit=cast.other_unit))
    assert other.outcome is Outcome.CONFIRMED, "nobody who waits could have this place"


def test_registering_again_revives_the_row_at_the_end_of_the_line(cast):
    offering = make_offering(unit=cast.city, capacity=1)
    fill(offering, cast.unit)
    row = ask(offering, cast.participant).record
    ask(offering, cast.colleague)
    withdraw(by=cast.participant, registration=row)
    again = ask(offering, cast.participant)
    assert (again.outcome, again.details["position"]) == (Outcome.WAITLISTED, 2)
    assert again.record.pk == row.pk
    assert again.record.queued_at > row.queued_at
    moves = list(row.changes.values_list("from_state", "to_state"))
    assert moves == [("", "waitlisted"), ("waitlisted", "withdrawn"), ("withdrawn", "waitlisted")]
    assert Notice.objects.filter(recipient=cast.participant, kind=Kind.WAITLISTED).count() == 2


def test_a_revived_row_takes_a_free_place_and_the_present_unit(cast):
    offering = make_offering(unit=cast.city, capacity=1)
    make_registration(offering, cast.participant, State.WITHDRAWN, unit=make_unit())
    result = ask(offering, cast.participant)
    assert (result.outcome, result.record.unit) == (Outcome.CONFIRMED, cast.unit)
    assert taken(offering) == 1


@pytest.mark.parametrize("state", [State.DECLINED, State.REMOVED])
def test_what_the_organiser_decided_stands(cast, state):
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant, state)
    assert ask(offering, cast.participant).outcome is Outcome.DECIDED_ALREADY


def test_a_newcomer_does_not_overtake_who_waits(cast):
    """Places that came past the actions (SQL): those who wait get them before a newcomer."""
    offering = make_offering(unit=cast.city, capacity=1)
    fill(offering, cast.unit)
    waiting = ask(offering, cast.participant).record
    SeatPosting.objects.create(pool=offering.pools.get(), kind=PostingKind.GRANT, delta=1)
    assert ask(offering, cast.colleague).outcome is Outcome.WAITLISTED
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED


def test_listings_are_renewed_only_when_their_word_changes(cast, monkeypatch):
    bumps: list[int] = []
    monkeypatch.setattr(seats, "page_cache", SimpleNamespace(bump_words=bumps.append))
    offering = make_offering(unit=cast.city, capacity=7)
    fill(offering, cast.unit)  # 6 left: open
    assert bumps == []
    rows = fill(offering, cast.unit)  # 5 left: few
    assert len(bumps) == 1
    fill(offering, cast.unit, 4)  # 1 left: few
    assert len(bumps) == 1
    fill(offering, cast.unit)  # waiting list
    assert len(bumps) == 2
    fill(offering, cast.unit)  # the waiting list grows
    assert len(bumps) == 2
    withdraw(by=None, registration=rows[0])  # the next one moves up: full still
    assert len(bumps) == 2


@pytest.mark.parametrize("state", [State.CONFIRMED, State.WAITLISTED, State.PENDING])
def test_registering_over_http_takes_twelve_statements_and_one_transaction(cast, client, state):
    capacity = 0 if state == State.WAITLISTED else 3
    approved = {"needs_approval": state == State.PENDING}
    first, offering = (make_offering(unit=cast.city, capacity=capacity, **approved) for _ in "12")
    client.force_login(cast.participant)
    client.post(f"/o/{first.public_id}/register/")  # what is looked up once for the whole site
    keep_words(state)  # after its commit, which a test does not see
    with CaptureQueriesContext(connection) as captured:
        client.post(f"/o/{offering.public_id}/register/")
    assert cast.participant.registrations.get(offering=offering).state == state
    sent = [query["sql"] for query in captured]
    # Login, person, memberships, offering; person locked, offering locked with its session, pools
    # locked with what there is; row, history; notice, outbox, audit.
    statements = [sql for sql in sent if not sql.startswith(BOUNDARIES)]
    assert len(statements) <= 12, "\n".join(statements)
    # The one transaction is a savepoint of the test's own; inside it there is no other.
    assert len(sent) - len(statements) == 2, "\n".join(sent)
