"""Pages of events and venues: what something is; when and for whom stands in the records."""

from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from publishing.blocks import TextBlocks
from publishing.models import SitePage
from publishing.search import ZhSearchField


class EventIndexPage(SitePage):
    """All events, by time and kind."""

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]
    max_count_per_parent = 1
    template = "events/event_index_page.html"
    content_panels = [*SitePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("event index")


class EventPage(SitePage):
    """What an event is. Its holdings are offerings; publishing never touches them."""

    kind = models.ForeignKey(
        "events.EventKind", models.PROTECT, related_name="pages", verbose_name=_("kind")
    )
    audience = models.CharField(_("for whom"), max_length=240, blank=True)
    themes = ParentalManyToManyField("events.Theme", blank=True, verbose_name=_("themes"))
    body = StreamField(TextBlocks(), blank=True, verbose_name=_("text"))

    parent_page_types: ClassVar[list[str]] = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "events/event_page.html"
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("kind"),
        FieldPanel("themes", widget=CheckboxSelectMultiple),
        FieldPanel("audience"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        ZhSearchField("body"),
        index.RelatedFields("kind", [ZhSearchField("name"), ZhSearchField("name_en")]),
        index.RelatedFields("themes", [ZhSearchField("name"), ZhSearchField("name_en")]),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class VenueIndexPage(SitePage):
    """All venues."""

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.VenuePage"]
    max_count_per_parent = 1
    template = "events/venue_index_page.html"
    content_panels = [*SitePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("venue index")


class VenuePage(SitePage):
    """A venue's public text and pictures; its facts are the Venue record."""

    venue = models.ForeignKey(
        "events.Venue", models.PROTECT, related_name="pages", verbose_name=_("venue")
    )
    body = StreamField(TextBlocks(), blank=True, verbose_name=_("text"))

    parent_page_types: ClassVar[list[str]] = ["events.VenueIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "events/venue_page.html"
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("venue"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        ZhSearchField("body"),
        index.RelatedFields(
            "venue",
            [
                ZhSearchField(name)
                for name in ("name", "name_en", "short_name", "town", "town_en", "address")
            ],
        ),
    ]

    class Meta:
        verbose_name = _("venue page")
        verbose_name_plural = _("venue pages")
