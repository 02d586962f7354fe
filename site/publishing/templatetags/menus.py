"""The menus, as they are edited in the admin."""

from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from publishing.models import MenuEntry, SiteMenu

register = template.Library()


def _entries(context: dict[str, Any], related: str) -> list[dict[str, Any]]:
    """Title, address and whether the reader is there, for every entry that leads somewhere."""
    request: Any = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    menu = SiteMenu.for_request(request)
    entries = list(getattr(menu, related).select_related("page"))
    english = (get_language() or "").startswith("en")
    translations = _translations(entries) if english else {}
    found = []
    for entry in entries:
        page: Any = entry.page and translations.get(entry.page.translation_key, entry.page)
        if page is not None and not page.live:
            continue
        path = f"/en{entry.path}" if english else entry.path
        url = page.get_url(request) if page is not None else entry.path and path
        if url:
            found.append(_shown(entry, url, request.path, english))
    return found


def _translations(entries: list[MenuEntry]) -> dict[Any, Page]:
    """The pages of `entries` in the active language, by what ties translations together."""
    keys = [entry.page.translation_key for entry in entries if entry.page]
    pages = Page.objects.filter(translation_key__in=keys, locale=Locale.get_active(), live=True)
    return {page.translation_key: page for page in pages}


def _shown(entry: MenuEntry, url: str, path: str, english: bool) -> dict[str, Any]:
    translated = english and bool(entry.title_en)
    return {
        "title": entry.title_en if translated else entry.title,
        "url": url,
        "current": path == url or (url not in ("/", "/en/") and path.startswith(url)),
        "lang": "zh-Hans" if english and not translated else "",
    }


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[dict[str, Any]]:
    """`{% main_menu as items %}`: dicts with title, url, current, lang."""
    return _entries(context, "items")


@register.simple_tag(takes_context=True)
def footer_menu(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The same for the footer."""
    return _entries(context, "footer_items")
