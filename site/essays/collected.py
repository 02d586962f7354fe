"""Published essays as collections show them: rows, a filter by task, bylines by consent."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.utils.translation import gettext
from wagtail.models import Locale

from essays.models import EssayCollectionPage, EssayPage, EssayTask
from essays.reading import paragraphs
from essays.task_enums import Genre
from essays.uses import Use
from media.models import CustomImage
from publishing.filters import Filters
from publishing.queries import open_to_all
from publishing.templatetags.components import in_its_language, text_of

A_PAGE = 24
ROW_PICTURE = "fill-384x288"


def published() -> Any:
    """Public pages of essays with all that a row shows, the latest first."""
    rows = open_to_all(EssayPage.objects).select_related(
        "locale",
        "publication__revision",
        "publication__essay__author",
        "publication__essay__task",
        "publication__essay__unit",
    )
    pictures = Prefetch("picture", CustomImage.objects.prefetch_renditions(ROW_PICTURE))
    rows = rows.prefetch_related("publication__consents", "publication__edits", pictures)
    return rows.order_by("-published_on", "-pk")


@dataclass
class Collected:
    """A page of a collection's essays, and its filters."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    page: ListPage | None = None
    filters: Filters | None = None
    result: str = ""


def collected(collection: EssayCollectionPage, request: Any) -> Collected:
    """What a collection shows under the filters of the address."""
    if not collection.path:  # a preview of one that was never saved
        return Collected()
    pages = published().child_of(_original(collection))
    tasks = EssayTask.objects.filter(
        pk__in=pages.order_by().values("publication__essay__task")
    ).order_by("-pk")
    found = Collected()
    filters = Filters.of(request)
    named = [(one.public_id, text_of(one, "title")) for one in tasks]
    genres = [(one, str(Genre(one).label)) for one in _genres(pages)]
    for name, title, choices, path in (
        ("task", gettext("Essay task"), named, "publication__essay__task__public_id"),
        ("genre", gettext("Genre"), genres, "publication__revision__genre"),
    ):
        if len(choices) > 1:
            found.filters = filters
            chosen = filters.add(name, title, [("", gettext("All")), *choices])
            pages = pages.filter(**({path: chosen} if chosen else {}))
    number = request.GET.get("page") if request is not None else None
    found.page = Paginator(pages, A_PAGE).get_page(number)
    found.rows = [essay_row(page, request) for page in found.page.object_list]
    return found


def _genres(pages: Any) -> list[str]:
    """Those that occur, in the order in which they are known."""
    seen = set(pages.order_by().values_list("publication__revision__genre", flat=True))
    return [genre for genre in Genre.values if genre in seen]


def _original(collection: EssayCollectionPage) -> EssayCollectionPage:
    """Where the essays stand: they are not translated, a collection may be."""
    original = collection.get_translation_or_none(Locale.get_default())
    return original.specific if original is not None else collection


def essay_row(page: EssayPage, request: Any) -> dict[str, Any]:
    """An essay as components/page_row.html takes it."""
    return {
        "page": page,
        "title": in_its_language(page.title),
        "url": page.get_url(request),
        "date": page.published_on,
        "summary": page.summary,
        "source": in_its_language(page.publication.byline(Use.WEB)),
    }


@dataclass(frozen=True)
class Shown:
    """What a published essay's page shows of the record."""

    byline: str
    task: EssayTask
    paragraphs: list[str]


def shown(page: EssayPage) -> Shown:
    """Text as approved, name and unit as agreed at this moment.

    No text where its author agrees no longer: editors still open the page, and its drafts.
    """
    held = page.publication
    text = paragraphs(held.text) if held.allows(Use.WEB) else []
    return Shown(held.byline(Use.WEB), held.essay.task, text)
