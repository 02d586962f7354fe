"""What the desk of the state machine stands on: seven people, two offerings, what always holds."""

from itertools import pairwise

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from events.actions import post_places
from events.models import Offering, SeatPool
from registration.actions import quota
from registration.actions.pools import with_room
from registration.actions.promote import moves_up
from registration.enums import RegistrationState as State
from registration.ledger import ledger_of
from registration.models import HandOver, Question, Registration
from registration.seat_check import differing_pools
from registration.states import may_move
from tests.factories import make_cast, make_offering, make_person, make_question

PEOPLE = 7
who = st.integers(0, PEOPLE - 1)


class Undo(Exception):
    """Raised to leave a transaction as if it had never been."""


class Scene(RuleBasedStateMachine):
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
            admits_nominated=True, substitution_allowed=True,
        )  # fmt: skip
        self.later = make_offering(unit=cast.city, page=self.offering.page, capacity=1)
        self.question = make_question(self.offering)
        self.organiser, self.liaison = cast.organiser, cast.liaison
        self.units = [cast.unit, cast.other_unit]
        self.people = [make_person(unit=self.units[number % 2]) for number in range(PEOPLE)]
        values = {"passes_to": "next", "is_exchangeable": True}
        quota.set_quota_rule(by=None, offering=self.offering, values=values, turns=self.units)
        if granted:
            post_places(by=None, offering=self.offering, delta=granted, unit=cast.unit)
        self.seen = {}

    def row(self, number):
        rows = Registration.objects.filter(person=self.people[number], offering=self.offering)
        return rows.select_related("person", "offering", "nominated_unit").first()

    def now(self):
        return Offering.objects.get(pk=self.offering.pk)

    def given(self):
        """An answer to everything that is asked."""
        asked = Question.objects.asked().filter(offering=self.offering)
        return {one: one.options[0]["code"] if one.options else "素食" for one in asked}

    @invariant()
    def counters_agree(self):
        assert differing_pools() == []
        if not hasattr(self, "offering"):
            return
        ledger = ledger_of(self.offering)
        for line in [*ledger.units, ledger.general]:
            assert 0 <= line.used <= line.capacity
            moved = line.granted + line.transferred - line.returned - line.lapsed
            assert moved == line.capacity

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
            if row.state != State.NOMINATED:
                assert (row.pool is not None) == (row.state in (State.CONFIRMED, State.OFFERED))
            assert (row.offered_until is not None) == (row.state == State.OFFERED)
            if row.pool is not None and row.pool.unit is not None:
                assert row.unit.path.startswith(row.pool.unit.path)

    @invariant()
    def the_first_of_each_ranking_hold_the_places_of_their_unit(self):
        for unit in getattr(self, "units", []):
            nominated = Registration.objects.filter(nominated_unit=unit, state=State.NOMINATED)
            listed = list(nominated.order_by("rank", "pk").values_list("rank", "pool"))
            seated = [pool is not None for _rank, pool in listed]
            assert seated == sorted(seated, reverse=True), "the first hold the places"
            assert len({rank for rank, _pool in listed}) == len(listed)
            pool = SeatPool.objects.filter(offering=self.offering, unit=unit).first()
            if pool is not None and not all(seated):
                assert pool.left == 0, "a reserve stands beside a free place"

    @invariant()
    def only_who_has_a_place_asks_a_colleague_and_one_at_a_time(self):
        asked = HandOver.objects.unended().select_related("registration", "person")
        rows = [one.registration for one in asked]
        assert {row.state for row in rows} <= {State.CONFIRMED}
        assert len({row.pk for row in rows}) == len(rows)

    @invariant()
    def questions_stand_behind_what_brings_them(self):
        seen = set()
        for question in Question.objects.asked().order_by("offering", "sort_order", "pk"):
            assert question.shown_if_id is None or question.shown_if_id in seen
            seen.add(question.pk)

    def teardown(self):
        self.transaction.__exit__(Undo, Undo(), None)
