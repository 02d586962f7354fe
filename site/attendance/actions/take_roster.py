"""Taking rosters along on a device, and giving them back."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from attendance import windows
from attendance.bearer import GOOD_FOR, new_token
from attendance.enums import DeskOutcome
from attendance.models import DeskToken
from attendance.remote import EVERYWHERE, Spot
from kernel.actions import action
from kernel.outcomes import Result
from people.codes import token_digest
from publishing import dates

TO_SEND = timedelta(hours=1)


def good_until(sessions: list[Any]) -> datetime:
    """When a token ends: once no desk takes marks of its sessions any more, at the latest after a
    day and a half. There is always time to send what was noted.
    """
    now = timezone.now()
    over = max(windows.closes_at(session) for session in sessions)
    return min(now + GOOD_FOR, max(over, now + TO_SEND))


@action("attendance.take_roster")
def take_roster(*, by: Any, sessions: list[Any], spot: Spot = EVERYWHERE) -> Result:
    """Make a token for the device of `by`, good for these sessions. `details["token"]` is shown
    once: only its hash is kept. `spot` is where the device stands.
    """
    token = new_token()
    row = DeskToken.objects.create(
        holder=by,
        token_hash=token_digest(token),
        expires_at=good_until(sessions),
        spot=spot.key,
    )
    row.sessions.set(sessions)
    changes = {"sessions": [session.public_id for session in sessions]}
    details = {"token": token, "until": dates.instant(row.expires_at), "changes": changes}
    return Result(DeskOutcome.TAKEN, row, details)


@action("attendance.return_roster")
def return_roster(*, by: Any, desk: DeskToken) -> Result:
    """End a device's token. What it has noted and not sent must be sent before."""
    ended = DeskToken.objects.filter(pk=desk.pk, revoked_at=None).update(revoked_at=timezone.now())
    return Result(DeskOutcome.RETURNED if ended else DeskOutcome.RETURNED_BEFORE, desk)


@action("attendance.return_rosters")
def return_rosters(*, by: Any, holder: Any) -> Result:
    """End the tokens of all devices of `holder`, wherever they are."""
    ended = DeskToken.objects.of(holder).in_use().update(revoked_at=timezone.now())
    outcome = DeskOutcome.RETURNED if ended else DeskOutcome.RETURNED_BEFORE
    return Result(outcome, holder, {"changes": {"count": ended}})
