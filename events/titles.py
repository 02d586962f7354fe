"""Titles of offerings and pages in the reader's language, however many a list holds."""

from typing import Any

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Page


def with_titles(queryset: Any, page: str = "page", name: str = "page") -> Any:
    """Adds `page_title` and `page_title_en`, the title of the page's published translation or None.

    `page` is the way from the queryset's model to the page. The pair is what `{% text_of %}` reads;
    with a `name` of its own there may be one for another page beside it.
    """
    english = _english(f"{page}__translation_key")
    return queryset.annotate(**{f"{name}_title": F(f"{page}__title"), f"{name}_title_en": english})


def in_english(pages: Any) -> Any:
    """Adds `title_en`, the title of the published translation or None, to pages."""
    return pages.annotate(title_en=_english("translation_key"))


def _english(key: str) -> Subquery:
    english = Page.objects.filter(
        translation_key=OuterRef(key), locale__language_code="en", live=True
    )
    return Subquery(english.values("title")[:1])


def entitled(row: Any, offering: Any, name: str = "page") -> Any:
    """The offering of a row, which knows the title that `with_titles` read with the row."""
    offering.page_title_en = getattr(row, f"{name}_title_en")
    return offering
