"""Filters of the back office's registrations."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from events.rules import follow_offering
from events.viewsets.listing import UnitFilter, reached_units
from people.models import Unit
from registration.enums import RegistrationState
from registration.models import Registration


def offerings(request: Any) -> Any:
    """Offerings whose registrations the person may see, the latest first."""
    rows = follow_offering.visible(request.user)  # type: ignore[misc]
    return rows.select_related("page").order_by("-opens_at", "-pk")


class RegistrationFilters(WagtailFilterSet):
    """Which offering, which state, of which unit, since when."""

    offering = django_filters.ModelChoiceFilter(label=_("Offering"), queryset=offerings)
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=RegistrationState.choices, widget=forms.CheckboxSelectMultiple
    )
    unit = UnitFilter(label=_("Unit"), queryset=lambda request: Unit.objects.order_by("path"))
    lead_unit = UnitFilter(
        label=_("Lead unit"), field_name="offering__lead_unit", queryset=reached_units
    )
    queued = django_filters.DateFromToRangeFilter(
        label=_("Registered"), field_name="queued_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = Registration
        fields: list[str] = []
