"""The list of offerings: what an organiser wants to know without opening anything."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Page

from events.additions import additions, page_types
from events.enums import OfferingState
from events.forms import pages_of
from events.models import EventKind, Offering, Session
from events.rules import follow_offering, manage_offering
from events.titles import with_titles
from events.viewsets.judging import ConflictFilter, JudgedListing
from people.enums import Role
from people.models import Unit
from people.rules import WORKERS, units_of
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter


def reached_units(request: HttpRequest) -> QuerySet[Unit]:
    """Units whose offerings the person may look into, in the order of the tree."""
    return units_of(request.user, *WORKERS, Role.AUDITOR).order_by("path")


def offerings(request: HttpRequest) -> Any:
    """Offerings that the person may look into, the latest first, with their titles."""
    rows = with_titles(follow_offering.visible(request.user))  # type: ignore[misc]
    return rows.select_related("page").order_by("-opens_at", "-pk")


def offered_pages(request: HttpRequest) -> Any:
    """Pages that can have offerings, and the translation of one from which a reader may come."""
    asked = request.GET.get("page", "")
    pages = pages_of(*page_types())
    return pages | Page.objects.filter(pk=asked) if asked.isdecimal() else pages


class UnitFilter(NamedFilter):
    """A unit and all below it."""

    def filter(self, qs: Any, value: Unit | None) -> Any:
        """Everything within the unit."""
        if value is None:
            return qs
        return qs.filter(**{f"{self.field_name}__path__startswith": value.path})


class OfferingFilters(WagtailFilterSet):
    """State, kind, page, lead unit, open now, when it is held, whether something stands against."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=OfferingState.choices, widget=forms.CheckboxSelectMultiple
    )
    open = django_filters.BooleanFilter(
        label=_("Open for registration now"), method="only_open", widget=BooleanRadioSelect
    )
    kind = NamedFilter(
        label=_("Kind of event"),
        queryset=EventKind.objects.all(),
        field_name="page__eventpage__kind",
    )
    page = NamedFilter(label=_("Page"), queryset=offered_pages, method="of_page")
    lead_unit = UnitFilter(label=_("Lead unit"), queryset=reached_units)
    held = django_filters.DateFromToRangeFilter(
        label=_("Held between"), method="held_between", widget=DateRangePickerWidget
    )
    conflicts = ConflictFilter(field_name="pk")

    class Meta:
        model = Offering
        fields: list[str] = []

    def only_open(self, rows: Any, name: str, value: bool) -> Any:
        """Whose window is open, or all others."""
        open_now = Offering.objects.open_at().values("pk")
        return rows.filter(pk__in=open_now) if value else rows.exclude(pk__in=open_now)

    def of_page(self, rows: Any, name: str, page: Page) -> Any:
        """Of one page, in whichever language it was chosen."""
        return rows.of_page(page)

    def held_between(self, rows: Any, name: str, span: slice) -> Any:
        """With a session that touches the span of days."""
        return rows.filter(pk__in=held_in(span))


def held_in(span: slice) -> Any:
    """Keys of the offerings with a session that touches a span of days; either end may be open."""
    sessions = Session.objects.held().order_by()
    if span.start:
        sessions = sessions.filter(ends_at__gte=span.start)
    if span.stop:
        sessions = sessions.filter(starts_at__lte=span.stop)
    return sessions.values("offering")


def next_session(offering: str = "pk") -> Subquery:
    """When the next session of an offering begins, as an annotation."""
    ahead = Session.objects.held().filter(offering=OuterRef(offering), ends_at__gte=timezone.now())
    return Subquery(ahead.order_by("starts_at").values("starts_at")[:1])


def availability_of(offering: Any) -> str:
    """The word a visitor reads; none for a draft, which nobody sees. Needs `with_figures`."""
    if offering.state == OfferingState.DRAFT:
        return ""
    return str(offering.availability(capacity=offering.capacity, taken=offering.taken).label)


def places_of(offering: Any) -> str:
    """Taken of capacity."""
    return f"{offering.taken} / {offering.capacity}"


class OfferingListing(JudgedListing):
    """Title, next session, conflicts, places, state."""

    model = Offering
    row_rule = follow_offering
    filterset_class = OfferingFilters
    template_name = "admin/bulk_listing.html"
    bulk_type = "offering"
    search_fields = ["label", "label_en", "page__title", "lead_unit__name", "host"]
    default_ordering = (F("next_at").asc(nulls_last=True), "-starts_at", "-pk")
    title_label = _("Offering")
    page_title = _("Offerings")

    def prepare(self, rows: Any) -> Any:
        """Figures and the next session in the same query."""
        rows = with_titles(rows.with_figures().select_related("page", "lead_unit"))
        rows = rows.annotate(next_at=next_session())
        for addition in additions():
            rows = addition.annotate(rows)
        return rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether ticking leads anywhere."""
        may = self.user_has_permission("change")
        return super().get_context_data(*args, **kwargs) | {"can_decide": may}

    def get_cells(self) -> list[Any]:
        """What tells the state of an offering at one look."""
        added = [cell for addition in additions() for cell in addition.cells()]
        return [
            Cell(
                "next_at",
                _("Next session"),
                lambda row: row.next_at,
                dates.when,
                sort_key="next_at",
            ),
            self.conflicts_cell(),
            Cell("places", _("Places taken"), places_of),
            *added,
            Cell("lead_unit", _("Lead unit"), lambda row: row.lead_unit),
            Cell("availability", _("For visitors"), availability_of),
            StateCell(
                "state",
                _("State"),
                lambda row: row.get_state_display(),
                primary=lambda row: row.state == OfferingState.PUBLISHED,
                sort_key="state",
            ),
        ]

    def get_list_more_buttons(self, instance: Offering) -> list[Any]:
        """What is done daily with this one; all else stands on its page, where its title leads."""
        url, person = self.get_edit_url(instance), self.request.user
        edit = [Button(_("Edit"), url=url, icon_name="edit", priority=10)] if url else []
        return [*edit, *(b for a in additions() for b in a.row_buttons(person, instance))]

    @property
    def add_item_label(self) -> Any:  # type: ignore[override]
        """The button above the list."""
        return _("New offering")

    def get_add_url(self) -> str | None:
        """Making one for the page that the list is about."""
        url = super().get_add_url()
        page = self.request.GET.get("page", "")
        return f"{url}?page={page}" if url and page.isdecimal() else url

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """One button for each kind of page that can have offerings."""
        if not self.user_has_permission("add") or not manage_offering.allows(self.request.user):
            return []
        page = self.request.GET.get("page", "")
        query = f"?page={page}" if page.isdecimal() else ""
        stops = reverse("imports:start", args=["stops"])
        taken = f"{reverse('offerings:stops_xlsx')}{query}"
        brings = self.request.user.has_perm("publishing.add_sheetimport")
        return [
            self.add_button,
            *([HeaderButton(_("Import stops"), url=stops, icon_name="upload")] if brings else []),
            *([HeaderButton(_("Stops as XLSX"), url=taken, icon_name="download")] if query else []),
            *(
                HeaderButton(
                    addition.new[0], url=reverse(addition.new[1]) + query, icon_name="plus"
                )
                for addition in additions()
                if addition.new
            ),
        ]
