"""Making a cohort, which is an offering with a number, and changing what the course adds to it."""

from typing import Any

from django.db.models import Max
from wagtail.models import Page

from courses.enums import CohortOutcome
from courses.models import Cohort
from events.actions import create_offering
from kernel.actions import action
from kernel.outcomes import Result

EDITABLE = frozenset(
    {"coordinator", "provider", "hours_required", "attendance_required", "essay_required"}
)


@action("courses.create_cohort")
def create_cohort(
    *,
    by: Any,
    page: Any,
    number: int,
    **values: Any,
) -> Result:
    """Save a draft: the offering (the keywords of `create_offering`) and its cohort (EDITABLE).

    A cohort without a label is called by its number. Ends in CREATED (record: the cohort),
    NUMBER_TAKEN, or what making the offering was refused for.
    """
    if _taken(page, number):
        return Result(CohortOutcome.NUMBER_TAKEN, details={"number": number})
    offering = {name: value for name, value in values.items() if name not in EDITABLE}
    own = {name: value for name, value in values.items() if name in EDITABLE}
    if not offering.get("label"):
        offering |= {"label": f"第{number}期", "label_en": f"Cohort {number}"}
    made = create_offering(by=by, page=page, **offering)
    if not made.ok:
        return made
    cohort = Cohort.objects.create(offering=made.record, number=number, **own)
    details = {"name": str(made.record), "changes": {"number": number}}
    return Result(CohortOutcome.CREATED, cohort, details)


@action("courses.edit_cohort")
def edit_cohort(*, by: Any, cohort: Cohort, **values: Any) -> Result:
    """Change its number or any of the fields in EDITABLE: EDITED, UNCHANGED or NUMBER_TAKEN.

    Raises ValueError for any other field.
    """
    if unknown := set(values) - EDITABLE - {"number"}:
        raise ValueError(f"not editable: {sorted(unknown)}")
    cohort = (
        Cohort.objects.select_for_update(no_key=True, of=("self",))
        .select_related("offering__page")
        .get(pk=cohort.pk)
    )
    changed = {name: value for name, value in values.items() if getattr(cohort, name) != value}
    if not changed:
        return Result(CohortOutcome.UNCHANGED, cohort)
    if "number" in changed and _taken(cohort.offering.page, changed["number"]):
        return Result(CohortOutcome.NUMBER_TAKEN, cohort, {"number": changed["number"]})
    for name, value in changed.items():
        setattr(cohort, name, value)
    cohort.save(update_fields=list(changed))
    details = {"name": str(cohort), "changes": {"fields": sorted(changed)}}
    return Result(CohortOutcome.EDITED, cohort, details)


def next_number(page: Any) -> int:
    """The number that a course's next cohort gets."""
    lock_course(page)
    same_course = Cohort.objects.filter(offering__page__translation_key=page.translation_key)
    return (same_course.aggregate(last=Max("number"))["last"] or 0) + 1


def lock_course(page: Any) -> None:
    """Let nobody else number a cohort of this course until the transaction ends.

    No constraint sees it: a number is a cohort's, its course is the offering's.
    """
    pages = Page.objects.filter(translation_key=page.translation_key).order_by("pk")
    list(pages.select_for_update(no_key=True).values_list("pk", flat=True))


def _taken(page: Any, number: int) -> bool:
    lock_course(page)
    same_course = Cohort.objects.filter(offering__page__translation_key=page.translation_key)
    return same_course.filter(number=number).exists()
