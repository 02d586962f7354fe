"""Cancelling an offering or one of its sessions; the rooms above tell those affected."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from events import changes
from events.actions.locks import lock_offering, lock_pools, raise_revision
from events.actions.publish import REACHED_FROM, change_state, wrong_state
from events.actions.rebooking import release, release_offering
from events.actions.routes import release_buses
from events.enums import OfferingState
from events.models import Offering, Session
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache


@action("events.cancel_offering")
def cancel_offering(*, by: Any, offering: Offering, reason: str) -> Result:
    """Call the whole offering off: CANCELLED, UNCHANGED, REASON_MISSING or WRONG_STATE.

    What is cancelled stays to be read as such; a draft, of which nobody knew, is never shown.
    """
    offering = lock_offering(offering)
    lock_pools(offering)
    if offering.state == OfferingState.CANCELLED:
        return Result(EventOutcome.UNCHANGED, offering)
    if offering.state not in REACHED_FROM[OfferingState.CANCELLED]:
        return wrong_state(offering)
    if not reason.strip():
        return Result(EventOutcome.REASON_MISSING, offering)
    offering.is_dropped = offering.state == OfferingState.DRAFT
    changed = change_state(offering, OfferingState.CANCELLED)
    # Calendars learn of it by each session's own revision; rooms, speakers and buses are free.
    offering.sessions.update(
        revision=F("revision") + 1, changed_at=timezone.now(), offering_cancelled=True
    )
    release_offering(offering, by, reason)
    release_buses(route__offering=offering)
    changes.tell(changes.OfferingCancelled(offering=offering, by=by, reason=reason))
    details = {"name": str(offering), "changes": changed}
    return Result(EventOutcome.CANCELLED, offering, details, reason)


@action("events.cancel_session")
def cancel_session(*, by: Any, session: Session, reason: str) -> Result:
    """Call one session off: SESSION_CANCELLED, UNCHANGED or REASON_MISSING."""
    offering = lock_offering(session.offering)
    session = Session.objects.with_places().get(pk=session.pk)
    if session.is_cancelled:
        return Result(EventOutcome.UNCHANGED, session)
    if not reason.strip():
        return Result(EventOutcome.REASON_MISSING, session)
    session.cancelled_at = session.changed_at = timezone.now()
    session.revision += 1
    session.save(update_fields=["cancelled_at", "changed_at", "revision"])
    release([session], by, reason)
    release_buses(route__session=session)
    raise_revision(offering)
    page_cache.bump()
    changes.tell(changes.SessionCancelled(session=session, by=by, reason=reason))
    details = {"name": str(session), "changes": {"revision": session.revision}}
    return Result(EventOutcome.SESSION_CANCELLED, session, details, reason)
