"""Search over published pages, never over persons: hits by type with the passages found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.utils.translation import get_language, gettext, pgettext
from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage
from essays.models import AwardPage, EssayCollectionPage, EssayPage
from events.listing import Row, row_of, with_sessions
from events.models import (
    EventIndexPage,
    EventPage,
    Offering,
    VenueIndexPage,
    VenuePage,
    programmes_of,
)
from portal.facets import PROGRAMMES, Facts, facts_of, narrowed
from portal.models import ArticlePage, ColumnPage
from portal.relevance import gathered
from publishing import dates, languages
from publishing.asking import LONGEST_QUERY
from publishing.filters import Filters
from publishing.folding import HAN, aligned
from publishing.models import SitePage
from publishing.passages import Part, named, passage, terms_of

A_PAGE = 10
SUGGESTED = 6
SORTS = {"venue", "kind", "category"}  # what is read along of a page to say what sort it is of
MENTIONED = 3  # words of a programme in a passage

# The types a reader distinguishes; everything else is a page.
TYPES: tuple[tuple[str, tuple[type[Page], ...]], ...] = (
    ("course", (CoursePage, CourseIndexPage)),
    ("event", (EventPage, EventIndexPage)),
    ("venue", (VenuePage, VenueIndexPage)),
    ("article", (ArticlePage, ColumnPage)),
    ("essay", (EssayPage, AwardPage, EssayCollectionPage)),
)


def type_names() -> dict[str, str]:
    """Types in words, in the order in which they are offered."""
    return {
        "course": gettext("Courses"),
        "event": gettext("Events"),
        "venue": gettext("Venues"),
        "article": gettext("Articles"),
        "essay": gettext("Essays"),
        "page": gettext("Other pages"),
    }


def type_of_one() -> dict[str, str]:
    """What one page of a type is called."""
    return {
        "course": gettext("Course"),
        "event": gettext("Event"),
        "venue": gettext("Venue"),
        "article": pgettext("search", "Article"),
        "essay": gettext("Essay"),
        "page": gettext("Page"),
    }


@dataclass(frozen=True)
class Hit:
    """One page that was found."""

    url: str
    title: list[Part]
    text: list[Part]
    type: str
    lang: str
    text_lang: str = ""  # of the passage, where it is another than the reader's
    sort: list[Part] = field(default_factory=list)  # what of its type it is: 爱国主义教育基地
    sort_lang: str = ""
    row: Row | None = None  # its next date, else its last


@dataclass
class Findings:
    """What a search gave: `near` when nothing is written just so, `loose` when only parts are."""

    query: str = ""
    was_cut: bool = False
    near: bool = False
    loose: bool = False
    hits: list[Hit] = field(default_factory=list)
    page: ListPage | None = None
    total: int = 0
    filters: Filters | None = None

    @property
    def clear_url(self) -> str:
        """The address of the same search without filters; empty when none is chosen."""
        if self.filters is None or not self.filters.chosen:
            return ""
        return f"?{urlencode({'q': self.query})}"


def find(request: Any) -> Findings:
    """Answer the search in a request's address."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    query = asked[:LONGEST_QUERY]
    found = Findings(query=query, was_cut=len(asked) > LONGEST_QUERY)
    if not query:
        return found
    all_found = gathered(query)
    found.loose = all_found.loose
    found.near = not all_found.loose and not all_found.exact
    known = type_by_content_type()
    facts = facts_of(all_found.entries, known)
    places = all_found.places(facts)
    entries = [all_found.entries[at] for at in places]
    facts = [facts[at] for at in places]
    found.filters = Filters.of(request)
    kept = narrowed(found.filters, facts, type_names())
    found.total = len(kept)
    found.page = Paginator(kept, A_PAGE).get_page(request.GET.get("page"))
    shown = list(found.page.object_list)
    rows = rows_of([facts[at] for at in shown])
    found.hits = hits_of([entries[at] for at in shown], query, known, request, rows)
    return found


def suggest(request: Any) -> list[Hit]:
    """The best few pages for what has been typed so far; none for a single letter."""
    query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    if not query or (query.isascii() and len(query) < 2):
        return []
    found = gathered(query)
    best = [] if found.loose else found.places()[:SUGGESTED]
    entries = [found.entries[at] for at in best]
    return hits_of(entries, query, type_by_content_type(), request, [None] * SUGGESTED)


def rows_of(facts: list[Facts]) -> list[Row | None]:
    """The offering that each hit shows, as lists show it. Two queries where any shows one."""
    keys = [one.shown for one in facts if one.shown]
    wanted = list(Offering.objects.filter(pk__in=keys).with_figures()) if keys else []
    offerings = {one.pk: row_of(one, "", "") for one in with_sessions(wanted)}
    return [offerings.get(one.shown) for one in facts]


def type_by_content_type() -> dict[int, str]:
    """Our types by content type."""
    models = [model for _name, group in TYPES for model in group]
    content_types = ContentType.objects.get_for_models(*models)
    return {content_types[model].pk: name for name, group in TYPES for model in group}


def hits_of(
    entries: list[dict[str, Any]],
    query: str,
    known: dict[int, str],
    request: Any,
    rows: list[Row | None],
) -> list[Hit]:
    """The pages of `entries`, in this order, with the passages in which the query stands."""
    by_id = pages_of(entries)
    terms, names = terms_of(query), type_of_one()
    keys = [one["translation_key"] for one in entries if may_have_dates(one, known)]
    programmes = programmes_of(keys) if keys else {}
    current = (get_language() or "").lower()
    hits = []
    for entry, row in zip(entries, rows, strict=False):
        if (page := by_id.get(entry["id"])) is None:
            continue
        code = entry["locale__language_code"]
        texts = [getattr(page, "summary", ""), body_text(page)]
        said = readable(programmes.get(page.translation_key, ()), current)
        found = passage([*texts, on_the_programme(said, terms)], query)
        sort = named(sort_of(page), query)
        hits.append(
            Hit(
                url=page.get_url(request),
                title=named(page.title, query),
                text=found,
                text_lang="zh-Hans" if is_foreign(found, current) else "",
                type=names[known.get(page.content_type_id, "page")],
                lang="" if code.lower() == current else code,
                row=row,
                sort=sort,
                sort_lang="zh-Hans" if is_foreign(sort, current) else "",
            )
        )
    return hits


def sort_of(page: Any) -> str:
    """What of its type a page is: a venue's type and town, the kind of an event, a category."""
    if venue := getattr(page, "venue", None):
        said = str(venue.get_venue_type_display()), languages.text(venue, "town")
        return " · ".join(filter(None, said))
    return languages.text(getattr(page, "kind", None) or getattr(page, "category", None), "name")


def may_have_dates(entry: dict[str, Any], known: dict[int, str]) -> bool:
    """Whether it is of a type that has a programme."""
    return known.get(entry["content_type_id"]) in PROGRAMMES


def pages_of(entries: list[dict[str, Any]]) -> dict[int, Any]:
    """Pages as what they are, by id: one statement for all that are there, one more for essays."""
    types = {entry["content_type_id"] for entry in entries}
    models: dict[Any, Any] = ContentType.objects.get_for_models(*SitePage.__subclasses__())
    names = {one.pk: one.model for one in models.values() if one.pk in types}
    along = [*names.values()]
    for model, one in models.items():
        along += [f"{one.model}__{name}" for name in SORTS & {*model.read_along} if one.pk in names]
    pages = Page.objects.filter(pk__in=[entry["id"] for entry in entries])
    if "essaypage" in along:
        along.append("essaypage__publication__revision")
        pages = pages.prefetch_related("essaypage__publication__edits")
    found = pages.select_related(*along) if along else pages
    return {page.pk: getattr(page, names.get(page.content_type_id, ""), page) for page in found}


def body_text(page: Any) -> str:
    """The plain text of a page's body."""
    if isinstance(page, EssayPage):
        return page.words
    body = getattr(page, "body", None)
    if body is None or not hasattr(body, "stream_block"):
        return ""
    return " ".join(str(part) for part in body.stream_block.get_searchable_content(body))


def readable(texts: Iterable[str], current: str) -> list[str]:
    """Those in the reader's script; all where there are none."""
    chinese = dates.in_chinese(current)
    found = list(texts)
    return [text for text in found if bool(HAN.search(text)) == chinese] or found


def on_the_programme(texts: list[str], terms: Iterable[str]) -> str:
    """A sentence with the few words of a programme that hold a term, the longest that any has."""
    lines = [" ".join(text.split()) for text in texts]
    even = aligned("\n".join(lines)).split("\n") if lines else []
    for term in terms:
        found = [line for line, same in zip(lines, even, strict=True) if term in same]
        # A short name says nothing beside the full one.
        found = [line for line in found if not any(line in one != line for one in found)]
        if found:
            listed_so = ("、" if HAN.search(found[0]) else ", ").join(found[:MENTIONED])
            return gettext("Dates, places and organisers: %(what)s") % {"what": listed_so}
    return ""


def is_foreign(parts: list[Part], current: str) -> bool:
    """Whether a passage is Chinese while the reader reads something else."""
    return not dates.in_chinese(current) and any(HAN.search(part.text) for part in parts)
