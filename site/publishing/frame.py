"""What stands around every page: site, settings, menus, and whether anything is private.

Read once a generation and kept beside the pages (see `publishing.page_cache`), so that a page that
is made anew asks the database only for what it shows itself. A request without a frame asks anew.
"""

from typing import Any, NamedTuple

from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from publishing.models import MenuEntry, SiteMenu, SiteSettings
from publishing.queries import open_to_all

LISTS = ("items", "footer_items")
LAID_ON = "_frame"


class Frame(NamedTuple):
    """The frame of one site.

    `translations` are those of menu entries and of the home page, by translation key and language;
    `tops` the pages right below the home page of any language.
    """

    site: Site
    settings: SiteSettings
    menu: SiteMenu
    entries: dict[str, list[MenuEntry]]
    translations: dict[tuple[Any, str], Page]
    tops: list[Page]
    has_private_pages: bool


def read_frame(request: HttpRequest) -> Frame | None:
    """Of the site that a request is for; None where there is none yet."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    settings, menu = SiteSettings.for_request(request), SiteMenu.for_request(request)
    entries = {name: list(getattr(menu, name).select_related("page")) for name in LISTS}
    site.root_page = with_its_translations(site.root_page)
    return Frame(
        site=site,
        settings=settings,
        menu=menu,
        entries=entries,
        translations=translations_of(
            [site.root_page, *(e.page for rows in entries.values() for e in rows if e.page)]
        ),
        tops=list(top_pages()),
        has_private_pages=PageViewRestriction.objects.exists(),
    )


def with_its_translations(root: Page) -> Page:
    """A home page as what it is, which knows itself in every language (see HomePage.localized)."""
    pages = root.get_translations(inclusive=True).live().specific()
    by_language = {page.locale.language_code: page for page in pages}
    own = by_language.get(root.locale.language_code, root.specific)
    own.in_languages = by_language
    return own  # type: ignore[no-any-return]


def top_pages() -> Any:
    """The open pages right below the home pages."""
    pages = open_to_all(Page.objects.filter(depth=3)).order_by("path")
    return pages.select_related("locale", "content_type")


def translations_of(pages: Any) -> dict[tuple[Any, str], Page]:
    """The published translations of pages in every language."""
    keys = {page.translation_key for page in pages}
    pages = Page.objects.filter(translation_key__in=keys, live=True).select_related("locale")
    return {(page.translation_key, page.locale.language_code): page for page in pages}


def lay_on(request: HttpRequest, frame: Frame) -> None:
    """Let a request find the frame where Wagtail and the templates look for it."""
    setattr(request, LAID_ON, frame)
    request._wagtail_site = frame.site  # type: ignore[attr-defined]  # noqa: SLF001 - Wagtail's own
    for setting in (frame.settings, frame.menu):
        setting._request = request  # noqa: SLF001 - as Wagtail's for_request does
        setattr(request, setting.get_cache_attr_name(), setting)


def frame_of(request: Any) -> Frame | None:
    """The frame that was laid on a request."""
    return getattr(request, LAID_ON, None)
