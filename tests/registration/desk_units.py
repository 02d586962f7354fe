"""What units and the lead unit do at the desk: the ledger of places, nominating, admitting."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from registration.actions.nomination import (
    admit_nominees,
    decline_nomination,
    nominate,
    nominate_many,
    rank_nomination,
    refuse_nominees,
    substitute,
    withdraw_nomination,
)
from registration.actions.quota import (
    Grant,
    accept_transfer,
    grant_places,
    lapse_places,
    propose_transfer,
    refuse_transfer,
    remind_of_milestone,
    return_places,
    set_quota_rule,
    take_back_transfer,
    transfer_places,
)
from registration.enums import RegistrationState as State
from registration.models import Milestone, QuotaRule, Registration, TransferProposal
from registration.quota_enums import PassesTo, ProposalState
from tests.registration.desk_scene import Scene, who

which, few = st.integers(0, 1), st.integers(0, 3)


class Units(Scene):
    """Two units with places of their own, people whom they nominate, and a lead unit."""

    def ledger(self):
        return {"by": self.organiser, "offering": self.now()}

    @rule(unit=which, number=few, from_general=st.booleans())
    def places_are_granted(self, unit, number, from_general):
        grants = [Grant(self.units[unit], number)]
        grant_places(**self.ledger(), grants=grants, from_general=from_general)

    @rule(unit=which, number=few, act=st.sampled_from([transfer_places, propose_transfer]))
    def places_go_to_the_other_unit(self, unit, number, act):
        between = {"source": self.units[unit], "target": self.units[1 - unit]}
        act(**self.ledger(), **between, number=number)

    @rule(act=st.sampled_from([accept_transfer, refuse_transfer, take_back_transfer]))
    def a_proposal_is_answered(self, act):
        proposal = TransferProposal.objects.filter(state=ProposalState.OPEN).first()
        if proposal is not None:
            act(by=self.organiser, proposal=proposal)

    @rule(unit=which, number=few)
    def places_are_returned(self, unit, number):
        return_places(**self.ledger(), unit=self.units[unit], number=number)

    @rule(passes_to=st.sampled_from(PassesTo.values), first=which, number=few)
    def the_rule_is_laid_down(self, passes_to, first, number):
        turns = [self.units[first], self.units[1 - first]]
        steps = [(timezone.localdate(), number)] if number else []
        values = {"passes_to": passes_to, "is_returnable": number != 1}
        set_quota_rule(**self.ledger(), values=values, turns=turns, milestones=steps)
        for milestone in Milestone.objects.all():
            remind_of_milestone(by=None, milestone=milestone)

    @rule()
    def places_lapse(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        QuotaRule.objects.update(usable_until=yesterday, lapsed_at=None)
        lapse_places(by=None, offering=self.now())

    @rule(number=who, unit=which)
    def is_nominated(self, number, unit):
        nominate(**self.ledger(), unit=self.units[unit], person=self.people[number])

    @rule(unit=which, number=st.integers(1, 3))
    def a_list_is_nominated(self, unit, number):
        people = self.people[unit::2][:number]
        nominated = Registration.objects.filter(offering=self.offering, state=State.NOMINATED)
        before = nominated.count()
        result = nominate_many(**self.ledger(), unit=self.units[unit], people=people)
        added = result.details["number"] if result.ok else 0
        assert nominated.count() == before + added, "all of them or nobody"

    @rule(number=who, place=st.integers(1, 4))
    def is_ranked(self, number, place):
        row = self.row(number)
        if row is not None and row.nominated_unit is not None:
            rank_nomination(by=self.liaison, registration=row, place=place)

    @rule(number=who, act=st.sampled_from([withdraw_nomination, decline_nomination]))
    def a_nomination_ends(self, number, act):
        if (row := self.row(number)) is not None:
            act(by=row.person, registration=row, reason="出差")

    @rule(
        unit=which, number=st.integers(1, 2), act=st.sampled_from([admit_nominees, refuse_nominees])
    )
    def the_lead_unit_decides(self, unit, number, act):
        rows = Registration.objects.filter(nominated_unit=self.units[unit]).order_by("rank")
        act(**self.ledger(), registrations=rows[:number], reason="名额有限")

    @rule(number=who, other=who)
    def somebody_else_comes(self, number, other):
        if (row := self.row(number)) is not None:
            new = self.people[other]
            substitute(by=self.liaison, registration=row, person=new, reason="出差")
