"""What blocks of an editor ask the records for: offerings by rule, a speaker, a venue."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from events import listing
from events.enums import OfferingRule, OfferingState
from events.indexes import with_card_pictures
from events.models import Offering, Speaker, VenuePage
from publishing.queries import open_to_all
from publishing.templatetags.components import text_of

MOST = 20


def offerings_of(rule: Any) -> Any:
    """The offerings of an offerings block, in the order in which it shows them."""
    offerings = Offering.objects.public()
    if rule.get("kind"):
        offerings = offerings.filter(page__eventpage__kind=rule["kind"])
    if rule.get("unit"):
        offerings = offerings.filter(lead_unit__code=rule["unit"])
    if rule.get("theme"):
        offerings = offerings.of_themes([rule["theme"]])
    return in_state(offerings.with_figures(), rule.get("state"))


def in_state(offerings: Any, state: str | None) -> Any:
    """Those that an editor's word means; needs `with_figures`."""
    now = timezone.now()
    if state == OfferingRule.PAST:
        return offerings.past(now)
    coming = offerings.upcoming(now)
    if state == OfferingRule.OPEN:
        return coming.open_at(now)
    if state == OfferingRule.OPENING:
        later = coming.filter(state=OfferingState.PUBLISHED, opens_at__gt=now)
        return later.order_by("opens_at", "pk")
    return coming


def rows_by_rule(rule: Any, request: Any) -> list[listing.Row]:
    """Rows of an offerings block."""
    count = min(rule.get("count") or 5, MOST)
    return listing.rows_of(listing.listed(offerings_of(rule)[:count]), request)


def person_shown(value: Any) -> dict[str, Any] | None:
    """What a person block shows; None when the speaker is gone and nobody else is named."""
    speaker = Speaker.objects.filter(public_id=value.get("speaker") or "").first()
    shown = {
        "name": speaker and text_of(speaker, "name"),
        "title": speaker and text_of(speaker, "title"),
        "unit": speaker and speaker.unit_text,
    }
    shown["name"] = shown["name"] or value.get("name")
    shown["title"] = value.get("role") or shown["title"]
    return shown if shown["name"] else None


def venue_shown(value: Any) -> Any:
    """The published page of a venue block in the reader's language, else in another; or None."""
    chosen = value.get("page")
    if chosen is None:
        return None
    pages = open_to_all(VenuePage.objects.filter(translation_key=chosen.translation_key))
    pages = with_card_pictures(pages.select_related("venue", "locale"))
    current = (get_language() or "zh-hans").lower()
    ordered = sorted(pages, key=lambda page: page.locale.language_code.lower() != current)
    return ordered[0] if ordered else None
