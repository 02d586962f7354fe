"""Saying for whom an offering is."""

from collections.abc import Iterable
from typing import Any

from events.actions.locks import lock_offering, lock_pools
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.audience import phrase_of
from registration.enums import AudienceKind, RegistrationOutcome
from registration.models import AudienceRule

LOOKS_AT: dict[str, tuple[str, ...]] = {
    AudienceKind.UNITS: ("units", "groups"),
    AudienceKind.CATEGORIES: ("categories",),
    AudienceKind.NOT_WITHIN: ("pages",),
    AudienceKind.HAS_DONE: ("pages",),
}


@action("registration.add_rule")
def add_rule(
    *,
    by: Any,
    offering: Offering,
    kind: str,
    unit_kinds: Iterable[str] = (),
    months: int | None = None,
    **named: Iterable[Any],
) -> Result:
    """Add a condition: RULE_ADDED or RULE_EMPTY. Who has registered already keeps what they have.

    `named` are units, groups (of units), categories, pages; only what the kind looks at is kept.
    Raises ValueError for any other name.
    """
    if unknown := set(named) - {"units", "groups", "categories", "pages"}:
        raise ValueError(f"a condition names no {sorted(unknown)}")
    offering = lock_offering(offering)
    # Whoever is registering holds a pool's row: after this, they are asked the new condition.
    lock_pools(offering)
    kinds = list(unit_kinds) if kind == AudienceKind.UNIT_KINDS else []
    rule = AudienceRule(offering=offering, kind=kind, unit_kinds=kinds)
    rule.months = months if kind == AudienceKind.NOT_WITHIN else None
    chosen = {field: list(named.get(field, ())) for field in LOOKS_AT.get(kind, ())}
    # Without a page, what the person must have done is this programme itself.
    names_something = rule.months or rule.unit_kinds or any(chosen.values())
    if kind != AudienceKind.HAS_DONE and not names_something:
        return Result(RegistrationOutcome.RULE_EMPTY, offering)
    rule.save()
    for field, records in chosen.items():
        getattr(rule, field).set(records)
    return _result(RegistrationOutcome.RULE_ADDED, offering, rule)


@action("registration.drop_rule")
def drop_rule(*, by: Any, offering: Offering, rule: AudienceRule) -> Result:
    """Take a condition away: RULE_DROPPED or AS_BEFORE."""
    offering = lock_offering(offering)
    found = AudienceRule.objects.filter(offering=offering, pk=rule.pk).first()
    if found is None:
        return Result(RegistrationOutcome.AS_BEFORE, offering)
    result = _result(RegistrationOutcome.RULE_DROPPED, offering, found)
    found.delete()
    return result


def _result(outcome: RegistrationOutcome, offering: Offering, rule: AudienceRule) -> Result:
    changes = {"kind": rule.kind, "months": rule.months}
    return Result(outcome, offering, {"name": phrase_of(rule), "changes": changes})
