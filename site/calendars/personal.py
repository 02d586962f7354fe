"""What this room holds about a person."""

from typing import Any

from django.utils import timezone

from calendars.models import Feed
from kernel.privacy import PersonalData


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Every feed: its name and when it was made, last used and revoked; never its secret."""
    rows = Feed.objects.of(person).values("name", "made_at", "used_on", "revoked_at")
    return {
        "calendar_feeds": [
            {
                key: value.isoformat() if hasattr(value, "isoformat") else value or ""
                for key, value in row.items()
            }
            for row in rows
        ]
    }


def merge(keep: Any, drop: Any) -> None:
    """The addresses move: calendars that use them go on."""
    Feed.objects.filter(person=drop).update(person=keep)


def erase(person: Any) -> None:
    """No address answers any more; the names that the person gave go."""
    feeds = Feed.objects.filter(person=person)
    feeds.in_use().update(revoked_at=timezone.now())
    feeds.update(name="")


PROVIDER = PersonalData("calendars", (Feed,), export, merge, erase)
