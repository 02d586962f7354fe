"""Columns and articles: what stands in a column, and what comes before and after an article."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Q
from wagtail.models import Page

from essays.models import EssayCollectionPage
from events.indexes import with_pictures
from portal.models import ArticlePage, ColumnPage
from publishing.queries import open_to_all

A_PAGE = 24
ROW_PICTURE = "fill-384x288"


@dataclass
class ColumnListing:
    """Sub-columns and a page of articles of a column."""

    columns: list[dict[str, Any]]
    page: ListPage
    articles: list[Any]


def with_row_pictures(pages: Any) -> Any:
    """Pages with their pictures, in the size that components/page_row.html shows."""
    return with_pictures(pages, ROW_PICTURE)


def columns_below(column: ColumnPage) -> Any:
    """Columns and collections of essays below a column, in the order of the tree."""
    pages = Page.objects.child_of(column).type(ColumnPage, EssayCollectionPage)
    pages = pages.select_related("locale", "columnpage", "essaycollectionpage")
    return open_to_all(pages).order_by("path")


def summary_of(page: Any) -> str:
    """The promise of a page of `columns_below`."""
    kinds = (getattr(page, name, None) for name in ("columnpage", "essaycollectionpage"))
    return next((kind.summary for kind in kinds if kind), "")


def column_listing(column: ColumnPage, request: Any) -> ColumnListing:
    """Articles of a column and of the columns below it, newest first."""
    if not column.path:  # a preview of a column that was never saved
        return ColumnListing([], Paginator([], A_PAGE).get_page(1), [])
    columns = [
        {"title": page.title, "url": page.get_url(request), "note": summary_of(page)}
        for page in columns_below(column)
    ]
    articles = open_to_all(ArticlePage.objects.descendant_of(column))
    articles = with_row_pictures(articles.select_related("locale"))
    number = request.GET.get("page") if request is not None else None
    page = Paginator(articles.order_by("-published_on", "-pk"), A_PAGE).get_page(number)
    return ColumnListing(columns, page, [article_row(item, request) for item in page.object_list])


def article_row(article: ArticlePage, request: Any) -> dict[str, Any]:
    """An article as components/page_row.html takes it."""
    return {
        "page": article,
        "title": article.title,
        "url": article.get_url(request),
        "date": article.published_on,
        "summary": article.summary,
        "source": article.author_line,
    }


@dataclass
class Beside:
    """The articles before and after one in its column."""

    newer: Any = None
    older: Any = None


def beside(article: ArticlePage) -> Beside:
    """What an article stands between; nothing for one that was never saved."""
    if not article.path or article.published_on is None:
        return Beside()
    others = open_to_all(ArticlePage.objects.sibling_of(article, inclusive=False))
    day, key = article.published_on, article.pk
    later = others.filter(Q(published_on__gt=day) | Q(published_on=day, pk__gt=key))
    earlier = others.filter(Q(published_on__lt=day) | Q(published_on=day, pk__lt=key))
    nearest = (
        later.order_by("published_on", "pk").values("pk")[:1],
        earlier.order_by("-published_on", "-pk").values("pk")[:1],
    )
    found = Beside()
    pages = ArticlePage.objects.filter(Q(pk__in=nearest[0]) | Q(pk__in=nearest[1]))
    for page in pages.select_related("locale"):
        if (page.published_on, page.pk) > (day, key):
            found.newer = page
        else:
            found.older = page
    return found
