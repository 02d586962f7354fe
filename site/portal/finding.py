"""Search over published pages, never over persons: hits by type with the passages found."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.utils.translation import get_language, gettext
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from courses.models import CourseIndexPage, CoursePage
from essays.models import AwardPage, EssayCollectionPage, EssayPage
from events.models import EventIndexPage, EventPage, VenueIndexPage, VenuePage
from portal.models import ArticlePage, ColumnPage
from publishing.filters import Filters
from publishing.passages import Part, marked, passage, terms_of
from publishing.search import LONGEST_QUERY, Loosely

A_PAGE = 20
MOST = 500

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


@dataclass(frozen=True)
class Hit:
    """One page that was found."""

    url: str
    title: list[Part]
    text: list[Part]
    type: str
    lang: str


@dataclass
class Findings:
    """What a search gave: `loose` when only parts of the words were found."""

    query: str = ""
    was_cut: bool = False
    loose: bool = False
    hits: list[Hit] = field(default_factory=list)
    page: ListPage | None = None
    total: int = 0
    filters: Filters | None = None


def find(request: Any) -> Findings:
    """Answer the search in a request's address."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    query = asked[:LONGEST_QUERY]
    found = Findings(query=query, was_cut=len(asked) > LONGEST_QUERY)
    if not query:
        return found
    entries = entries_of(query)
    if not entries:
        found.loose = True
        entries = entries_of(Loosely(query))
    known = type_by_content_type()
    kinds = [known.get(entry["content_type_id"], "page") for entry in entries]
    counts = Counter(kinds)
    found.filters = Filters.of(request)
    choices = [("", gettext("All"))]
    choices += [(k, f"{name} {counts[k]}") for k, name in type_names().items() if counts[k]]
    chosen = found.filters.add("type", gettext("Type"), choices)
    shown = [e for e, kind in zip(entries, kinds, strict=True) if chosen in ("", kind)]
    found.total = len(shown)
    found.page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    found.hits = hits_of([entry["id"] for entry in found.page.object_list], query, known, request)
    return found


def entries_of(query: Any) -> list[dict[str, Any]]:
    """Public pages for a query, best first; of translations the one in the reader's language."""
    pages = Page.objects.live().public().filter(depth__gt=1)
    results = get_search_backend().search(query, pages).get_queryset()
    rows = list(results.values("id", "content_type_id", "locale_id", "translation_key")[:MOST])
    active = Locale.get_active().pk
    foreign = {row["translation_key"] for row in rows if row["locale_id"] != active}
    if foreign:
        own = Page.objects.live().filter(locale_id=active, translation_key__in=foreign)
        foreign -= set(own.values_list("translation_key", flat=True))
    return [row for row in rows if row["locale_id"] == active or row["translation_key"] in foreign]


def type_by_content_type() -> dict[int, str]:
    """Our types by content type."""
    models = [model for _name, group in TYPES for model in group]
    content_types = ContentType.objects.get_for_models(*models)
    return {content_types[model].pk: name for name, group in TYPES for model in group}


def hits_of(ids: list[int], query: str, known: dict[int, str], request: Any) -> list[Hit]:
    """The pages with `ids`, in this order, with the passages in which the query stands."""
    by_id = {page.pk: page for page in Page.objects.filter(pk__in=ids).specific()}
    locales = Locale.objects.in_bulk()
    terms, names = terms_of(query), type_names()
    current = (get_language() or "").lower()
    hits = []
    for page in (by_id[number] for number in ids if number in by_id):
        page.locale = locales[page.locale_id]  # specific pages come without it
        code = page.locale.language_code
        hits.append(
            Hit(
                url=page.get_url(request),
                title=marked(page.title, terms),
                text=passage([getattr(page, "summary", ""), body_text(page)], query),
                type=names[known.get(page.content_type_id, "page")],
                lang="" if code.lower() == current else code,
            )
        )
    return hits


def body_text(page: Any) -> str:
    """The plain text of a page's body."""
    if isinstance(page, EssayPage):
        return page.words
    body = getattr(page, "body", None)
    if body is None or not hasattr(body, "stream_block"):
        return ""
    return " ".join(str(part) for part in body.stream_block.get_searchable_content(body))
