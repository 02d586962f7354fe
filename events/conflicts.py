"""What stands against a session where and when somebody wants it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Slot


class ConflictKind(models.TextChoices):
    """Against what a wanted session runs."""

    ROOM = "room", _("Room taken")
    SPEAKER = "speaker", _("Speaker elsewhere")


@dataclass(frozen=True)
class Wanted:
    """One slot as somebody wants it; `key` is the caller's own id."""

    key: str
    slot: Slot
    offering_id: int
    session_id: int | None = None
    headcount: int = 0


@dataclass(frozen=True)
class Conflict:
    """What is against one wanted slot; `sentence` says what, when and what to do."""

    kind: ConflictKind
    key: str
    other: str
    blocks: bool
    sentence: str


def find_conflicts(wanted: Sequence[Wanted], *, at: datetime | None = None) -> list[Conflict]:
    """Everything that stands against what is wanted."""
    return []
