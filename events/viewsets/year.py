"""The calendar of a department's year in the back office, to look at and to print."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.enums import OfferingState
from events.models import EventKind, Offering
from events.rules import follow_offering
from events.viewsets.listing import reached_units
from events.year import year_of
from people.models import Unit
from people.unit_fields import UnitField
from publishing import dates
from publishing.languages import named

COURSES = "courses"
EARLIEST, LATEST = 2000, 2100


class YearForm(forms.Form):
    """Which year, of whom, what; nothing chosen shows everything of this year."""

    year = forms.IntegerField(min_value=EARLIEST, max_value=LATEST, required=False)
    unit = UnitField(label=_("Unit"), queryset=Unit.objects.none(), required=False)
    what = forms.ChoiceField(label=_("What"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", "–"), *OfferingState.choices]
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        kinds = [(kind.slug, named(kind)) for kind in EventKind.objects.all()]
        choices = [("", "–"), (COURSES, _("Courses")), *kinds]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.fields["year"].widget = forms.HiddenInput()


class YearView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """`/admin/offerings/year/`: twelve months; wrong filters count as none and are said."""

    any_permission_required = ["view", "change"]
    template_name = "admin/events/year.html"
    page_title = _("Calendar of the year")
    header_icon = "calendar-alt"
    model = Offering
    index_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever may list offerings sees those in reach."""
        if not self.user_has_any_permission(self.any_permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Offerings")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The months, the filters, the years beside."""
        form = YearForm(self.request.GET, units=reached_units(self.request))
        form.is_valid()
        today = dates.today()
        year = form.cleaned_data.get("year") or today.year
        offerings = self.filtered(form.cleaned_data)
        months = year_of(offerings, year)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "year": year,
            "months": months,
            "this_month": today.month if year == today.year else "",
            "total": len({bar.pk for month in months for bar in month.bars}),
            "before": self.address(year - 1) if year > EARLIEST else "",
            "after": self.address(year + 1) if year < LATEST else "",
            "inspect": reverse("offerings:inspect", args=[0]).removesuffix("0/"),
        }

    def filtered(self, chosen: dict[str, Any]) -> Any:
        """What the person follows, as far as it is asked for."""
        rows = follow_offering.visible(self.request.user)  # type: ignore[misc]
        if chosen.get("unit"):
            rows = rows.filter(lead_unit__path__startswith=chosen["unit"].path)
        if chosen.get("state"):
            rows = rows.filter(state=chosen["state"])
        if chosen.get("what") == COURSES:
            rows = rows.filter(page__eventpage__isnull=True)
        elif chosen.get("what"):
            rows = rows.filter(page__eventpage__kind__slug=chosen["what"])
        return rows

    def address(self, year: int) -> str:
        """The same filters in another year."""
        asked = self.request.GET.copy()
        asked["year"] = str(year)
        return f"?{asked.urlencode()}"
