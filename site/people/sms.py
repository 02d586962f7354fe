"""Text messages: one function, one sender chosen by `SMS_SENDER` (docs/operations.md).

A sender is a function of (number in E.164, text) that raises SmsFailed when the message did not
leave, SmsRefused when it never will. Nothing here keeps or logs a text: it holds a one-time code.
"""

import logging
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from notices.trouble import SmsFailed, SmsRefused
from people.sms_gateway import to_gateway

__all__ = [
    "SmsFailed",
    "SmsRefused",
    "hidden",
    "is_available",
    "send_sms",
    "to_console",
    "to_gateway",
]
CONSOLE = "people.sms.to_console"
logger = logging.getLogger(__name__)


def is_available() -> bool:
    """Whether a message can reach a phone; on a demo site the log is the phone."""
    return settings.SMS_SENDER != CONSOLE or settings.SMS_CONSOLE_SHOWS_TEXT


def send_sms(number: str, text: Any) -> None:
    """Send `text` to `number` (E.164) through the configured sender; raises SmsFailed."""
    import_string(settings.SMS_SENDER)(number, str(text))


def to_console(number: str, text: str) -> None:
    """The default sender: the message is a line of the log, its text only on a demo site."""
    if not settings.SMS_CONSOLE_SHOWS_TEXT:
        logger.error("no text message: SMS_SENDER is not set", extra={"number": hidden(number)})
        raise SmsFailed("no sender")
    logger.warning("text message", extra={"number": number, "text": text})


def hidden(number: str) -> str:
    """`+86138****8000`, for logs and for whoever should only know it again."""
    return f"{number[:-8]}****{number[-4:]}" if len(number) > 8 else "****"
