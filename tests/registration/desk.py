"""The desk of the state machine: seven people, two offerings, every button there is, invariants."""

from datetime import timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from events.actions import (
    cancel_offering,
    move_session,
    pause_offering,
    post_places,
    resume_offering,
)
from events.models import Offering, SeatPool
from registration.actions import (
    accept,
    answer,
    approve,
    ask_colleague,
    decline,
    enter,
    expire_offers,
    import_registrations,
    invite,
    keep_place,
    move_in_line,
    move_to,
    name_companions,
    pause_line,
    promote,
    queue,
    reconfirm,
    register,
    remove,
    resume_line,
    take_over,
    turn_down,
    uninvite,
    withdraw,
)
from registration.actions.pools import with_room
from registration.actions.promote import moves_up
from registration.enums import RegistrationState as State
from registration.models import HandOver, Invitation, Registration
from registration.seat_check import differing_pools
from registration.states import may_move
from registration.tasks import lapse_hand_overs
from tests.factories import make_cast, make_offering, make_person, make_question
from tests.people.rows import rows_of

PEOPLE = 7
who = st.integers(0, PEOPLE - 1)


class Undo(Exception):
    """Raised to leave a transaction as if it had never been."""


class Desk(RuleBasedStateMachine):
    """Seven people of two units, four places at the most, and one in the next cohort."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    @initialize(
        places=st.integers(0, 3),
        granted=st.integers(0, 2),
        hours=st.sampled_from([None, 8]),
        approval=st.booleans(),
    )
    def open(self, places, granted, hours, approval):
        cast = make_cast()
        self.offering = make_offering(
            unit=cast.city, capacity=places, offer_hours=hours, companions_max=1,
            needs_approval=approval, asks_to_reconfirm=True, admits_invited=True,
            substitution_allowed=True,
        )  # fmt: skip
        self.later = make_offering(unit=cast.city, page=self.offering.page, capacity=1)
        self.question = make_question(self.offering)
        self.unit, self.organiser = cast.unit, cast.organiser
        if granted:
            post_places(by=None, offering=self.offering, delta=granted, unit=cast.unit)
        units = (cast.unit, cast.other_unit)
        self.people = [make_person(unit=units[number % 2]) for number in range(PEOPLE)]
        self.seen = {}

    def row(self, number):
        rows = Registration.objects.filter(person=self.people[number], offering=self.offering)
        return rows.select_related("person", "offering").first()

    def now(self):
        return Offering.objects.get(pk=self.offering.pk)

    @rule(number=who, companions=st.integers(0, 1))
    def registers(self, number, companions):
        person = self.people[number]
        register(by=person, offering=self.now(), person=person, companions=companions)

    @rule(number=who)
    def withdraws(self, number):
        if (row := self.row(number)) is not None:
            withdraw(by=row.person, registration=row)

    @rule(number=who, act=st.sampled_from([approve, queue, decline, remove]))
    def is_decided_about(self, number, act):
        if (row := self.row(number)) is not None:
            act(by=None, registration=row, reason="另有安排")

    @rule(number=who)
    def is_entered(self, number):
        enter(by=None, offering=self.now(), person=self.people[number], reason="现场")

    @rule(numbers=st.sets(who, min_size=2, max_size=3), companions=st.integers(0, 1))
    def a_list_is_imported(self, numbers, companions):
        people = [self.people[number] for number in sorted(numbers)]
        line = {"offering": self.offering.public_id, "companions": companions}
        rows = rows_of(*(line | {"name": one.name, "email": one.email} for one in people))
        held = Registration.objects.filter(offering=self.offering, person__in=people).confirmed()
        before = held.count()
        result = import_registrations(by=self.organiser, rows=rows)
        assert held.count() == (len(people) if result.ok else before), "all of them or nobody"

    @rule(number=who, act=st.sampled_from([accept, reconfirm]))
    def says_yes(self, number, act):
        if (row := self.row(number)) is not None:
            act(by=row.person, registration=row)

    @rule()
    def the_line_is_looked_at(self):
        promote(by=self.organiser, offering=self.now())

    @rule(number=who, taken_back=st.booleans())
    def is_invited(self, number, taken_back):
        names = [self.people[number].email]
        invite(by=self.organiser, offering=self.now(), names=names)
        if taken_back:
            uninvite(by=None, offering=self.now(), invitations=list(Invitation.objects.all()))

    @rule(number=who, text=st.sampled_from(["素食", "清真", None]))
    def answers(self, number, text):
        if (row := self.row(number)) is not None:
            name_companions(by=row.person, registration=row, names=text or "")
            answer(by=row.person, registration=row, values={self.question: text})

    @rule(number=who, other=who)
    def asks_a_colleague(self, number, other):
        if (row := self.row(number)) is not None:
            wanted = self.people[other].name
            ask_colleague(by=row.person, registration=row, wanted=wanted, reason="出差")

    @rule(act=st.sampled_from([take_over, take_over, turn_down]))
    def a_colleague_answers(self, act):
        asked = HandOver.objects.unended().filter(person__isnull=False).first()
        if asked is not None:
            act(by=asked.person, hand_over=asked)

    @rule(number=who, lapses=st.booleans())
    def a_question_ends(self, number, lapses):
        if lapses:
            HandOver.objects.unended().update(until=timezone.now())
            lapse_hand_overs()
        elif (row := self.row(number)) is not None:
            keep_place(by=row.person, registration=row)

    @rule(number=who)
    def goes_to_the_next_cohort(self, number):
        if (row := self.row(number)) is not None:
            move_to(by=None, registration=row, target=self.later, reason="调整")

    @rule(act=st.sampled_from([pause_offering, resume_offering]))
    def registration_stops_or_goes_on(self, act):
        act(by=None, offering=self.now())

    @rule(chance=st.integers(0, 15))
    def is_called_off(self, chance):
        if chance == 0:
            cancel_offering(by=None, offering=self.now(), reason="台风")

    @rule(number=who, position=st.integers(1, PEOPLE))
    def is_moved(self, number, position):
        if (row := self.row(number)) is not None:
            move_in_line(by=None, registration=row, position=position, reason="次序")

    @rule(delta=st.sampled_from([-2, -1, 1, 2]), own=st.booleans())
    def places_change(self, delta, own):
        unit = self.unit if own else None
        post_places(by=None, offering=self.now(), delta=delta, unit=unit)

    @rule()
    def offers_run_out(self):
        offered = Registration.objects.filter(state=State.OFFERED)
        offered.update(offered_until=timezone.now())
        expire_offers(by=None, offering=self.now())

    @rule(act=st.sampled_from([pause_line, resume_line]))
    def line_stops_or_goes_on(self, act):
        act(by=None, offering=self.now())

    @rule()
    def session_moves(self):
        session = self.offering.sessions.get()
        day = timedelta(days=1)
        later = {"starts_at": session.starts_at + day, "ends_at": session.ends_at + day}
        move_session(by=None, session=session, **later)

    @invariant()
    def counters_agree(self):
        assert differing_pools() == []
        assert all(0 <= pool.taken <= pool.capacity for pool in SeatPool.objects.all())

    @invariant()
    def nobody_is_lost_and_every_move_is_allowed_and_written(self):
        for row in Registration.objects.prefetch_related("changes"):
            steps = [(change.from_state, change.to_state) for change in row.changes.all()]
            assert steps[0][0] == ""
            assert steps[-1][1] == row.state
            for (_, reached), (left, _) in pairwise(steps):
                assert reached == left
            for left, reached in steps:
                assert may_move(left, reached) or left == reached == State.WAITLISTED
            key = (row.offering_id, row.person_id)
            assert self.seen.setdefault(key, row.pk) == row.pk, "one row for ever"

    @invariant()
    def no_place_is_free_for_somebody_who_waits(self):
        offering = self.now() if hasattr(self, "offering") else None
        if offering is None or not moves_up(offering):
            return
        pools = list(SeatPool.objects.filter(offering=offering).select_related("unit"))
        waiting = Registration.objects.filter(offering=offering).waiting()
        for row in waiting.select_related("unit"):
            assert with_room(row.unit, pools, 1 + row.companions) is None

    @invariant()
    def seats_belong_to_their_state_and_unit(self):
        for row in Registration.objects.select_related("pool__unit", "unit"):
            assert (row.pool is not None) == (row.state in (State.CONFIRMED, State.OFFERED))
            assert (row.offered_until is not None) == (row.state == State.OFFERED)
            if row.pool is not None and row.pool.unit is not None:
                assert row.unit.path.startswith(row.pool.unit.path)

    @invariant()
    def only_who_has_a_place_asks_a_colleague_and_one_at_a_time(self):
        asked = HandOver.objects.unended().select_related("registration", "person")
        rows = [one.registration for one in asked]
        assert {row.state for row in rows} <= {State.CONFIRMED}
        assert len({row.pk for row in rows}) == len(rows)

    def teardown(self):
        self.transaction.__exit__(Undo, Undo(), None)
