"""Published essays as collections show them: rows, a filter by task, bylines by consent."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.utils.translation import gettext

from essays.models import EssayCollectionPage, EssayPage, EssayTask
from essays.reading import paragraphs
from essays.task_enums import Genre
from essays.uses import Use
from publishing.filters import Filters
from publishing.queries import open_to_all, with_renditions
from publishing.templatetags.components import in_its_language, text_of

A_PAGE = 24


def published() -> Any:
    """Public pages of essays with all that a row shows, the latest first."""
    rows = open_to_all(EssayPage.objects).select_related(
        "locale",
        "picture",
        "publication__revision",
        "publication__essay__author",
        "publication__essay__task",
        "publication__essay__unit",
    )
    rows = rows.prefetch_related("publication__consents")
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
    # The essays are not translated, a collection may be.
    pages = published().child_of(collection.original or collection)
    found = Collected()
    filters = Filters.of(request)
    named, genres = _asked_for(pages)
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
    shown = list(found.page.object_list)
    with_renditions(page.picture for page in shown)
    found.rows = [essay_row(page, request) for page in shown]
    return found


def _asked_for(pages: Any) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """Tasks, the latest first, and genres that occur, as choices. One query."""
    task = "publication__essay__task"
    fields = (f"{task}__pk", f"{task}__public_id", f"{task}__title", f"{task}__title_en")
    rows = pages.order_by(f"-{task}__pk").values_list(*fields, "publication__revision__genre")
    tasks, genres = {}, set()
    for _key, public_id, title, title_en, genre in rows.distinct():
        tasks[public_id] = text_of({"title": title, "title_en": title_en}, "title")
        genres.add(genre)
    named = [(value, str(Genre(value).label)) for value in Genre.values if value in genres]
    return list(tasks.items()), named


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
