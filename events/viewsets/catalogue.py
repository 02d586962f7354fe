"""The catalogue in the back office: providers with what each of them offers, and its topics."""

from typing import Any

from django.db.models import Count, Max, Prefetch
from django.forms import CheckboxSelectMultiple
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn

from events.models import Provider, Session, Theme, Topic
from events.viewsets.lookups import LookupListing, LookupViewSet, everybody_of
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.forms import RecordInspect
from publishing.languages import named

# How many of the latest sessions the page of a topic names.
LATEST = 20


class ProviderListing(LookupListing):
    """Providers by name."""

    model = Provider
    row_rule = everybody_of(Provider)
    search_fields = ["name", "name_en", "contact_unit__name"]
    list_filter = ["kind"]
    default_ordering = "name"
    title_sort = "name"
    title_label = _("Name")

    def prepare(self, rows: Any) -> Any:
        """How many topics."""
        return rows.select_related("contact_unit").annotate(offers=Count("topics", distinct=True))

    def get_title_url(self, row: Provider) -> str | None:
        """To look at what it offers."""
        return self.get_inspect_url(row) or self.get_edit_url(row)

    def get_cells(self) -> list[Any]:
        """What, who deals with it, how much it offers."""
        return [
            Cell("kind", _("Type"), lambda row: row.get_kind_display(), sort_key="kind"),
            Cell("contact_unit", _("Contact unit"), lambda row: row.contact_unit),
            Cell("offers", _("Topics"), lambda row: row.offers, sort_key="offers"),
        ]


class ProviderInspect(RecordInspect):
    """A provider, the topics it offers, what it has taught."""

    model = Provider
    row_rule = everybody_of(Provider)
    page_title = _("Provider of teaching")
    template_name = "admin/events/provider.html"

    def prepare(self, rows: Any) -> Any:
        """With its topics."""
        topics = Topic.objects.prefetch_related("themes").annotate(taught=Count("sessions"))
        return rows.select_related("contact_unit").prefetch_related(
            Prefetch("topics", topics.order_by("-is_offered", "title"))
        )


class ProviderViewSet(LookupViewSet):
    """`/admin/providers/`."""

    model = Provider
    name = "providers"
    icon = "home"
    menu_label = _("Providers of teaching")
    menu_order = 32
    inspect_view_enabled = True
    index_view_class = ProviderListing
    inspect_view_class = ProviderInspect
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                    FieldPanel("kind"),
                ],
                _("Provider of teaching"),
                help_text=_("A party school, a college or a base; cohorts and topics name it."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("contact_unit"),
                    FieldRowPanel([FieldPanel("contact"), FieldPanel("phone")]),
                ],
                _("Contact"),
                help_text=_("For organisers alone: it stands on no page."),
            ),
        ]
    )


class TopicFilters(WagtailFilterSet):
    """Provider, theme, whether it is offered."""

    provider = NamedFilter(label=_("Provider of teaching"), queryset=Provider.objects.all())
    themes = NamedFilter(label=_("Theme"), queryset=Theme.objects.all())

    class Meta:
        model = Topic
        fields = ["is_offered", "form"]


class TopicListing(LookupListing):
    """Topics under their providers."""

    model = Topic
    row_rule = everybody_of(Topic)
    filterset_class = TopicFilters
    search_fields = ["title", "title_en", "provider__name", "themes__name"]
    default_ordering = ("provider__name", "title", "pk")
    title_sort = "title"
    title_label = _("Title")

    def prepare(self, rows: Any) -> Any:
        """Provider, themes, how often and when it was taught."""
        rows = rows.select_related("provider").prefetch_related("themes")
        return rows.annotate(
            taught=Count("sessions", distinct=True), last_at=Max("sessions__starts_at")
        )

    def get_title_url(self, row: Topic) -> str | None:
        """To look at it."""
        return self.get_inspect_url(row) or self.get_edit_url(row)

    def get_cells(self) -> list[Any]:
        """Whose, what about, how long, how often."""
        return [
            Cell("provider", _("Provider of teaching"), lambda row: row.provider),
            Cell("themes", _("Themes"), lambda row: "、".join(map(named, row.themes.all()))),
            Cell("form", _("Form"), lambda row: row.get_form_display()),
            Cell("hours", _("Credit hours"), lambda row: row.credit_hours, floatformat),
            Cell("taught", _("Sessions"), lambda row: row.taught, sort_key="taught"),
            Cell("last_at", _("Last taught"), lambda row: row.last_at, dates.plain_day),
            BooleanColumn("is_offered", label=_("Offered")),
        ]


class TopicInspect(RecordInspect):
    """A topic and the sessions that had it."""

    model = Topic
    row_rule = everybody_of(Topic)
    page_title = _("Topic of the catalogue")
    template_name = "admin/events/topic.html"

    def prepare(self, rows: Any) -> Any:
        """With its provider."""
        return rows.select_related("provider").prefetch_related("themes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest sessions."""
        sessions = Session.objects.with_places().filter(topic=self.object)
        return super().get_context_data(**kwargs) | {
            "sessions": sessions.order_by("-starts_at")[:LATEST]
        }


class TopicViewSet(LookupViewSet):
    """`/admin/topics/`."""

    model = Topic
    name = "topics"
    icon = "list-ol"
    menu_label = _("Topics of the catalogue")
    menu_order = 34
    inspect_view_enabled = True
    index_view_class = TopicListing
    inspect_view_class = TopicInspect
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
                    FieldPanel("provider"),
                    FieldRowPanel([FieldPanel("form"), FieldPanel("credit_hours")]),
                    FieldPanel("is_offered"),
                ],
                _("Topic of the catalogue"),
                help_text=_(
                    "Whoever plans a session with it finds title, form and credit hours filled in, "
                    "and can change them."
                ),
            ),
            FieldPanel(
                "themes",
                widget=CheckboxSelectMultiple,
                help_text=_("Credit hours are counted by themes."),
            ),
        ]
    )
