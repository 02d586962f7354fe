"""Which notices say nothing any more: rooms above know until when what they told was news.

Asked before a text message leaves: it interrupts whoever reads it. A mail may come late, it is a
record.
"""

from collections.abc import Callable

from notices.models import Notice

PASSING: dict[str, Callable[[Notice], bool]] = {}


def passes(room: str, function: Callable[[Notice], bool]) -> None:
    """Let a room say whether a notice came to say nothing since it was written; called from
    `AppConfig.ready`.
    """
    PASSING[room] = function


def has_passed(notice: Notice) -> bool:
    """Whether some room says so."""
    return any(function(notice) for function in PASSING.values())
