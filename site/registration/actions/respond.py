"""What a person answers: taking the place that is offered, coming in spite of a change."""

from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools
from events.enums import RUNNING
from events.models import Session
from events.workdays import add_working_hours
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.actions.allocate import Terms, allocate
from registration.actions.moves import reread
from registration.actions.promote import let_expire
from registration.enums import RegistrationOutcome, RegistrationState
from registration.models import Registration
from registration.telling import is_planned_by, tell_session
from registration.ways import SHUT

# Two working days to say whether one still comes.
HOURS_TO_ANSWER = 16


@action("registration.accept")
def accept(*, by: Any, registration: Registration) -> Result:
    """Take the offered place: CONFIRMED, OFFER_EXPIRED, NOTHING_OFFERED, CANCELLED or FINISHED.

    An offer whose time has passed goes on to the next in line at once, whoever notices first;
    where nobody else stands there, it is still theirs.
    """
    offering = lock_offering(registration.offering)
    pools = lock_pools(offering)
    row = reread(registration)
    if row.state != RegistrationState.OFFERED or row.offered_until is None:
        confirmed = row.state == RegistrationState.CONFIRMED
        outcome = RegistrationOutcome.NOTHING_OFFERED
        return Result(RegistrationOutcome.ALREADY_REGISTERED if confirmed else outcome, row)
    if offering.state not in RUNNING:
        return Result(SHUT[offering.window()], row)
    until = row.offered_until
    if until <= timezone.now():
        let_expire([row], offering, pools, by=by)
        row = reread(registration)
    if row.state == RegistrationState.WAITLISTED:
        return Result(RegistrationOutcome.OFFER_EXPIRED, row, {"until": dates.instant(until)})
    if row.state == RegistrationState.OFFERED:
        allocate([row], offering, pools, Terms(by))
    return Result(RegistrationOutcome.CONFIRMED, row, {"changes": {"state": row.state}})


@action("registration.reconfirm")
def reconfirm(*, by: Any, registration: Registration) -> Result:
    """Say that one comes in spite of a change: RECONFIRMED or ALREADY_REGISTERED."""
    lock_offering(registration.offering)
    row = reread(registration)
    if row.reconfirm_by is None:
        return Result(RegistrationOutcome.ALREADY_REGISTERED, row)
    row.reconfirm_by = None
    row.changed_at = timezone.now()
    row.save(update_fields=["reconfirm_by", "changed_at"])
    return Result(RegistrationOutcome.RECONFIRMED, row, {"changes": {"reconfirm_by": None}})


def ask_again(session: Session, *, before: dict[str, Any], others: int = 0) -> None:
    """Ask the confirmed whether they still come; everybody registered is told of the change.

    The offering is locked by the action that moved the session. Nobody loses a place by silence:
    the organiser sees who has not answered.
    """
    if not is_planned_by(session, before):
        return
    now = timezone.now()
    until = min(add_working_hours(now, HOURS_TO_ANSWER), max(session.starts_at, now))
    rows = Registration.objects.filter(offering=session.offering).confirmed()
    # In the order of all who lock several, before they are written in any.
    held = rows.select_for_update(no_key=True).order_by("pk")
    asked = list(held.values_list("person", flat=True))
    rows.update(reconfirm_by=until)
    tell_session(session, before=before, asked=asked, until=until, others=others)
