"""Text messages: one function, one sender chosen by `SMS_SENDER` (docs/operations.md)."""

import logging
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


def send_sms(number: str, text: Any) -> None:
    """Send `text` to `number` (E.164) through the configured sender."""
    import_string(settings.SMS_SENDER)(number, str(text))


def to_console(number: str, text: str) -> None:
    """The default sender: the message is a line of the log."""
    logger.warning("text message", extra={"number": number, "text": text})
