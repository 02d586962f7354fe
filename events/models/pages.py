"""Pages of events and venues: what something is; when and for whom stands in the records."""

from typing import Any, ClassVar

from django.db import models
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from events.blocks import PageBlocks
from events.enums import Counting
from events.explained import AUDIENCE, THEMES
from events.models.programme import words_of_programme
from events.models.venues import TeachingPoint
from events.nearby import position
from publishing.explained import TEXT
from publishing.models import SitePage
from publishing.romanised import index_sounds
from publishing.search import ZhSearchField


class EventIndexPage(SitePage):
    """All events, by time and kind."""

    page_description = _("The list of all events by kind and date. A site has one.")
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]
    max_count_per_parent = 1
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = _("event index")


class EventPage(SitePage):
    """What an event is. Its holdings are offerings; publishing never touches them."""

    kind = models.ForeignKey(
        "events.EventKind", models.PROTECT, related_name="pages", verbose_name=_("kind")
    )
    audience = models.CharField(_("for whom"), max_length=240, blank=True)
    themes = ParentalManyToManyField("events.Theme", blank=True, verbose_name=_("themes"))
    counting = models.CharField(
        _("how its dates are counted"),
        max_length=10,
        choices=Counting,
        default=Counting.NONE,
        blank=True,
        help_text=_("A series or a tour numbers its dates; each new one gets the next number."),
    )
    team = models.ForeignKey(
        "events.SpeakerTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pages",
        verbose_name=_("speaker team"),
        help_text=_("It goes on this tour: every new stop gets it, unless another is named there."),
    )
    body = StreamField(PageBlocks(), blank=True, verbose_name=_("text"))

    read_along: ClassVar[tuple[str, ...]] = (*SitePage.read_along, "kind", "team")
    parts: ClassVar[tuple[str, ...]] = ("themes",)
    page_description = _(
        "A visit, salon, lecture or other event. Its dates stand below “Register”."
    )
    parent_page_types: ClassVar[list[str]] = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "events/event_page.html"
    content_panels = [
        *SitePage.content_panels,
        FieldPanel(
            "kind",
            help_text=_(
                "Under which kind it stands in lists, filters and the calendar; it gives the "
                "drawing, too, while there is no picture."
            ),
        ),
        THEMES,
        FieldPanel("counting"),
        FieldPanel("team"),
        AUDIENCE,
        TEXT,
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        ZhSearchField("body"),
        ZhSearchField("programme"),
        index.RelatedFields("kind", [ZhSearchField("name"), ZhSearchField("name_en")]),
        index.RelatedFields("themes", [ZhSearchField("name"), ZhSearchField("name_en")]),
        index.FilterField("kind"),
    ]

    @property
    def programme(self) -> str:
        """What its dates add to what it is found by."""
        return words_of_programme(self)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class VenueIndexPage(SitePage):
    """All venues."""

    page_description = _("The list of all venues. A site has one.")
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.VenuePage"]
    max_count_per_parent = 1
    template = "events/venue_index_page.html"

    class Meta:
        verbose_name = _("venue index")

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """A list made for somebody's position is kept nowhere, and no finer one is carried on."""
        asked = request.GET.get("near", "")
        here = position(asked)
        if here is None:
            return super().serve(request, *args, **kwargs)
        if here.value == asked:
            response = super().serve(request, *args, **kwargs)
        else:
            query = request.GET.copy()
            query["near"] = here.value
            response = redirect(f"{request.path}?{query.urlencode()}")
        response["Cache-Control"] = "private, no-store"
        return response


class VenuePage(SitePage):
    """A venue's public text and pictures; its facts are the Venue record."""

    venue = models.ForeignKey(
        "events.Venue", models.PROTECT, related_name="pages", verbose_name=_("venue")
    )
    body = StreamField(PageBlocks(), blank=True, verbose_name=_("text"))

    read_along: ClassVar[tuple[str, ...]] = (*SitePage.read_along, "venue")
    page_description = _("Text and pictures of a venue that is on record below “Publish”.")
    parent_page_types: ClassVar[list[str]] = ["events.VenueIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "events/venue_page.html"
    content_panels = [
        *SitePage.content_panels,
        FieldPanel(
            "venue",
            help_text=_(
                "Address, opening hours and teaching points come from this record: “Publish”, "
                "Venues."
            ),
        ),
        InlinePanel(
            "photos",
            [
                FieldPanel("picture"),
                FieldPanel("caption", help_text=_("What is to be seen: read below the picture.")),
            ],
            heading=_("Photographs"),
            label=_("photograph"),
            help_text=_("Shown on the page in this order."),
        ),
        TEXT,
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        ZhSearchField("body"),
        ZhSearchField("kind_in_words"),
        index.RelatedFields(
            "venue",
            [
                ZhSearchField(name)
                for name in ("name", "name_en", "short_name", "town", "town_en", "address")
            ],
        ),
    ]

    def pictures_shown(self) -> list[Any]:
        """With those of the teaching points and the photographs, in each language its own."""
        pages = list((self.in_languages or {"": self}).values())
        points = TeachingPoint.objects.select_related("picture")
        models.prefetch_related_objects(
            pages,
            models.Prefetch("photos", VenuePhoto.objects.select_related("picture")),
            models.Prefetch("venue__teaching_points", points),
        )
        shown = [(p, *p.photos.all(), *p.venue.teaching_points.all()) for p in pages]
        return [one.picture for row in shown for one in row]

    @property
    def sound(self) -> str:
        """How its names are read, the short one among them."""
        return index_sounds(f"{self.title} {self.venue.name} {self.venue.short_name}")

    @property
    def kind_in_words(self) -> str:
        """What the venue is, in both languages: nobody writes 爱国主义教育基地 into its text."""
        with translation.override(self.locale.language_code):
            own = self.venue.get_venue_type_display()
        with translation.override("en"):
            return f"{own} {self.venue.get_venue_type_display()}"

    class Meta:
        verbose_name = _("venue page")
        verbose_name_plural = _("venue pages")


class VenuePhoto(Orderable):
    """A photograph of a venue; the caption is in the language of its page."""

    page = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="photos")
    picture = models.ForeignKey(
        "media.CustomImage", models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self) -> str:
        return self.caption
