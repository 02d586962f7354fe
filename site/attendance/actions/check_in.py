"""Checking in by oneself: the scan that became a ticket, or the digits that were said aloud."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from attendance import windows
from attendance.actions.check_out import check_out
from attendance.actions.marking import Sighting, note
from attendance.enums import MarkOutcome, Method
from attendance.models import AttendanceChange
from attendance.remote import EVERYWHERE, Spot
from kernel.actions import action
from kernel.outcomes import Result


def check_in(
    *,
    by: Any,
    session: Any,
    ticket: Any,
    device: str = "",
    position: str = "",
    spot: Spot = EVERYWHERE,
) -> Result:
    """Spend a `tickets.Ticket` for the person `by`: they came when they scanned.

    `device` tells phones of this session apart, `position` is what the fence said, `spot` is where
    the screen stands. Ends in what marking ends in, or EXPIRED_TICKET, USED_TICKET.
    """
    now = timezone.now()
    if ticket.is_over:
        return Result(MarkOutcome.EXPIRED_TICKET)
    evidence = _evidence(ticket, now, device, position)
    try:
        return check_in_by_code(
            by=by,
            session=session,
            at=ticket.scanned_at,
            method=Method.CODE,
            evidence=evidence,
            spot=spot,
        )
    except IntegrityError:
        # Somebody else used this scan: the database lets its number in once. A double tap of one
        # person never comes here, for the lock of the registration answers it.
        if not AttendanceChange.objects.filter(ticket=ticket.number).exists():
            raise
        return Result(MarkOutcome.USED_TICKET)


def check_out_by_code(
    *, by: Any, session: Any, ticket: Any, device: str = "", position: str = ""
) -> Result:
    """Spend a `tickets.Ticket` for leaving: the person left when they scanned."""
    now = timezone.now()
    if ticket.is_over:
        return Result(MarkOutcome.EXPIRED_TICKET)
    try:
        return check_out(
            by=by,
            session=session,
            person=by,
            at=ticket.scanned_at,
            method=Method.CODE,
            evidence=_evidence(ticket, now, device, position),
        )
    except IntegrityError:
        if not AttendanceChange.objects.filter(ticket=ticket.number).exists():
            raise
        return Result(MarkOutcome.USED_TICKET)


def _evidence(ticket: Any, now: datetime, device: str, position: str) -> dict[str, Any]:
    return {
        "code_age": ticket.code_age,
        "waited": ticket.waited(now),
        "device": device,
        "position": position,
        "ticket": ticket.number,
    }


def check_in_spoken(
    *, by: Any, session: Any, device: str = "", position: str = "", spot: Spot = EVERYWHERE
) -> Result:
    """Mark the person `by` who typed the right digits just now."""
    evidence = {"device": device, "position": position}
    return check_in_by_code(
        by=by,
        session=session,
        at=timezone.now(),
        method=Method.SPOKEN,
        evidence=evidence,
        spot=spot,
    )


@action("attendance.check_in")
def check_in_by_code(
    *,
    by: Any,
    session: Any,
    at: datetime,
    method: str,
    evidence: dict[str, Any],
    spot: Spot = EVERYWHERE,
) -> Result:
    """Mark `by` as having come at `at`. Raises IntegrityError for a ticket that was used."""
    seen = Sighting(by, session, at, method, windows.codes_end_at(session), evidence, spot)
    return note(seen, person=by, person_id=by.pk)
