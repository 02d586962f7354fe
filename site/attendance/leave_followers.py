"""What leave does when an offering changes, in the same transaction."""

from typing import Any

from django.utils import timezone

from attendance.absence_enums import LeaveState
from attendance.actions.leave_covering import cover
from attendance.models import AbsenceTerms, LeaveRequest, RemoteSite, SiteChoice, Terms
from attendance.telling import tell_recounted
from events import changes
from kernel.ids import new_public_id


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


def end_without_place(change: changes.PlacesEnded) -> None:
    """Nobody decides about leave of whoever takes part no more; what was approved stays. The place
    they chose at a site is free again: whoever registers once more chooses anew.
    """
    rows = LeaveRequest.objects.pending().filter(registration__in=change.registrations)
    rows.update(state=LeaveState.WITHDRAWN, changed_at=timezone.now())
    SiteChoice.objects.filter(registration__in=change.registrations).delete()


def copy_terms(change: changes.OfferingCloned) -> None:
    """What was laid down about marks, absence and sites stays when it is held once more."""
    for model in (Terms, AbsenceTerms):
        terms = model.objects.filter(offering=change.source).first()
        if terms is not None:
            terms.pk, terms.offering = None, change.clone
            terms.save(force_insert=True)
    for site in RemoteSite.objects.filter(offering=change.source).order_by("sort_order", "pk"):
        units = list(site.units.all())
        site.pk, site.public_id, site.offering = None, new_public_id(), change.clone
        site.save(force_insert=True)
        site.units.set(units)


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
    changes.follow(changes.PlacesEnded, "attendance.leave", end_without_place)
