"""Scan tickets: what remains of a scan while a person signs in.

Opening the address of a code writes nothing. It hands the browser a signed cookie that says which
session was scanned and when; the confirmation spends it. The cookie fits only beside the one that
names this browser, and its number is kept with the mark, so that it serves once.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from attendance.codes import STEP, began_at

GOOD_FOR = timedelta(minutes=5)
DEVICE_KEPT = timedelta(hours=24)
SALT = "attendance.scan.1"
DEVICE_SALT = "attendance.phone.1"


@dataclass(frozen=True)
class Ticket:
    """One scan: of which session and code, when, in which browser; `number` serves once."""

    session_id: str
    tag: str
    scanned_at: datetime
    code_age: int  # seconds from the code's first instant to the scan
    device: str
    number: str
    spot: str = ""  # key of the remote site whose screen was scanned

    @property
    def is_over(self) -> bool:
        """Whether too much time passed since the scan."""
        return timezone.now() - self.scanned_at > GOOD_FOR

    def waited(self, at: datetime) -> int:
        """Seconds from the scan to `at`."""
        return max(0, int((at - self.scanned_at).total_seconds()))


def issue(
    request: HttpRequest,
    response: HttpResponse,
    *,
    session: Any,
    tag: str,
    age: int,
    spot: str = "",
) -> Ticket:
    """Hand the browser a ticket for the code `tag`, which was current `age` steps ago."""
    now = timezone.now()
    device = device_of(request) or secrets.token_hex(8)
    began = began_at(int(now.timestamp()) // STEP - age)
    since = int((now - began).total_seconds())
    ticket = Ticket(session.public_id, tag, now, since, device, secrets.token_hex(16), spot)
    stamp = f"{now.timestamp():.3f}"
    text = "|".join([ticket.session_id, tag, stamp, str(since), device, ticket.number, spot])
    _set(response, settings.SCAN_COOKIE_NAME, text, SALT, GOOD_FOR)
    _set(response, settings.PHONE_COOKIE_NAME, device, DEVICE_SALT, DEVICE_KEPT)
    return ticket


def held(request: HttpRequest) -> Ticket | None:
    """The ticket that this browser holds; None when it has none, or one of another browser."""
    text = _get(request, settings.SCAN_COOKIE_NAME, SALT, GOOD_FOR + timedelta(minutes=30))
    parts = text.split("|")
    if len(parts) != 7:
        return None
    session_id, tag, stamp, since, device, number, spot = parts
    if not secrets.compare_digest(device, device_of(request)):
        return None
    scanned_at = datetime.fromtimestamp(float(stamp), timezone.get_current_timezone())
    return Ticket(session_id, tag, scanned_at, int(since), device, number, spot)


def spend(response: HttpResponse) -> None:
    """Take the ticket from the browser."""
    response.delete_cookie(settings.SCAN_COOKIE_NAME)


def device_of(request: HttpRequest) -> str:
    """What names this browser for a day; empty for one that never scanned."""
    return _get(request, settings.PHONE_COOKIE_NAME, DEVICE_SALT, DEVICE_KEPT)


def _get(request: HttpRequest, name: str, salt: str, age: timedelta) -> str:
    try:
        return request.get_signed_cookie(name, "", salt=salt, max_age=age) or ""
    except BadSignature:
        return ""


def _set(response: HttpResponse, name: str, value: str, salt: str, age: timedelta) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=salt,
        max_age=int(age.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
