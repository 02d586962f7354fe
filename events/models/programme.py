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
READ = (
    *("title", "title_en", "place_note", "starts_at", "topic__title", "teaching_point__name"),
    *(f"venue__{name}" for name in ("name", "short_name", "town")),
    *(f"offering__{name}" for name in ("label", "label_en", "host", "page__translation_key")),
    *(f"offering__lead_unit__{name}" for name in ("name", "name_en")),
)


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
        .select_related("offering__page", "offering__lead_unit", "venue", "teaching_point", "topic")
        .only(*READ)
        .order_by("-starts_at")
    )
    found: dict[Any, dict[str, None]] = {}
    for session in sessions:
        texts = found.setdefault(session.offering.page.translation_key, {})
        texts.update(dict.fromkeys(text for text in _texts_of(session) if text))
    return {key: list(texts) for key, texts in found.items()}


def _texts_of(session: Any) -> list[str]:
    offering, venue, point, topic = (
        session.offering,
        session.venue,
        session.teaching_point,
        session.topic,
    )
    unit = offering.lead_unit
    texts = [session.title, session.title_en, session.place_note]
    texts += [topic.title] if topic else []
    texts += [venue.name, venue.short_name, venue.town] if venue else []
    texts += [point.name] if point else []
    day = timezone.localtime(session.starts_at)
    texts += [f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}"]
    return [*texts, offering.label, offering.label_en, unit.name, unit.name_en, offering.host]
