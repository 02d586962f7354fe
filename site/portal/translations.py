"""A page and its translation: which is older, and what to read where a language has none."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_from_path
from wagtail.models import Page, Site

from publishing.queries import open_to_all


def is_behind(page: Any, original: Any) -> bool:
    """Whether `original` was published again after `page`, which translates it."""
    said = page.last_published_at
    return bool(original.live and said and (original.last_published_at or said) > said)


def in_main_language(request: HttpRequest) -> Page | None:
    """What can be read in the main language where an address has nothing in the reader's.

    Below the same slugs, or where a translation that was taken down has others. Two statements.
    """
    language, site = get_language_from_path(request.path), Site.find_for_request(request)
    if language in (None, settings.LANGUAGE_CODE) or language != get_language() or site is None:
        return None
    home = site.root_page
    rest = request.path.removeprefix(f"/{language}/").strip("/")
    if not rest or "\x00" in rest:  # which PostgreSQL takes in no text
        return None
    there = Page.objects.filter(url_path=f"{home.localized.url_path}{rest}/")
    same = Q(url_path=f"{home.url_path}{rest}/")
    same |= Q(translation_key__in=there.values("translation_key"))
    found: Page | None = open_to_all(Page.objects.filter(same, locale=home.locale_id)).first()
    return found
