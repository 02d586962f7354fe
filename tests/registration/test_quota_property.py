"""Whatever is posted, nominated, ranked, handed over: used places never exceed granted ones.

After every step the counters are what the rows say, each unit's balance adds up, the first of every
ranking hold its places, and no place of a unit is free beside a reserve of that unit.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import SeatPool
from registration.actions import nomination, promote, quota, register, withdraw
from registration.enums import RegistrationState as State
from registration.ledger import ledger_of
from registration.models import QuotaRule, Registration, TransferProposal
from registration.seat_check import differing_pools
from tests.factories import make_offering, make_person

UNIT, NUMBER, PERSON = st.integers(0, 1), st.integers(0, 3), st.integers(0, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), UNIT, NUMBER, st.booleans()),
        st.tuples(st.just("transfer"), UNIT, NUMBER),
        st.tuples(st.just("return"), UNIT, NUMBER),
        st.tuples(st.just("propose"), UNIT, NUMBER),
        st.tuples(st.just("accept")),
        st.tuples(st.just("lapse")),
        st.tuples(st.just("nominate"), UNIT, PERSON),
        st.tuples(st.just("rank"), UNIT, PERSON, NUMBER),
        st.tuples(st.just("end"), UNIT, PERSON),
        st.tuples(st.just("admit"), UNIT),
        st.tuples(st.just("refuse"), UNIT),
        st.tuples(st.just("substitute"), UNIT, PERSON, PERSON),
        st.tuples(st.just("register"), UNIT, PERSON),
        st.tuples(st.just("withdraw"), UNIT, PERSON),
        st.tuples(st.just("promote")),
    ),
    min_size=4,
    max_size=14,
)


class World:
    """An offering, two units with five people each, and what can be done to them."""

    def __init__(self, cast):
        self.cast, self.by = cast, cast.organiser
        self.offering = make_offering(unit=cast.city, capacity=2, admits_nominated=True)
        self.units = [cast.unit, cast.other_unit]
        self.people = [[make_person(unit=unit) for _ in range(5)] for unit in self.units]
        quota.set_quota_rule(
            by=self.by,
            offering=self.offering,
            values={"passes_to": "next", "is_exchangeable": True},
            turns=self.units,
        )

    def row(self, unit, person):
        rows = Registration.objects.select_related("person", "offering", "nominated_unit")
        return rows.filter(person=self.people[unit][person]).first()

    def rows_of(self, unit):
        return Registration.objects.filter(nominated_unit=self.units[unit])

    def ledger(self):
        return {"by": self.by, "offering": self.offering}

    def between(self, unit, number):
        return {"source": self.units[unit], "target": self.units[1 - unit], "number": number}

    def grant(self, unit, number, from_general):
        grants = [quota.Grant(self.units[unit], number)]
        return quota.grant_places(**self.ledger(), grants=grants, from_general=from_general)

    def transfer(self, unit, number):
        return quota.transfer_places(**self.ledger(), **self.between(unit, number))

    def propose(self, unit, number):
        return quota.propose_transfer(**self.ledger(), **self.between(unit, number))

    def accept(self):
        if proposal := TransferProposal.objects.first():
            quota.accept_transfer(by=self.by, proposal=proposal)

    def lapse(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        QuotaRule.objects.update(usable_until=yesterday, lapsed_at=None)
        quota.lapse_places(by=None, offering=self.offering)

    def nominate(self, unit, person):
        who = self.people[unit][person]
        nomination.nominate(**self.ledger(), unit=self.units[unit], person=who)

    def rank(self, unit, person, place):
        row = self.row(unit, person)
        if row is not None and row.nominated_unit is not None:
            nomination.rank_nomination(by=self.by, registration=row, place=place)

    def end(self, unit, person):
        if row := self.row(unit, person):
            nomination.decline_nomination(by=row.person, registration=row, reason="出差")

    def admit(self, unit):
        nomination.admit_nominees(**self.ledger(), registrations=self.rows_of(unit))

    def refuse(self, unit):
        rows = self.rows_of(unit)[:1]
        nomination.refuse_nominees(**self.ledger(), registrations=rows, reason="名额有限")

    def substitute(self, unit, person, other):
        if row := self.row(unit, person):
            new = self.people[unit][other]
            nomination.substitute(by=self.by, registration=row, person=new, reason="出差")

    def register(self, unit, person):
        who = self.people[unit][person]
        register(by=who, offering=self.offering, person=who)

    def withdraw(self, unit, person):
        if row := self.row(unit, person):
            withdraw(by=row.person, registration=row)

    def promote(self):
        promote(**self.ledger())

    def do(self, step):
        verb, *values = step
        {"return": self.give_back}.get(verb, getattr(self, verb, None))(*values)

    def give_back(self, unit, number):
        quota.return_places(**self.ledger(), unit=self.units[unit], number=number)

    def check(self):
        assert differing_pools() == []
        ledger = ledger_of(self.offering)
        for line in [*ledger.units, ledger.general]:
            assert 0 <= line.used <= line.capacity
            moved = line.granted + line.transferred - line.returned - line.lapsed
            assert moved == line.capacity
        for unit in self.units:
            self.check_ranking(unit)

    def check_ranking(self, unit):
        nominated = Registration.objects.filter(nominated_unit=unit, state=State.NOMINATED)
        listed = list(nominated.order_by("rank", "pk").values_list("rank", "pool"))
        seated = [pool is not None for _rank, pool in listed]
        assert seated == sorted(seated, reverse=True), "the first hold the places"
        assert len({rank for rank, _pool in listed}) == len(listed)
        pool = SeatPool.objects.filter(offering=self.offering, unit=unit).first()
        if pool is not None and not all(seated):
            assert pool.left == 0, "a reserve stands beside a free place"


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_used_never_exceeds_granted(cast, steps):
    with transaction.atomic():
        world = World(cast)
        for step in steps:
            world.do(step)
            world.check()
        transaction.set_rollback(True)
