"""The home page."""

from typing import Any, ClassVar

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from publishing.frame import frame_of
from publishing.models import SitePage


class HomePage(SitePage):
    """What happens now, what opens, what was written; its promise is the page's summary."""

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
    content_panels = [*SitePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("home page")

    # Set where the frame of the site keeps this page.
    in_languages: dict[str, Any] | None = None

    @property
    def localized(self) -> Any:
        """This page in the reader's language; without asking where the translations are known."""
        if self.in_languages is None:
            return super().localized
        return self.in_languages.get(get_language() or "", self)

    def route(self, request: Any, path_components: list[str]) -> Any:
        """The page of an address in two statements, however deep it stands."""
        frame = frame_of(request)
        is_open = frame is not None and not frame.has_private_pages
        if not path_components:
            self.nothing_is_private = is_open
            return super().route(request, path_components)
        below = Page.objects.filter(url_path=f"{self.url_path}{'/'.join(path_components)}/")
        found = below.first()
        if found is None:
            raise Http404
        model: Any = found.specific_class or Page
        read_along = getattr(model, "read_along", ("locale",))
        pages = model.objects.select_related(*read_along)
        if "picture" in read_along:
            pages = pages.prefetch_related(
                Prefetch("picture__renditions", to_attr="prefetched_renditions")
            )
        page = pages.get(pk=found.pk)
        page.nothing_is_private = is_open
        return page.route(request, [])
