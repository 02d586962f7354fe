"""Making an offering and changing what it says."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from events.actions.locks import lock_offering
from events.enums import PostingKind
from events.models import Offering, SeatPool, SeatPosting
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

EDITABLE = frozenset(
    {
        "label", "label_en", "host", "host_en", "audience", "audience_en", "contact",
        "needs_approval", "has_waiting_list", "open_to_all", "lead_unit",
    }
)  # fmt: skip


@action("events.create_offering")
def create_offering(  # noqa: PLR0913 - one keyword a field
    *,
    by: Any,
    page: Any,
    lead_unit: Any,
    opens_at: datetime,
    closes_at: datetime,
    capacity: int = 0,
    label: str = "",
    label_en: str = "",
    host: str = "",
    host_en: str = "",
    audience: str = "",
    audience_en: str = "",
    contact: str = "",
    needs_approval: bool = False,
    has_waiting_list: bool = True,
    open_to_all: bool = False,
    supporting_units: Iterable[Any] = (),
) -> Result:
    """Save a draft with its general pool and `capacity` places granted to it.

    It belongs to the page in the main language, whichever translation is given. Ends in CREATED or
    WINDOW_BACKWARDS.
    """
    if opens_at >= closes_at:
        return Result(EventOutcome.WINDOW_BACKWARDS)
    offering = Offering.objects.create(
        page=_in_main_language(page), lead_unit=lead_unit, opens_at=opens_at, closes_at=closes_at,
        label=label, label_en=label_en, host=host, host_en=host_en, audience=audience,
        audience_en=audience_en, contact=contact, needs_approval=needs_approval,
        has_waiting_list=has_waiting_list, open_to_all=open_to_all,
    )  # fmt: skip
    offering.supporting_units.set(supporting_units)
    pool = SeatPool.objects.create(offering=offering)
    if capacity:
        SeatPosting.objects.create(pool=pool, kind=PostingKind.GRANT, delta=capacity, by=by)
    details = {"name": str(offering), "changes": {"capacity": capacity}}
    return Result(EventOutcome.CREATED, offering, details)


@action("events.edit_offering")
def edit_offering(
    *,
    by: Any,
    offering: Offering,
    values: dict[str, Any],
    supporting_units: Iterable[Any] | None = None,
) -> Result:
    """Change what an offering says of itself: any of the fields in EDITABLE, and no others.

    `supporting_units` replaces them when it is given.

    Ends in EDITED or UNCHANGED; raises ValueError for a field that has an action of its own.
    """
    if unknown := set(values) - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
    offering = lock_offering(offering)
    changed = {name: value for name, value in values.items() if getattr(offering, name) != value}
    others = None if supporting_units is None else set(supporting_units)
    joined = others is not None and others != set(offering.supporting_units.all())
    if not changed and not joined:
        return Result(EventOutcome.UNCHANGED, offering)
    for name, value in changed.items():
        setattr(offering, name, value)
    if joined:
        offering.supporting_units.set(others or ())
    offering.revision += 1
    offering.changed_at = timezone.now()
    offering.save(update_fields=[*changed, "revision", "changed_at"])
    page_cache.bump()
    fields = sorted([*changed, *(["supporting_units"] if joined else [])])
    return Result(
        EventOutcome.EDITED, offering, {"name": str(offering), "changes": {"fields": fields}}
    )


def _in_main_language(page: Any) -> Any:
    main = Locale.get_default()
    if page.locale_id == main.pk:
        return page
    return page.get_translation_or_none(main) or page
