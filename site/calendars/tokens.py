"""The secret in a personal feed's address: 256 bits, kept as a hash, never logged; nor is the
signed part of an invitation's answer."""

import hashlib
import re
import secrets
from collections.abc import MutableMapping
from typing import Any

_SECRET = re.compile(r"(/calendar/me/|/rsvp/)[A-Za-z0-9_:%-]+")
HIDDEN = r"\1***"


def new_token() -> str:
    """43 characters of URL-safe base64."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps. The token is random, so no salt and no slow hash are needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def hide(text: str) -> str:
    """`text` with the secret of every feed address in it replaced."""
    return _SECRET.sub(HIDDEN, text)


def hide_tokens(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor: no line of the log carries the secret of a feed's address."""
    return {key: hide(value) if isinstance(value, str) else value for key, value in event.items()}
