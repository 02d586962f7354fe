"""The home page."""

from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.gathering import read_parts
from publishing.frame import HOMES, frame_of
from publishing.models import SitePage

# How deep a tree of Wagtail can be: a path holds 255 characters, four for each level.
DEEPEST = 63


class HomePage(SitePage):
    """What happens now, what opens, what was written; its promise is the page's summary."""

    page_description = _("The first page of a site, one in each language.")
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "courses.CourseIndexPage",
        "events.EventIndexPage",
        "events.VenueIndexPage",
        "portal.ColumnPage",
        "portal.CampaignPage",
        "portal.StandardPage",
    ]
    template = "portal/home_page.html"

    class Meta:
        verbose_name = _("home page")

    @property
    def localized(self) -> Any:
        """This page in the reader's language; without asking where the translations are known."""
        if self.in_languages is None:
            return super().localized
        return self.in_languages.get(get_language() or "", self)

    def route(self, request: Any, path_components: list[str]) -> Any:
        """The page of an address in one statement or two, however deep it stands."""
        frame = frame_of(request)
        is_open = frame is not None and not frame.has_private_pages
        if not path_components:
            self.nothing_is_private = is_open
            return super().route(request, path_components)
        page = self._page_at(f"{self.url_path}{'/'.join(path_components)}/", frame)
        page.nothing_is_private = is_open
        if isinstance(page, SitePage):
            read_parts(page)
        return page.route(request, [])

    @staticmethod
    def _page_at(url_path: str, frame: Any) -> Any:
        """The page with everything that stands beside it; raises Http404 where there is none."""
        likely = _likely_model(url_path, frame)
        page = likely and read_whole(likely, url_path)
        if page is None:
            *above, found = _way_to(url_path) or [None]
            page = found and read_whole(found.specific_class or Page, url_path)
            if page is not None:
                page.above = above
        if page is None:
            raise Http404
        return page


def _likely_model(url_path: str, frame: Any) -> Any:
    """What is most probably at an address: where the page above holds pages of one type alone."""
    above = (
        next((top for top in frame.tops if url_path.startswith(top.url_path)), None)
        if frame
        else None
    )
    if above is None or above.specific_class is None:
        return None
    if above.url_path == url_path:
        return above.specific_class
    types = above.specific_class.clean_subpage_models()
    return types[0] if len(types) == 1 else None


def _way_to(url_path: str) -> list[Any]:
    """The page at an address, after those that it stands below; empty where there is none."""
    parts = url_path.split("/")[:-1]
    if len(parts) > DEEPEST:
        return []
    paths = ["/".join(parts[:depth]) + "/" for depth in range(HOMES + 1, len(parts) + 1)]
    pages = list(Page.objects.filter(url_path__in=paths).order_by("depth").select_related("locale"))
    return pages if pages and pages[-1].url_path == url_path else []


def read_whole(model: Any, url_path: str) -> Any:
    """A page by its address, and itself in other languages: one statement."""
    along = getattr(model, "read_along", ("locale",))
    at = model.objects.filter(url_path=url_path)
    pages = model.objects.filter(translation_key__in=at.values("translation_key"))
    by_language = {page.locale.language_code: page for page in pages.select_related(*along)}
    for page in by_language.values():
        page.in_languages = by_language
    return next((page for page in by_language.values() if page.url_path == url_path), None)
