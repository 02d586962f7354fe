"""What leave does when an offering changes, in the same transaction."""

from typing import Any

from attendance.actions.leave_covering import cover
from attendance.actions.leave_terms import TERMS
from attendance.models import AbsenceTerms
from attendance.telling import tell_recounted
from events import changes


def recount_session(
    change: changes.SessionChanged | changes.SessionCancelled,
) -> None:
    """What leave covers follows the timetable; whoever is on leave learns what it is now."""
    _recount(change.session.offering, change.by)


def recount_offering(
    change: changes.OfferingMoved | changes.OfferingCancelled | changes.SessionsAdded,
) -> None:
    """The same when many sessions go elsewhere at once, are added, or all of them fall out."""
    _recount(change.offering, change.by)


def copy_terms(change: changes.OfferingCloned) -> None:
    """What was laid down about absence stays the same when it is held once more."""
    terms = AbsenceTerms.objects.filter(offering=change.source).first()
    if terms is not None:
        values = {name: getattr(terms, name) for name in TERMS}
        AbsenceTerms.objects.create(offering=change.clone, **values)


def _recount(offering: Any, by: Any) -> None:
    tell_recounted(cover(by=by, offering=offering))


def register_followers() -> None:
    """Called from `AppConfig.ready`."""
    changes.follow(changes.SessionChanged, "attendance.leave", recount_session)
    changes.follow(changes.SessionCancelled, "attendance.leave", recount_session)
    changes.follow(changes.SessionsAdded, "attendance.leave", recount_offering)
    changes.follow(changes.OfferingMoved, "attendance.leave", recount_offering)
    changes.follow(changes.OfferingCancelled, "attendance.leave", recount_offering)
    changes.follow(changes.OfferingCloned, "attendance.absence_terms", copy_terms)
