"""Setting what hours are counted by: a version of the table, targets, an offering's own rules."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from attendance.account import Target
from attendance.crediting import FIVE_FOLD, Step
from attendance.enums import RulesOutcome
from attendance.models import CreditStep, CreditTable, HoursTarget, Terms
from kernel.actions import action
from kernel.outcomes import Result


@action("attendance.set_credit_table")
def set_credit_table(
    *, by: Any, year: int, steps: Sequence[Step], teaching: Decimal = FIVE_FOLD
) -> Result:
    """Let `steps`, and what teaching counts, hold from a year on, in place of what was set for it.

    Raises ValueError for a table without steps, IntegrityError for two steps of one length.
    """
    if not steps:
        raise ValueError("a table needs a step")
    table, _made = CreditTable.objects.get_or_create(year=year)
    table = CreditTable.objects.select_for_update(no_key=True).get(pk=table.pk)
    known = {(one.form, one.minutes, one.hours) for one in table.steps.all()}
    same = known == {(one.form, one.minutes, one.hours) for one in steps}
    if same and table.teaching == teaching:
        return Result(RulesOutcome.RULES_AS_BEFORE, table)
    table.steps.all().delete()
    CreditStep.objects.bulk_create(
        CreditStep(table=table, form=one.form, minutes=one.minutes, hours=one.hours)
        for one in steps
    )
    table.changed_at, table.teaching = timezone.now(), teaching
    table.save(update_fields=["changed_at", "teaching"])
    ladder = [f"{one.form} {one.minutes} {one.hours}".strip() for one in steps]
    details = {"year": year, "changes": {"year": year, "steps": ladder, "teaching": str(teaching)}}
    return Result(RulesOutcome.TABLE_SET, table, details)


@action("attendance.set_targets")
def set_targets(*, by: Any, year: int, targets: Sequence[tuple[Any, Target]]) -> Result:
    """Ask for `targets`, pairs of a category (None: everybody) and hours, from a year on.

    They take the place of those set for that year. Raises IntegrityError for a category twice.
    """
    rows = HoursTarget.objects.select_for_update(of=("self",), no_key=True).filter(year=year)
    known = {(one.category_id, one.yearly, one.five_years) for one in rows}
    wanted = {
        (category.pk if category else None, target.yearly, target.five_years)
        for category, target in targets
    }
    if known == wanted:
        return Result(RulesOutcome.RULES_AS_BEFORE)
    HoursTarget.objects.filter(year=year).delete()
    HoursTarget.objects.bulk_create(
        HoursTarget(
            year=year,
            category=category,
            yearly=target.yearly,
            five_years=target.five_years,
        )
        for category, target in targets
    )
    details = {"year": year, "changes": {"year": year, "count": len(targets)}}
    return Result(RulesOutcome.TARGETS_SET, None, details)


@action("attendance.set_terms")
def set_terms(*, by: Any, offering: Any, **values: Any) -> Result:
    """Set the rules of attendance of an offering; `values` are fields of `Terms`.

    Marks that were taken keep their status: thresholds hold from the next mark on.
    """
    Terms.objects.get_or_create(offering=offering)
    terms = Terms.objects.select_for_update(no_key=True).get(offering=offering)
    changed = sorted(name for name, value in values.items() if getattr(terms, name) != value)
    if not changed:
        return Result(RulesOutcome.RULES_AS_BEFORE, offering)
    for name in changed:
        setattr(terms, name, values[name])
    terms.save(update_fields=changed)
    return Result(RulesOutcome.TERMS_SET, offering, {"changes": {"fields": changed}})
