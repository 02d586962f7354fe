"""What blocks of an editor ask the records for: offerings by rule, speakers, venues.

What the page itself shows of such goes into the same statements (docs/adr/0006). All blocks of a
kind on a page are asked for together and keep what they were given (`known`). A block that is shown
alone, as in the picker of blocks, asks for itself.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.utils import timezone
from wagtail.blocks import StreamValue

from events import heads, listing
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


def read_parts(page: Any) -> None:
    """Read what a page and its text are made of, so far as it is small: in one statement."""
    body = page.text_shown[0]
    parts = {name: getattr(page, name).all() for name in page.parts}
    text = body if isinstance(body, StreamValue) else None
    found = read_text(text, *parts.values(), pictures=page.pictures_shown())
    # Left where Django looks for what was prefetched: its own prefetching asks for each by itself.
    kept = getattr(page, "_prefetched_objects_cache", {})
    for (name, rows), read in zip(parts.items(), found, strict=True):
        rows._result_cache = in_order(read, rows.model._meta.ordering)  # noqa: SLF001
        kept[name] = rows
    page._prefetched_objects_cache = kept  # noqa: SLF001 - see above


def read_text(
    body: StreamValue | None, *also: Any, pictures: Iterable[Any] = ()
) -> list[list[Any]]:
    """Make the blocks of a body, with speakers and venues; what `also` finds is returned."""
    speakers, *found = read_choices(
        body, {VenuePage: venue_pages}, speakers_of(body), *also, pictures=pictures
    )
    know_speakers(values_in(body, "person"), speakers)
    if body is not None:
        body.is_read = True
    return found


def values_in(body: Any, block_type: str) -> list[Any]:
    """The values of all blocks of a type that do not know yet what they show."""
    blocks = (block.value for block in body or () if block.block_type == block_type)
    return [value for value in blocks if not hasattr(value, "known")]


def read_records(body: Any, request: Any, *own: Any) -> list[list[Any]]:
    """Let all blocks of a body that show records know them.

    `own`: offerings that the page shows besides, asked for in the same statements; they are
    returned, each list in no order.
    """
    if body and not getattr(body, "is_read", False):
        read_text(body)
    return read_lists(values_in(body, "offerings"), request, *own)


def known(value: Any, read: Callable[..., Any], *args: Any) -> Any:
    """What `read` gave to the value of a block; read for it alone where nobody did before."""
    if not hasattr(value, "known"):
        read([value], *args)
    return value.known


def speakers_of(body: StreamValue | None) -> Any:
    """The speakers whom the person blocks of a body name."""
    if body is None:
        return Speaker.objects.none()
    if body.is_lazy:
        persons = [one["value"] for one in body.raw_data if one["type"] == "person"]
    else:
        persons = [block.value for block in body if block.block_type == "person"]
    named = {person.get("speaker") for person in persons} - {None, ""}
    return Speaker.objects.filter(public_id__in=named) if named else Speaker.objects.none()


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
    ordered = sorted(found, key=heads.is_in_readers_language)
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


def read_lists(values: Sequence[Any], request: Any, *own: Any) -> list[list[Any]]:
    """The rows of offerings blocks: all lists in one statement, and what the rows need for all."""
    rules = [offerings_of(value)[: min(value.get("count") or 5, MOST)] for value in values]
    found = listing.listed_together([*own, *rules])
    lists = found[len(own) :]
    found_heads = heads.Heads([offering for one in lists for offering in one], request)
    for value, rule, offerings in zip(values, rules, lists, strict=True):
        in_order(offerings, rule.query.order_by)
        value.known = listing.rows_of(offerings, request, found_heads)
    return found[: len(own)]


def in_order(rows: list[Any], names: Sequence[str]) -> list[Any]:
    """Sort by fields, as a query would: a union has no order."""
    for name in reversed(names):
        value_of = attrgetter(name.removeprefix("-"))
        known = [row for row in rows if value_of(row) is not None]
        known.sort(key=value_of, reverse=name.startswith("-"))
        rows[:] = [*known, *(row for row in rows if value_of(row) is None)]
    return rows


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
