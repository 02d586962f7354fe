"""Guests who make up a session, in the back office."""

from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from attendance.absence_enums import MakeUpState
from attendance.absence_rules import decide_makeup
from attendance.models import MakeUp
from events.titles import entitled, with_titles
from events.viewsets.listing import offerings
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.listing import RecordListing, RecordViewSet


class GuestFilters(WagtailFilterSet):
    """Which state, at what."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=MakeUpState.choices, widget=forms.CheckboxSelectMultiple
    )
    offering = NamedFilter(label=_("Offering"), queryset=offerings, field_name="session__offering")

    class Meta:
        model = MakeUp
        fields: list[str] = []


class GuestListing(RecordListing):
    """Who comes where as a guest; the title leads to the decision."""

    model = MakeUp
    row_rule = decide_makeup
    filterset_class = GuestFilters
    search_fields = [
        "makeup_for__registration__person__name_key",
        "session__title",
        "session__offering__page__title",
    ]
    default_ordering = ("-asked_at", "-pk")
    title_label = _("Participant")
    page_title = _("Guests who make up a session")
    verbose_name_plural = _("guests who make up a session")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        rows = with_titles(rows.with_everything(), "session__offering__page")
        return with_titles(rows, "makeup_for__session__offering__page", "missed")

    def title_of(self, row: MakeUp) -> str:
        """The person."""
        return row.person.name

    def get_title_url(self, row: MakeUp) -> str:
        """The page on which it is decided."""
        return reverse("makeup", args=[row.public_id])

    def get_cells(self) -> list[Any]:
        """Where, when, instead of what."""
        return [
            Cell("session", _("Session"), lambda row: row.session),
            Cell("offering", _("Offering"), lambda row: entitled(row, row.session.offering)),
            Cell("starts", _("Begins"), lambda row: row.session.starts_at, dates.when),
            Cell(
                "missed",
                _("Missed in"),
                lambda row: entitled(row, row.makeup_for.session.offering, "missed"),
            ),
            StateCell(
                "state",
                _("State"),
                lambda row: row.get_state_display(),
                primary=lambda row: row.state == MakeUpState.ASKED,
            ),
        ]


class GuestViewSet(RecordViewSet):
    """`/admin/guests/`."""

    model = MakeUp
    name = "guests"
    icon = "user"
    menu_label = _("Guests who make up a session")
    menu_hook = "register_attend_menu_item"
    menu_order = 40
    addresses = ("index", "index_results")
    index_view_class = GuestListing
