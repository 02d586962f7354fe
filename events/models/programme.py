"""What a page's dates add to what it is found by: sessions, places, units."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.enums import OfferingState
from events.models.offerings import Session

HIDDEN = (OfferingState.DRAFT, OfferingState.CANCELLED)
REMEMBERED = timedelta(days=400)  # what was held earlier is no longer what a page is about
LONGEST = 20_000  # characters
TEXTS = (
    *("title", "title_en", "place_note", "topic__title"),
    *(f"venue__{name}" for name in ("name", "short_name", "town")),
    "teaching_point__name",
    *(f"offering__{name}" for name in ("label", "label_en")),
    *(f"offering__lead_unit__{name}" for name in ("name", "name_en")),
    "offering__host",
)
READ = ("starts_at", "offering__page__translation_key", *TEXTS)


def words_of_programme(page: Any) -> str:
    """Labels, units, topics and places of a page's offerings, a line each; never persons."""
    key = page.translation_key
    return "\n".join(programmes_of([key]).get(key, ()))[:LONGEST]


def programmes_of(keys: Iterable[Any]) -> dict[Any, list[str]]:
    """The same by translation key, each text once, the latest dates first. One statement."""
    sessions = (
        Session.objects.held()
        .filter(
            offering__page__translation_key__in=list(keys),
            ends_at__gte=timezone.now() - REMEMBERED,
        )
        .exclude(offering__state__in=HIDDEN)
        .order_by("-starts_at")
        .values(*READ)
    )
    found: dict[Any, dict[str, None]] = {}
    for session in sessions:
        texts = found.setdefault(session["offering__page__translation_key"], {})
        texts.update(dict.fromkeys(text for text in _texts_of(session) if text))
    return {key: list(texts) for key, texts in found.items()}


def _texts_of(session: dict[str, Any]) -> list[str]:
    day = timezone.localtime(session["starts_at"])
    days = [f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}"]
    return [session[name] for name in TEXTS] + days
