"""Changing the order of a unit's nominations; places follow the order."""

from typing import Any

from events.actions.locks import lock_offering, lock_pools
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.nomination.nominate import shut
from registration.actions.seating import ranking_of, seat_by_rank
from registration.models import Registration
from registration.nomination_outcomes import NominationOutcome


@action("registration.rank_nomination")
def rank_nomination(*, by: Any, registration: Registration, place: int) -> Result:
    """Put a nomination at `place` (1 is the first; beyond the end is the last).

    Ends in RANKED, RANK_UNCHANGED, NOT_NOMINATED, or why nothing can be changed now.
    """
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    if refusal := shut(offering):
        return refusal
    listed = ranking_of(offering, registration.nominated_unit)
    row = next((one for one in listed if one.pk == registration.pk), None)
    if row is None:
        name = {"name": registration.person.name}
        return Result(NominationOutcome.NOT_NOMINATED, registration, name)
    before = listed.index(row) + 1
    place = min(max(place, 1), len(listed))
    if place == before:
        return Result(NominationOutcome.RANK_UNCHANGED, row, {"name": row.person.name})
    listed.remove(row)
    listed.insert(place - 1, row)
    for number, one in enumerate(listed, start=1):
        one.rank = number
    Registration.objects.bulk_update(listed, ["rank"])
    seat_by_rank(offering, pools, row.nominated_unit)
    details = {"name": row.person.name, "rank": place, "changes": {"rank": f"{before} → {place}"}}
    return Result(NominationOutcome.RANKED, row, details)
