"""What offerings refer to: venues with teaching points and opening hours, holidays."""

from typing import Any

import django_filters
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from events.models import TeachingPoint, Venue, Workday
from kernel.rules import Rule, signed_in
from publishing.backoffice.cells import Cell
from publishing.backoffice.listing import RecordListing
from publishing.languages import text


def everybody_of(model: Any) -> Rule:
    """Lookups are the same for all who work in the back office."""
    return Rule(
        f"events.look_up_{model.__name__.lower()}",
        signed_in.sentence,
        visible=lambda person: model.objects.all(),
    )


class LookupListing(RecordListing):
    """A list whose rows one opens to change them."""

    def get_title_url(self, row: Any) -> str | None:
        """To edit; those who may not read the list."""
        return self.get_edit_url(row)


class LookupViewSet(ModelViewSet):
    """Made and changed by Wagtail's own forms, never deleted while something refers to them."""

    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    menu_hook = "register_publish_menu_item"
    edit_view_class = generic.EditView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without usage: records are not in Wagtail's reference index."""
        return super().get_common_view_kwargs(**kwargs) | {"usage_url_name": None}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The listing's class says what is searched."""
        found = super().get_index_view_kwargs(**kwargs)
        return {name: value for name, value in found.items() if not name.startswith("search_")}


class VenueFilters(WagtailFilterSet):
    """Of which type, where, about what."""

    topic = django_filters.CharFilter(label=_("Topic of a teaching point"), method="about")

    class Meta:
        model = Venue
        fields = ["venue_type", "town"]

    def about(self, rows: Any, name: str, words: str) -> Any:
        """With a teaching point whose topic has these words."""
        return rows.filter(
            pk__in=TeachingPoint.objects.filter(topic__icontains=words).values("venue")
        )


def town_of(venue: Venue) -> str:
    """In the reader's language."""
    return text(venue, "town")


class VenueListing(LookupListing):
    """Venues by name."""

    model = Venue
    row_rule = everybody_of(Venue)
    search_fields = ["name", "name_en", "short_name", "town", "address"]
    filterset_class = VenueFilters
    default_ordering = "name"
    title_sort = "name"
    title_label = _("Name")

    def prepare(self, rows: Any) -> Any:
        """How many teaching points."""
        return rows.annotate(points=Count("teaching_points"))

    def title_of(self, row: Venue) -> str:
        """The full name."""
        return text(row, "name")

    def get_cells(self) -> list[Any]:
        """What, where, for how many."""
        return [
            Cell("venue_type", _("Type"), lambda row: row.get_venue_type_display()),
            Cell("town", _("Town"), town_of, sort_key="town"),
            Cell("points", _("Teaching points"), lambda row: row.points),
            Cell("capacity", _("Capacity"), lambda row: row.capacity),
            Cell("lead", _("Guide: days ahead"), lambda row: row.guide_lead_days or None),
        ]


class VenueViewSet(LookupViewSet):
    """`/admin/venues/`."""

    model = Venue
    name = "venues"
    icon = "site"
    menu_label = _("Venues")
    menu_order = 20
    index_view_class = VenueListing
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                    FieldRowPanel([FieldPanel("short_name"), FieldPanel("venue_type")]),
                    FieldPanel("motif"),
                ],
                _("Venue"),
                help_text=_(
                    "The full name, and a short one by which the search finds it, too. Visitors "
                    "choose venues by type; the drawing stands where its page has no picture."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("town"), FieldPanel("town_en")]),
                    FieldRowPanel([FieldPanel("address"), FieldPanel("address_en")]),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldPanel("coordinate_system"),
                    FieldRowPanel([FieldPanel("radius"), FieldPanel("corners")]),
                ],
                _("Where it is"),
                help_text=_(
                    "Town and address stand on the page and in calendars. With coordinates the "
                    "page shows where it is and leads to the apps of maps; without, it shows the "
                    "address alone."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("capacity"), FieldPanel("guide_lead_days")]),
                    FieldRowPanel([FieldPanel("contact"), FieldPanel("phone")]),
                ],
                _("Visiting"),
                help_text=_(
                    "How many people it takes at a time, and how many days ahead a guide has to be "
                    "asked for: said to whoever plans. Empty: not known."
                ),
            ),
            InlinePanel(
                "teaching_points",
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                    FieldRowPanel([FieldPanel("topic"), FieldPanel("capacity")]),
                    FieldPanel("picture"),
                ],
                heading=_("Teaching points"),
                label=_("teaching point"),
                help_text=_(
                    "Halls and spots at which a session is held, each by one group at a time: what "
                    "is taught there, and for how many."
                ),
            ),
            InlinePanel(
                "opening_rules",
                [
                    FieldPanel("weekday"),
                    FieldRowPanel(
                        [FieldPanel("opens"), FieldPanel("closes"), FieldPanel("last_entry")]
                    ),
                ],
                heading=_("Opening hours"),
                label=_("opening rule"),
                help_text=_("A weekday without a rule is closed."),
            ),
            FieldPanel("open_on_holidays"),
            InlinePanel(
                "opening_exceptions",
                [
                    FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")]),
                    FieldRowPanel(
                        [FieldPanel("opens"), FieldPanel("closes"), FieldPanel("last_entry")]
                    ),
                    FieldRowPanel([FieldPanel("reason"), FieldPanel("reason_en")]),
                ],
                heading=_("Days with other hours"),
                label=_("days with other hours"),
                help_text=_(
                    "Without hours it is closed on these days. They count more than the week."
                ),
            ),
        ]
    )


class WorkdayListing(LookupListing):
    """Holidays and make-up working days, the latest first."""

    model = Workday
    row_rule = everybody_of(Workday)
    search_fields = ["name", "name_en"]
    list_filter = ["is_working"]
    default_ordering = "-on"
    title_sort = "on"
    title_label = _("Day")

    def title_of(self, row: Workday) -> str:
        """The date and its weekday."""
        return f"{row.on.isoformat()}"

    def get_cells(self) -> list[Any]:
        """What day it is."""
        return [
            Cell("name", _("Name"), lambda row: row.name),
            BooleanColumn("is_working", label=_("Working day")),
        ]


class WorkdayViewSet(LookupViewSet):
    """`/admin/workdays/`."""

    model = Workday
    name = "workdays"
    icon = "date"
    menu_label = _("Holidays and make-up days")
    menu_order = 60
    index_view_class = WorkdayListing
    form_fields = ["on", "is_working", "name", "name_en"]
