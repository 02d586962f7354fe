"""What a failure means: whose it is, when to try again, and when not to.

Classes follow RFC 5321: a reply of 4xx is for now, one of 5xx for good. A refused sender or sign-in
is a matter between us and our own server, whatever its number: no recipient's delivery ends by it.
"""

import smtplib
from dataclasses import dataclass
from datetime import timedelta

from notices.enums import Trouble

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Waits before the second, third … attempt. Grey lists want some minutes, full mailboxes days.
PLAN: dict[str, list[timedelta]] = {
    Trouble.BUSY: [
        5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR,
    ],
    # A gateway may be down for a night; what has passed by then is not sent (`lateness`).
    Trouble.NO_SMS: [
        MINUTE, 5 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR,
    ],
    Trouble.UNKNOWN: [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR],
}  # fmt: skip
# Our own server: soon at first, and for days, since mending it is somebody's work.
SERVER_WAITS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE]
SERVER_PATIENCE = timedelta(days=3)


class SmsFailed(Exception):
    """A text message did not leave: no sender, no answer, or a refusal for now."""


class SmsRefused(SmsFailed):
    """The gateway answered that it takes no such message: trying again would end the same way."""


@dataclass(frozen=True)
class Failure:
    """One failed attempt: its class and what the server said."""

    trouble: Trouble
    detail: str

    @property
    def is_ours(self) -> bool:
        """Whether every other delivery would fail the same way."""
        return self.trouble == Trouble.SERVER


def failure_of(error: Exception) -> Failure:
    """The class of an error of the mail backend or of the sender of text messages."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()), (0, b""))
        return Failure(Trouble.BUSY if code < 500 else Trouble.BAD_ADDRESS, _said(code, said))
    if isinstance(error, smtplib.SMTPDataError):
        trouble = Trouble.BUSY if error.smtp_code < 500 else Trouble.REFUSED
        return Failure(trouble, _said(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return Failure(Trouble.SERVER, _said(error.smtp_code, error.smtp_error))
    if isinstance(error, SmsRefused):
        return Failure(Trouble.SMS_REFUSED, _kept(str(error)))
    return Failure(_class_of(error), _named(error))


def _class_of(error: Exception) -> Trouble:
    classes = {
        SmsFailed: Trouble.NO_SMS,
        OSError: Trouble.SERVER,  # smtplib's own disconnections among them
        ValueError: Trouble.BAD_ADDRESS,  # one that cannot be written
    }
    found = (trouble for kind, trouble in classes.items() if isinstance(error, kind))
    return next(found, Trouble.UNKNOWN)


def wait_after(trouble: str, attempts: int) -> timedelta | None:
    """How long to wait after `attempts` failures; None: not again."""
    waits = PLAN.get(trouble, [])
    return waits[attempts - 1] if attempts <= len(waits) else None


def server_wait(attempts: int) -> timedelta:
    """How long to leave our own server alone."""
    return SERVER_WAITS[attempts - 1] if attempts <= len(SERVER_WAITS) else HOUR


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _kept(f"{code} {text}")


def _named(error: Exception) -> str:
    return _kept(f"{type(error).__name__}: {error}")


def _kept(text: str) -> str:
    """In one line, and so that the database takes it: neither NUL nor half a character."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())[:300]
