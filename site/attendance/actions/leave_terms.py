"""The terms of leave of one offering, and reminding those who have not reported back."""

from typing import Any

from attendance.absence_outcomes import ReminderOutcome, TermsOutcome
from attendance.forecasts import covered_by
from attendance.models import AbsenceTerms, LeaveRequest, terms_of
from attendance.telling import tell_not_returned
from events.actions.locks import lock_offering
from events.enums import OfferingState
from kernel.actions import action
from kernel.outcomes import Result
from registration.enums import RegistrationState

TERMS = (
    "limit_parts",
    "liaison_over",
    "coordinator_over",
    "organiser_over",
    "operator_over",
    "senior_rank",
    "appeal_days",
    "makeup_consent",
)


@action("attendance.set_absence_terms")
def set_absence_terms(*, by: Any, offering: Any, **values: Any) -> Result:
    """Lay down TERMS for an offering: SET or AS_BEFORE.

    Requests that were made keep the ladder they were made under. Raises IntegrityError where nobody
    would decide about the shortest leave; forms say so before.
    """
    offering = lock_offering(offering)
    terms: AbsenceTerms = terms_of(offering)
    changed = {name: values[name] for name in TERMS if getattr(terms, name) != values[name]}
    if not changed:
        return Result(TermsOutcome.AS_BEFORE, offering)
    for name, value in changed.items():
        setattr(terms, name, value)
    terms.save()
    return Result(TermsOutcome.SET, offering, {"changes": {"fields": sorted(changed)}})


@action("attendance.remind_to_return")
def remind_to_return(*, by: Any) -> Result:
    """Remind everybody whose leave is over and who has not reported back, once each: REMINDED.

    Nobody reports back to what is not held, or to where they have no place any more.
    """
    rows = LeaveRequest.objects.not_returned().with_everything().order_by("pk")
    rows = rows.filter(registration__state=RegistrationState.CONFIRMED)
    rows = rows.exclude(registration__offering__state=OfferingState.CANCELLED)
    count = sum(tell_not_returned(leave) for leave in rows if covered_by(leave))
    if not count:
        return Result(ReminderOutcome.NOBODY)
    return Result(ReminderOutcome.REMINDED, None, {"count": count, "changes": {"count": count}})
