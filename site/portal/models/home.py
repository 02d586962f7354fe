"""The home page."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

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
