"""What leave does when an offering changes, in the same transaction."""

from typing import Any

from attendance.actions.leave_covering import cover
from attendance.models import AbsenceTerms, Terms
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
    """What was laid down about marks and absence stays the same when it is held once more."""
    for model in (Terms, AbsenceTerms):
        terms = model.objects.filter(offering=change.source).first()
        if terms is not None:
            terms.pk, terms.offering = None, change.clone
            terms.save(force_insert=True)


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
