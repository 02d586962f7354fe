"""Who comes along, and that fewer do than places were taken for."""

from typing import Any

from events.actions.locks import lock_offering, lock_pools
from kernel.actions import action
from kernel.outcomes import Result
from registration.actions.moves import reread
from registration.actions.pools import held_by
from registration.actions.promote import pass_on
from registration.actions.withdraw import too_late
from registration.enums import ALIVE, RegistrationOutcome
from registration.models import Registration


@action("registration.name_companions")
def name_companions(*, by: Any, registration: Registration, names: str) -> Result:
    """Keep the names of companions, divided by 、: COMPANIONS_NAMED, AS_BEFORE or NOT_REGISTERED.

    The audit says that they changed and never what they are: they are other people's.
    """
    locked = Registration.objects.select_for_update(no_key=True, of=("self",))
    row = locked.select_related("person").get(pk=registration.pk)
    if row.state not in ALIVE:
        return Result(RegistrationOutcome.NOT_REGISTERED, row)
    if row.companion_names == names:
        return Result(RegistrationOutcome.AS_BEFORE, row)
    row.companion_names = names
    row.save(update_fields=["companion_names"])
    return Result(RegistrationOutcome.COMPANIONS_NAMED, row)


@action("registration.bring_fewer")
def bring_fewer(*, by: Any, registration: Registration, companions: int, names: str) -> Result:
    """Let fewer come along: FEWER_COMPANIONS, AS_BEFORE, NOT_REGISTERED or TOO_LATE_TO_WITHDRAW.

    Their places go to the next in line in the same transaction; whoever waits may fit in now.
    """
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    row = reread(registration)
    if row.state not in ALIVE:
        return Result(RegistrationOutcome.NOT_REGISTERED, row)
    freed = row.companions - companions
    if freed <= 0:
        return Result(RegistrationOutcome.AS_BEFORE, row)
    if too_late(offering, row):
        return Result(RegistrationOutcome.TOO_LATE_TO_WITHDRAW, row)
    row.companions, row.companion_names = companions, names
    row.save(update_fields=["companions", "companion_names"])
    held = held_by(row, pools)
    if held is not None:
        held.taken -= freed
    promoted = pass_on(offering, pools, by=by, freed=freed if held else 0)
    changes = {"companions": companions, "promoted": len(promoted)}
    return Result(
        RegistrationOutcome.FEWER_COMPANIONS, row, {"number": companions, "changes": changes}
    )
