"""Objections to marks in the back office."""

from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from attendance.absence_enums import AppealState
from attendance.absence_rules import answer_objection
from attendance.models import Appeal
from events.titles import entitled, with_titles
from events.viewsets.listing import offerings
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.listing import RecordListing, RecordViewSet


class AppealFilters(WagtailFilterSet):
    """Which state, of what."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=AppealState.choices, widget=forms.CheckboxSelectMultiple
    )
    offering = NamedFilter(
        label=_("Offering"), queryset=offerings, field_name="attendance__session__offering"
    )

    class Meta:
        model = Appeal
        fields: list[str] = []


class AppealListing(RecordListing):
    """Who objects to which mark; the title leads to the answer."""

    model = Appeal
    row_rule = answer_objection
    filterset_class = AppealFilters
    search_fields = [
        "attendance__registration__person__name_key",
        "attendance__session__title",
        "attendance__session__offering__page__title",
    ]
    default_ordering = ("-filed_at", "-pk")
    title_label = _("Participant")
    page_title = _("Objections to marks")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        return with_titles(rows.with_everything(), "attendance__session__offering__page")

    def title_of(self, row: Appeal) -> str:
        """The person."""
        return row.person.name

    def get_title_url(self, row: Appeal) -> str:
        """The page on which it is answered."""
        return reverse("objection", args=[row.public_id])

    def get_cells(self) -> list[Any]:
        """Which mark, since when, how far."""
        return [
            Cell("session", _("Session"), lambda row: row.attendance.session),
            Cell(
                "offering",
                _("Offering"),
                lambda row: entitled(row, row.attendance.session.offering),
            ),
            Cell("then", _("Status objected to"), lambda row: row.get_status_then_display()),
            Cell("filed", _("Objected"), lambda row: row.filed_at, dates.instant),
            StateCell(
                "state",
                _("State"),
                lambda row: row.get_state_display(),
                primary=lambda row: row.state == AppealState.FILED,
            ),
        ]


class AppealViewSet(RecordViewSet):
    """`/admin/objections/`."""

    model = Appeal
    name = "objections"
    icon = "comment"
    menu_label = _("Objections to marks")
    menu_hook = "register_attend_menu_item"
    menu_order = 30
    addresses = ("index", "index_results")
    index_view_class = AppealListing
