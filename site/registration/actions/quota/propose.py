"""Liaisons exchange places between their units: one proposes, the other accepts or refuses."""

from typing import Any

from django.utils import timezone

from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.quota.posting import Ledger, lock_ledger
from registration.actions.quota.transfer import carry_over
from registration.models import TransferProposal
from registration.quota_enums import ProposalState
from registration.quota_outcomes import QuotaOutcome
from registration.quota_telling import tell_proposed, tell_refused


@action("registration.propose_transfer")
def propose_transfer(
    *, by: Any, offering: Offering, source: Any, target: Any, number: int, reason: str = ""
) -> Result:
    """Offer places: PROPOSED (record: the proposal), PROPOSED_ALREADY, or why not.

    They stay with their unit, and can be used there, until they are accepted.
    """
    if number < 1:
        return Result(QuotaOutcome.NOTHING_NAMED, offering)
    if source.pk == target.pk:
        return Result(QuotaOutcome.SAME_UNIT, offering)
    ledger = lock_ledger(offering)
    if refusal := _refused(ledger):
        return refusal
    if ledger.left(source) < number:
        details = {"unit": source.name, "left": ledger.left(source), "number": number}
        return Result(QuotaOutcome.TOO_FEW_LEFT, ledger.offering, details)
    between = {"offering": ledger.offering, "source": source, "target": target}
    open_one = TransferProposal.objects.filter(state=ProposalState.OPEN, **between).first()
    if open_one is not None:
        return Result(QuotaOutcome.PROPOSED_ALREADY, open_one, {"target": target.name})
    made = TransferProposal.objects.create(
        **between, number=number, reason=reason[:200], proposed_by=by
    )
    tell_proposed(made)
    details = {"number": number, "target": target.name, "changes": {"number": number}}
    return Result(QuotaOutcome.PROPOSED, made, details, reason)


@action("registration.accept_transfer")
def accept_transfer(*, by: Any, proposal: TransferProposal) -> Result:
    """Take the places: TRANSFERRED, ANSWERED_ALREADY, or TOO_FEW_LEFT when they were used since."""
    ledger, row = _locked(proposal)
    if not row.is_open:
        return _answered(row)
    if refusal := _refused(ledger):
        return refusal
    result = carry_over(
        ledger, by=by, source=row.source, target=row.target, number=row.number, reason=row.reason
    )
    if result.ok:
        _answer(row, ProposalState.ACCEPTED, by=by)
    return result


@action("registration.refuse_transfer")
def refuse_transfer(*, by: Any, proposal: TransferProposal) -> Result:
    """Leave the places where they are: REFUSED_TRANSFER or ANSWERED_ALREADY."""
    _ledger, row = _locked(proposal)
    if not row.is_open:
        return _answered(row)
    _answer(row, ProposalState.REFUSED, by=by)
    tell_refused(row)
    details = {"source": row.source.name, "changes": {"state": row.state}}
    return Result(QuotaOutcome.REFUSED_TRANSFER, row, details)


@action("registration.take_back_transfer")
def take_back_transfer(*, by: Any, proposal: TransferProposal) -> Result:
    """The proposing unit thinks again: TAKEN_BACK or ANSWERED_ALREADY."""
    _ledger, row = _locked(proposal)
    if not row.is_open:
        return _answered(row)
    _answer(row, ProposalState.TAKEN_BACK, by=by)
    return Result(QuotaOutcome.TAKEN_BACK, row, {"changes": {"state": row.state}})


def _locked(proposal: TransferProposal) -> tuple[Ledger, TransferProposal]:
    """The proposal as it is under the offering's lock."""
    ledger = lock_ledger(proposal.offering)
    rows = TransferProposal.objects.select_related("source", "target", "offering__page")
    return ledger, rows.get(pk=proposal.pk)


def _refused(ledger: Ledger) -> Result | None:
    if ledger.is_over:
        return Result(QuotaOutcome.OVER, ledger.offering)
    if not ledger.rule.is_exchangeable:
        return Result(QuotaOutcome.NOT_EXCHANGEABLE, ledger.offering)
    return None


def _answer(row: TransferProposal, state: str, *, by: Any) -> None:
    row.state, row.answered_by, row.answered_at = state, by, timezone.now()
    row.save(update_fields=["state", "answered_by", "answered_at"])


def _answered(row: TransferProposal) -> Result:
    return Result(QuotaOutcome.ANSWERED_ALREADY, row, {"state": row.get_state_display()})
