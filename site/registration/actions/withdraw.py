"""Withdrawing, and moving up the next in line at once."""

from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import OfferingState
from events.models import Offering, Session
from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import Kind
from registration.actions.leave import leave
from registration.actions.moves import reread
from registration.enums import ALIVE, RegistrationOutcome, RegistrationState
from registration.models import Registration


@action("registration.withdraw")
def withdraw(*, by: Any, registration: Registration, reason: str = "") -> Result:
    """Give up a place or a waiting position: WITHDRAWN, NOT_REGISTERED or TOO_LATE_TO_WITHDRAW.

    A freed place goes to the next in line in the same transaction.
    """
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    row = reread(registration)
    if row.state not in ALIVE:
        return Result(RegistrationOutcome.NOT_REGISTERED, row)
    if too_late(offering, row):
        return Result(RegistrationOutcome.TOO_LATE_TO_WITHDRAW, row)
    details = leave(
        row, RegistrationState.WITHDRAWN, Kind.WITHDRAWN,
        by=by, offering=offering, pools=pools, reason=reason,
    )  # fmt: skip
    return Result(RegistrationOutcome.WITHDRAWN, row, details, reason)


def too_late(offering: Offering, registration: Registration) -> bool:
    """Whether a confirmed person is expected already: the first session has begun."""
    if registration.state != RegistrationState.CONFIRMED:
        return False
    if offering.state == OfferingState.CANCELLED:
        return False
    begun = Session.objects.filter(offering=offering, starts_at__lte=timezone.now())
    return begun.held().exists()
