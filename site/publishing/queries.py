"""What is asked about pages, by name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.db.models.functions import Left, Length
from wagtail.models import Page, PageViewRestriction


def restricted(path: str) -> Exists:
    """Whether the page at `path`, or one above it, is open to some readers only (privacy).

    Joined to their restrictions, SQLite would go through all pages of the site for each.
    """
    above = Page.objects.filter(pk=OuterRef("page"))
    above = above.filter(path=Left(OuterRef(OuterRef(path)), Length("path")))
    return Exists(PageViewRestriction.objects.filter(Exists(above)))


def open_to_all(pages: Any) -> Any:
    """Published pages that everybody may read; in the same statement, unlike Wagtail's `public`."""
    return pages.filter(~restricted("path"), live=True)


def with_renditions(pictures: Iterable[Any]) -> None:
    """Read all sizes of pictures (None among them is left out) where Wagtail looks: one query."""
    known = [picture for picture in pictures if picture]
    prefetch_related_objects(known, Prefetch("renditions", to_attr="prefetched_renditions"))
