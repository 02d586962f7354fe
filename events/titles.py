"""Titles of offerings in the reader's language, however many offerings a list holds."""

from typing import Any

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Page


def with_titles(queryset: Any, page: str = "page") -> Any:
    """Adds `page_title` and `page_title_en`, the title of the page's published translation or None.

    `page` is the way from the queryset's model to the page. The pair is what `{% text_of %}` reads.
    """
    english = Page.objects.filter(
        translation_key=OuterRef(f"{page}__translation_key"),
        locale__language_code="en",
        live=True,
    )
    return queryset.annotate(
        page_title=F(f"{page}__title"), page_title_en=Subquery(english.values("title")[:1])
    )


def entitled(row: Any, offering: Any) -> Any:
    """The offering of a row, which knows the title that `with_titles` read with the row."""
    offering.page_title_en = row.page_title_en
    return offering
