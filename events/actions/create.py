"""Making an offering and changing what it says."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from events.actions.locks import lock_offering, lock_pools
from events.actions.numbers import number_in_series, refuse_number
from events.enums import PostingKind
from events.models import EventPage, Offering, SeatPool, SeatPosting
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

ADMISSION = frozenset(
    {
        "admits_self", "needs_approval", "admits_nominated", "admits_invited", "open_to_all",
        "companions_max", "substitution_allowed", "minimum", "minimum_due_at", "below_minimum",
        "has_waiting_list", "offer_hours", "asks_to_reconfirm", "questions_frozen_at",
    }
)  # fmt: skip
# What was settled for one of these says nothing of another: it is counted anew.
MINIMUM = frozenset({"minimum", "minimum_due_at", "below_minimum"})
EDITABLE = ADMISSION | {
    "label", "label_en", "number", "host", "host_en", "audience", "audience_en", "contact",
    "lead_unit",
}  # fmt: skip
# A team that changes later changes who speaks, see `send_team`.
SAID_AT_FIRST = EDITABLE | {"team"}


@action("events.create_offering")
def create_offering(  # noqa: PLR0913 - what the database asks for
    *,
    by: Any,
    page: Any,
    lead_unit: Any,
    opens_at: datetime,
    closes_at: datetime,
    capacity: int = 0,
    late_until: datetime | None = None,
    needs_approval: bool = False,
    supporting_units: Iterable[Any] = (),
    **values: Any,
) -> Result:
    """Save a draft with its general pool and `capacity` places granted to it.

    It belongs to the page in the main language, whichever translation is given; `values` are any of
    EDITABLE, and `team`: unless given, the one that its page names. Where the page counts, it gets
    the next number and a label saying so, unless given.
    Ends in CREATED, WINDOW_BACKWARDS, NO_WAY_IN, LATE_TOO_EARLY or NUMBER_TAKEN.
    """
    _require_editable(values, SAID_AT_FIRST)
    if opens_at >= closes_at:
        return Result(EventOutcome.WINDOW_BACKWARDS)
    page = _in_main_language(page)
    values.setdefault("team", team_of(page))
    offering = Offering(
        page=page, lead_unit=lead_unit, opens_at=opens_at, closes_at=closes_at,
        late_until=late_until, needs_approval=needs_approval, **values,
    )  # fmt: skip
    if refusal := _impossible(offering) or number_in_series(offering):
        return refusal
    offering.save(force_insert=True)
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

    Ends in EDITED, UNCHANGED, NO_WAY_IN or NUMBER_TAKEN; raises ValueError for a field
    that has an action of its own.
    """
    _require_editable(values, EDITABLE)
    offering = lock_offering(offering)
    # Whoever is registering holds a pool's row: after this, they read the new ways in.
    lock_pools(offering)
    changed = {name: value for name, value in values.items() if getattr(offering, name) != value}
    others = None if supporting_units is None else set(supporting_units)
    joined = others is not None and others != set(offering.supporting_units.all())
    if not changed and not joined:
        return Result(EventOutcome.UNCHANGED, offering)
    for name, value in changed.items():
        setattr(offering, name, value)
    if refusal := _impossible(offering) or _number_refused(offering, changed):
        return refusal
    if joined:
        offering.supporting_units.set(others or ())
    offering.revision += 1
    offering.changed_at = timezone.now()
    settled = ["minimum_settled_at"] if MINIMUM & set(changed) else []
    if settled:
        offering.minimum_settled_at = None
    offering.save(update_fields=[*changed, *settled, "revision", "changed_at"])
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


def team_of(page: Any) -> Any:
    """The team that a tour's page names; None for a course and for a page without one."""
    found = EventPage.objects.filter(pk=page.pk, team__isnull=False).select_related("team")
    return next((row.team for row in found), None)


def _require_editable(values: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := set(values) - known:
        raise ValueError(f"not editable: {sorted(unknown)}")


def _number_refused(offering: Offering, changed: dict[str, Any]) -> Result | None:
    return refuse_number(offering) if changed.get("number") else None


def _impossible(offering: Offering) -> Result | None:
    """Why the ways in cannot be so; the database says the same."""
    if not (offering.admits_self or offering.admits_nominated or offering.admits_invited):
        return Result(EventOutcome.NO_WAY_IN, offering)
    if offering.late_until is not None and offering.late_until <= offering.closes_at:
        return Result(EventOutcome.LATE_TOO_EARLY, offering)
    return None
