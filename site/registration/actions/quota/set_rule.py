"""Setting how the places of units are used: until when, passed on to whom, by which milestones."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.quota.posting import rule_of
from registration.models import Milestone, QuotaRule, QuotaTurn
from registration.quota_outcomes import QuotaOutcome

FIELDS = ("usable_until", "passes_to", "is_returnable", "is_exchangeable", "repeat_months")


@action("registration.set_quota_rule")
def set_quota_rule(
    *,
    by: Any,
    offering: Offering,
    values: dict[str, Any],
    turns: Sequence[Any] = (),
    milestones: Sequence[tuple[date, int]] = (),
) -> Result:
    """Save the rule with its order of units and its milestones: RULE_SAVED or UNCHANGED.

    A last day set anew, and not past, lets places lapse once more. Raises ValueError for a field
    that is not in FIELDS.
    """
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"not editable: {sorted(unknown)}")
    offering = lock_offering(offering)
    rule = rule_of(offering)
    steps = sorted(milestones)
    changed = [name for name, value in values.items() if getattr(rule, name) != value]
    if rule.pk and not changed and _turns(rule) == list(turns) and _steps(rule) == steps:
        return Result(QuotaOutcome.UNCHANGED, offering)
    for name in changed:
        setattr(rule, name, values[name])
    if rule.usable_until is None or rule.usable_until >= timezone.localdate():
        rule.lapsed_at = None
    rule.save()
    rule.turns.all().delete()
    QuotaTurn.objects.bulk_create(
        QuotaTurn(rule=rule, unit=unit, place=place) for place, unit in enumerate(turns, start=1)
    )
    if _steps(rule) != steps:
        rule.milestones.all().delete()
        Milestone.objects.bulk_create(
            Milestone(rule=rule, due_on=due_on, number=number) for due_on, number in steps
        )
    changes = {"fields": changed, "units": len(turns), "milestones": len(steps)}
    details = {"name": str(offering), "changes": changes}
    return Result(QuotaOutcome.RULE_SAVED, offering, details)


def _turns(rule: QuotaRule) -> list[Any]:
    return [turn.unit for turn in rule.turns.select_related("unit")]


def _steps(rule: QuotaRule) -> list[tuple[date, int]]:
    return list(rule.milestones.order_by("due_on").values_list("due_on", "number"))
