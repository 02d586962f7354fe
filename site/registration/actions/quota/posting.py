"""What every act on the ledger shares: the locks, the refusals, the postings, the notices."""

from dataclasses import dataclass, field
from typing import Any

from events.actions.ledger import Line, TooFewFree, post_lines
from events.actions.locks import lock_offering, lock_pools
from events.enums import OVER
from events.models import Offering, SeatPool, SeatPosting
from kernel.outcomes import Result
from registration.models import QuotaRule
from registration.quota_outcomes import QuotaOutcome
from registration.quota_telling import tell_places


@dataclass
class Ledger:
    """An offering and its pools, locked until the transaction ends, with its rule."""

    offering: Offering
    pools: list[SeatPool]
    rule: QuotaRule
    postings: list[SeatPosting] = field(default_factory=list)

    def pool(self, unit: Any) -> SeatPool | None:
        """The pool of a unit, the general one for None; None where there is none."""
        unit_id = unit.pk if unit is not None else None
        return next((pool for pool in self.pools if pool.unit_id == unit_id), None)

    def left(self, unit: Any) -> int:
        """Unused places of a unit."""
        pool = self.pool(unit)
        return pool.left if pool else 0

    @property
    def is_over(self) -> bool:
        """Whether no place can be used any more."""
        return self.offering.state in OVER


def rule_of(offering: Any) -> QuotaRule:
    """The rule of an offering; where none was saved, what holds without one."""
    found = QuotaRule.objects.filter(offering=offering).first()
    return found or QuotaRule(offering=offering)


def lock_ledger(offering: Any) -> Ledger:
    """Lock an offering and its pools, in this order."""
    locked = lock_offering(offering)
    return Ledger(locked, lock_pools(locked), rule_of(locked))


def post(ledger: Ledger, lines: list[Line], *, by: Any) -> Result | None:
    """Post all lines and tell the liaisons, or say which pool has too few places left."""
    try:
        posted = post_lines(by=by, offering=ledger.offering, pools=ledger.pools, lines=lines)
    except TooFewFree as refusal:
        return too_few(refusal.pool, -sum(line.delta for line in lines if line.delta < 0))
    # Whoever waited has been given places by now: the liaisons read what is left after that.
    pools = list(SeatPool.objects.filter(offering=ledger.offering).select_related("unit"))
    tell_places(ledger.offering, posted, pools)
    ledger.postings = posted
    return None


def too_few(pool: SeatPool, number: int) -> Result:
    """The refusal that names whose places do not suffice."""
    details: dict[str, Any] = {"left": pool.left, "number": number}
    if pool.unit_id is None:
        return Result(QuotaOutcome.GENERAL_TOO_FEW, pool if pool.pk else None, details)
    details["unit"] = str(pool.unit and pool.unit.name)
    return Result(QuotaOutcome.TOO_FEW_LEFT, pool if pool.pk else None, details)
