"""What blocks of an editor ask the records for: offerings by rule, speakers, venues.

All blocks of a kind on a page are asked for together and keep what they were given (`known`). A
block that is shown alone, as in the picker of blocks, asks for itself.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils import timezone

from events import listing
from events.enums import OfferingRule, OfferingState
from events.models import Offering, Speaker, VenuePage
from publishing.blocks.choosers import read_choices
from publishing.queries import restricted
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


def read_records(body: Any, request: Any) -> None:
    """Let all blocks of a body that show records know them."""
    [speakers] = read_choices(body, {VenuePage: venue_pages}, speakers_of(body))
    by_type: dict[str, list[Any]] = {}
    for block in body:
        by_type.setdefault(block.block_type, []).append(block.value)
    if "person" in by_type:
        know_speakers(by_type["person"], speakers)
    if "offerings" in by_type:
        read_lists(by_type["offerings"], request)


def known(value: Any, read: Callable[..., None], *args: Any) -> Any:
    """What `read` gave to the value of a block; read for it alone where nobody did before."""
    if not hasattr(value, "known"):
        read([value], *args)
    return value.known


def speakers_of(body: Any) -> Any:
    """The speakers whom the person blocks of a body name."""
    if body.is_lazy:
        persons = [one["value"] for one in body.raw_data if one["type"] == "person"]
    else:
        persons = [block.value for block in body if block.block_type == "person"]
    named = {person.get("speaker") for person in persons} - {None, ""}
    return Speaker.objects.filter(public_id__in=named)


def read_speakers(values: Sequence[Any]) -> None:
    """The speakers of person blocks, in one statement."""
    named = {value.get("speaker") for value in values} - {None, ""}
    know_speakers(values, Speaker.objects.filter(public_id__in=named))


def know_speakers(values: Iterable[Any], speakers: Iterable[Any]) -> None:
    """Let person blocks know their speakers; None for who is none."""
    found = {speaker.public_id: speaker for speaker in speakers}
    for value in values:
        value.known = found.get(value.get("speaker"))


def venue_pages(keys: Iterable[Any]) -> dict[Any, Any]:
    """Venue pages by key; each knows as `shown` what readers see: itself or its translation.

    Published, in the reader's language, else in another; or None.
    """
    chosen = VenuePage.objects.filter(pk__in=keys).values("translation_key")
    pages = VenuePage.objects.filter(translation_key__in=chosen).select_related(
        "venue", "locale", "picture"
    )
    found = pages.annotate(closed=restricted("path"))
    ordered = sorted(found, key=listing.is_in_readers_language)
    shown = {page.translation_key: page for page in ordered if page.live and not page.closed}
    for page in ordered:
        page.shown = shown.get(page.translation_key)
    return {page.pk: page for page in ordered}


def venue_shown(value: Any) -> Any:
    """The page that a venue block shows, as `venue_pages` finds it."""
    page = value.get("page")
    if page and not hasattr(page, "shown"):
        page = venue_pages([page.pk])[page.pk]
    return page and page.shown


def read_lists(values: Sequence[Any], request: Any) -> None:
    """The rows of offerings blocks: all lists in one statement, and what the rows need for all."""
    rules = [offerings_of(value)[: min(value.get("count") or 5, MOST)] for value in values]
    lists = listing.listed_together(rules)
    heads = listing.Heads([offering for found in lists for offering in found], request)
    for value, found in zip(values, lists, strict=True):
        value.known = listing.rows_of(found, request, heads)


def person_shown(value: Any) -> dict[str, Any] | None:
    """What a person block shows; None when the speaker is gone and nobody else is named."""
    speaker = known(value, read_speakers)
    shown = {
        "name": speaker and text_of(speaker, "name"),
        "title": speaker and text_of(speaker, "title"),
        "unit": speaker and speaker.unit_text,
    }
    shown["name"] = shown["name"] or value.get("name")
    shown["title"] = value.get("role") or shown["title"]
    return shown if shown["name"] else None
