"""The menus, as they are edited in the admin."""

from typing import Any

from django import template
from wagtail.models import Site

from publishing.dates import in_chinese
from publishing.frame import frame_of, translations_of
from publishing.models import MenuEntry, SiteMenu

register = template.Library()


def _entries(context: dict[str, Any], related: str) -> list[dict[str, Any]]:
    """Title, address and whether the reader is there, for every entry that leads somewhere."""
    request: Any = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    english = not in_chinese()
    frame = frame_of(request)
    if frame is not None:
        entries, translations = frame.entries[related], frame.translations
    else:
        entries = list(getattr(SiteMenu.for_request(request), related).select_related("page"))
        translations = translations_of(e.page for e in entries if e.page) if english else {}
    found = []
    for entry in entries:
        page: Any = entry.page
        if english and page:
            page = translations.get((page.translation_key, "en"), page)
        if page is not None and not page.live:
            continue
        path = f"/en{entry.path}" if english else entry.path
        url = page.get_url(request) if page is not None else entry.path and path
        if url:
            found.append(_shown(entry, url, request.path, english))
    return found


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
