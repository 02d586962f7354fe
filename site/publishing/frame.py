"""What stands around every page: site, settings, menus, and whether anything is private.

Read once a generation of its own and kept beside the pages (see `publishing.page_cache`), so that a
page that is made anew asks the database only for what it shows itself. A request without a frame
asks anew.
"""

from typing import Any, NamedTuple

from django.db.models import Exists, Q
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from publishing.models import FooterEntry, MainMenuEntry, MenuEntry, SiteMenu, SiteSettings
from publishing.queries import open_to_all, restricted

ENTRIES = (MainMenuEntry, FooterEntry)
LISTS = ("items", "footer_items")
LAID_ON = "_frame"
# How deep the home pages stand in the tree, and the pages right below them.
HOMES, TOPS = 2, 3


class Frame(NamedTuple):
    """The frame of one site.

    `translations` are those of menu entries and of the home page, by translation key and language;
    `tops` the open pages right below the home page of any language; `paths` what Wagtail makes
    addresses of.
    """

    site: Site
    settings: SiteSettings
    menu: SiteMenu
    entries: dict[str, list[MenuEntry]]
    translations: dict[tuple[Any, str], Page]
    tops: list[Page]
    has_private_pages: bool
    paths: Any


def read_frame(request: HttpRequest) -> Frame | None:
    """Of the site that a request is for; None where there is none yet."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    settings, menu = SiteSettings.for_request(request), SiteMenu.for_request(request)
    entries = {name: list(getattr(menu, name).select_related("page")) for name in LISTS}
    linked = {e.page.translation_key for rows in entries.values() for e in rows if e.page}
    pages = list(
        Page.objects.filter(
            Q(depth__range=(HOMES, TOPS)) | Q(translation_key__in=linked), live=True
        )
        .annotate(closed=restricted("path"), any_closed=Exists(PageViewRestriction.objects.all()))
        .select_related("locale", "content_type")
        .order_by("path")
    )
    shown = {site.root_page.translation_key, *linked}
    site.root_page = _with_its_translations(site.root_page, pages)
    return Frame(
        site=site,
        settings=settings,
        menu=menu,
        entries=entries,
        translations=_by_key(page for page in pages if page.translation_key in shown),
        tops=[page for page in pages if page.depth == TOPS and not page.closed],
        has_private_pages=any(page.any_closed for page in pages),
        paths=Site.get_site_root_paths(),
    )


def _with_its_translations(root: Page, pages: list[Page]) -> Page:
    """A home page as what it is, which knows itself in every language (see HomePage.localized)."""
    model: Any = root.specific_class or Page
    keys = [page.pk for page in pages if page.translation_key == root.translation_key]
    roots = list(model.objects.filter(pk__in={root.pk, *keys}).select_related("locale"))
    own = next(page for page in roots if page.pk == root.pk)
    own.in_languages = {page.locale.language_code: page for page in roots if page.live}
    return own  # type: ignore[no-any-return]


def top_pages() -> Any:
    """The open pages right below the home pages."""
    pages = open_to_all(Page.objects.filter(depth=TOPS)).order_by("path")
    return pages.select_related("locale", "content_type")


def translations_of(pages: Any) -> dict[tuple[Any, str], Page]:
    """The published translations of pages in every language."""
    keys = {page.translation_key for page in pages}
    return _by_key(
        Page.objects.filter(translation_key__in=keys, live=True).select_related("locale")
    )


def _by_key(pages: Any) -> dict[tuple[Any, str], Page]:
    return {(page.translation_key, page.locale.language_code): page for page in pages}


def lay_on(request: HttpRequest, frame: Frame) -> None:
    """Let a request find the frame where Wagtail and the templates look for it."""
    setattr(request, LAID_ON, frame)
    request._wagtail_site = frame.site  # type: ignore[attr-defined]  # noqa: SLF001 - Wagtail's own
    request._wagtail_cached_site_root_paths = frame.paths  # type: ignore[attr-defined]  # noqa: SLF001 - as well
    for setting in (frame.settings, frame.menu):
        setting._request = request  # noqa: SLF001 - as Wagtail's for_request does
        setattr(request, setting.get_cache_attr_name(), setting)


def frame_of(request: Any) -> Frame | None:
    """The frame that was laid on a request."""
    return getattr(request, LAID_ON, None)
