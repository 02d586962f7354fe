"""Filters of the list of leave."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from attendance.absence_enums import LeaveKind, LeaveState, Office
from attendance.absence_rules import decide_leave
from attendance.models import LeaveRequest
from events.viewsets.listing import UnitFilter, offerings
from people.models import Unit
from publishing.backoffice.choices import NamedFilter

YES = [("yes", _("Yes"))]


class LeaveFilters(WagtailFilterSet):
    """What awaits me, which state and kind, from what, of which unit, when, who is not back."""

    mine = django_filters.ChoiceFilter(
        label=_("Awaits my decision"), choices=YES, method="awaiting"
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Over and not reported back"), choices=YES, method="not_returned"
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=LeaveState.choices, widget=forms.CheckboxSelectMultiple
    )
    office = django_filters.ChoiceFilter(label=_("Now with"), choices=Office.choices)
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind of leave"), choices=LeaveKind.choices, widget=forms.CheckboxSelectMultiple
    )
    offering = NamedFilter(
        label=_("Offering"), queryset=offerings, field_name="registration__offering"
    )
    unit = UnitFilter(
        label=_("Unit"),
        field_name="registration__unit",
        queryset=lambda request: Unit.objects.order_by("path"),
    )
    starts = django_filters.DateFromToRangeFilter(
        label=_("Begins"), field_name="starts_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = LeaveRequest
        fields: list[str] = []

    def awaiting(self, rows: Any, name: str, value: str) -> Any:
        """Those whose open step is the reader's to decide."""
        mine = decide_leave.visible(self.request.user)  # type: ignore[misc]
        return rows.filter(pk__in=mine.values("pk"))

    def not_returned(self, rows: Any, name: str, value: str) -> Any:
        """Those who should have reported back (未销假)."""
        return rows.not_returned()
