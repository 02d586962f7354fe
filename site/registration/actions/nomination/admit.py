"""The lead unit decides about nominations, many at once, down the ranking."""

from collections.abc import Iterable
from typing import Any

from events.actions.locks import lock_offering, lock_pools
from events.models import Offering, SeatPool
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.allocate import Terms, allocate
from registration.actions.moves import move
from registration.actions.pools import held_by, preview_places
from registration.actions.promote import pass_on
from registration.enums import RegistrationState
from registration.models import Registration, RegistrationChange
from registration.nomination_outcomes import NominationOutcome
from registration.nomination_telling import tell_liaisons
from registration.telling import tell_moved

State = RegistrationState


@action("registration.admit_nominees")
def admit_nominees(
    *, by: Any, offering: Offering, registrations: Iterable[Registration], reason: str = ""
) -> Result:
    """Confirm nominees: ADMITTED, NOBODY_ADMITTED or NOBODY_CHOSEN.

    Who holds a place of their unit keeps it. Reserves draw on what is free for their unit, each
    unit's first before anybody's second; for whom none is left nothing changes.
    """
    offering, pools, rows = _locked(offering, registrations)
    if not rows:
        return Result(NominationOutcome.NOBODY_CHOSEN, offering)
    changes = allocate(rows, offering, pools, Terms(by, Kind.ADMITTED, reason=reason))
    if not changes:
        return Result(NominationOutcome.NOBODY_ADMITTED, offering)
    _tell_units(offering, changes, admitted=True, reason=reason)
    details = {"number": len(changes), "left_out": len(rows) - len(changes)}
    return Result(
        NominationOutcome.ADMITTED, offering, details | {"changes": dict(details)}, reason
    )


@action("registration.refuse_nominees")
def refuse_nominees(
    *, by: Any, offering: Offering, registrations: Iterable[Registration], reason: str
) -> Result:
    """Decline nominees with a reason: REFUSED, REASON_MISSING or NOBODY_CHOSEN.

    Their places go to the next of their unit.
    """
    if not reason.strip():
        return Result(NominationOutcome.REASON_MISSING, offering)
    offering, pools, rows = _locked(offering, registrations)
    if not rows:
        return Result(NominationOutcome.NOBODY_CHOSEN, offering)
    freed = 0
    for row in rows:
        held = held_by(row, pools)
        if held is not None:
            held.taken -= 1 + row.companions
            freed += 1 + row.companions
    changes = move(rows, State.DECLINED, by=by, reason=reason)
    tell_moved(Kind.DECLINED, offering, changes, reason=reason)
    pass_on(offering, pools, by=by, freed=freed)
    _tell_units(offering, changes, admitted=False, reason=reason)
    told = {"number": len(rows)}
    return Result(NominationOutcome.REFUSED, offering, told | {"changes": dict(told)}, reason)


def preview_admission(rows: list[Registration]) -> tuple[int, int]:
    """How many of `rows` would get a place now, and how many would not; nothing is written."""
    return preview_places(
        sorted(rows, key=lambda row: (row.rank or 0, row.nominated_unit.path, row.pk))  # type: ignore[union-attr]
    )


def _locked(
    offering: Offering, registrations: Iterable[Registration]
) -> tuple[Offering, list[SeatPool], list[Registration]]:
    """Those of them still nominated, each unit's first before anybody's second."""
    locked = lock_offering(offering)
    pools = lock_pools(locked)
    rows = Registration.objects.filter(
        offering=locked, state=State.NOMINATED, pk__in=[row.pk for row in registrations]
    ).select_related("person", "unit", "nominated_unit")
    return locked, pools, list(rows.order_by("rank", "nominated_unit__path", "pk"))


def _tell_units(
    offering: Offering, changes: list[RegistrationChange], *, admitted: bool, reason: str
) -> None:
    """One notice for the liaisons of each unit, with the names of its people."""
    rows = [change.registration for change in changes]
    key = f"decided-{max(change.pk for change in changes)}"
    tell_liaisons(Kind.NOMINEES_DECIDED, offering, rows, key=key, admitted=admitted, reason=reason)
