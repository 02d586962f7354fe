"""The list of cohorts: the next session, what stands against it, how full each is."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Cohort, CourseCategory
from courses.rules import follow_cohorts
from events.enums import OfferingState
from events.models import Offering, Provider, Theme
from events.titles import entitled, with_titles
from events.viewsets.judging import ConflictFilter, JudgedListing
from events.viewsets.listing import (
    UnitFilter,
    held_in,
    next_session,
    places_of,
    reached_units,
)
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.languages import named


class CohortFilters(WagtailFilterSet):
    """State, category, theme, provider, lead unit, when it is held, conflicts."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=OfferingState.choices,
        field_name="offering__state",
        widget=forms.CheckboxSelectMultiple,
    )
    category = NamedFilter(
        label=_("Category"),
        queryset=CourseCategory.objects.all(),
        field_name="offering__page__coursepage__category",
    )
    theme = NamedFilter(
        label=_("Theme"),
        queryset=Theme.objects.all(),
        field_name="offering__page__coursepage__themes",
    )
    provider = NamedFilter(label=_("Provider of teaching"), queryset=Provider.objects.all())
    lead_unit = UnitFilter(
        label=_("Lead unit"), field_name="offering__lead_unit", queryset=reached_units
    )
    held = django_filters.DateFromToRangeFilter(
        label=_("Held between"), method="held_between", widget=DateRangePickerWidget
    )
    conflicts = ConflictFilter(field_name="offering")

    class Meta:
        model = Cohort
        fields: list[str] = []

    def held_between(self, rows: Any, name: str, span: slice) -> Any:
        """With a session that touches the span of days."""
        return rows.filter(offering__in=held_in(span))


class CohortListing(JudgedListing):
    """Cohorts: the next session first, then those that are over, the latest first."""

    model = Cohort
    row_rule = follow_cohorts
    filterset_class = CohortFilters
    template_name = "admin/bulk_listing.html"
    bulk_type = "cohort"
    search_fields = ["offering__page__title", "offering__label", "coordinator__name_key"]
    default_ordering = (
        F("next_at").asc(nulls_last=True),
        F("begins").desc(nulls_last=True),
        "-pk",
    )
    title_label = _("Cohort")
    page_title = _("Cohorts")
    add_item_label = _("New cohort")

    def prepare(self, rows: Any) -> Any:
        """The next session, the last one, how many places; who runs it."""
        rows = rows.select_related("offering__page", "offering__lead_unit", "coordinator")
        rows = with_titles(rows, "offering__page")
        figures = Offering.objects.with_figures().filter(pk=OuterRef("offering"))
        found = {name: Subquery(figures.values(name)) for name in ("capacity", "taken")}
        return rows.annotate(
            begins=Subquery(figures.values("starts_at")), next_at=next_session("offering"), **found
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether ticking leads anywhere."""
        may = self.user_has_permission("change")
        return super().get_context_data(*args, **kwargs) | {"can_decide": may}

    def key_of(self, row: Cohort) -> int:
        """Its offering has the sessions."""
        return row.offering_id

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """Two ways to a new one."""
        buttons: list[Any] = super().header_buttons
        if not self.user_has_permission("add"):
            return buttons
        url = reverse("cohorts:from_template")
        label = _("New cohort from a template")
        return [*buttons, HeaderButton(label, url=url, icon_name="copy")]

    def title_of(self, row: Cohort) -> str:
        """Its offering."""
        return named(entitled(row, row.offering))

    def get_title_url(self, row: Cohort) -> str:
        """Its offering's page has everything."""
        return reverse("offerings:inspect", args=[row.offering_id])

    def get_cells(self) -> list[Any]:
        """The first questions: when, how full, who looks after it, in which state."""
        return [
            Cell(
                "next_at", _("Next session"), lambda row: row.next_at, dates.when,
                sort_key="next_at",
            ),
            self.conflicts_cell(),
            Cell("places", _("Places taken"), places_of),
            Cell("number", _("Number"), lambda row: row.number, sort_key="number"),
            Cell("begins", _("Begins"), lambda row: row.begins, dates.plain_day, sort_key="begins"),
            Cell("coordinator", _("Class coordinator"), lambda row: row.coordinator),
            Cell("lead_unit", _("Lead unit"), lambda row: row.offering.lead_unit),
            StateCell(
                "state",
                _("State"),
                lambda row: row.offering.get_state_display(),
                primary=lambda row: row.offering.state == OfferingState.PUBLISHED,
            ),
        ]  # fmt: skip
