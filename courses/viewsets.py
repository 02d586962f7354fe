"""Cohorts in the back office; everything they share with other offerings is done there."""

from typing import Any

import django_filters
from django.db.models import F, Max
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from courses.actions import create_cohort, edit_cohort
from courses.forms import CohortFields, CohortForm
from courses.models import Cohort, CourseCategory, CoursePage
from courses.rules import follow_cohorts, manage_cohorts
from courses.views import SlotEdit, TimetableEditor, TimetablePublish, TimetableVersions
from events.forms import main_page
from events.viewsets.listing import UnitFilter, reached_units
from kernel.outcomes import Result
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.forms import RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet


class CohortFilters(WagtailFilterSet):
    """Category and lead unit."""

    category = django_filters.ModelChoiceFilter(
        label=_("Category"),
        queryset=CourseCategory.objects.all(),
        field_name="offering__page__coursepage__category",
    )
    lead_unit = UnitFilter(
        label=_("Lead unit"), field_name="offering__lead_unit", queryset=reached_units
    )

    class Meta:
        model = Cohort
        fields: list[str] = []


class CohortListing(RecordListing):
    """Cohorts, the latest first."""

    model = Cohort
    row_rule = follow_cohorts
    filterset_class = CohortFilters
    search_fields = ["offering__page__title", "offering__label", "coordinator__name_key"]
    default_ordering = (F("begins").desc(nulls_last=True), "-pk")
    title_label = _("Cohort")
    page_title = _("Cohorts")
    add_item_label = _("New cohort")

    def prepare(self, rows: Any) -> Any:
        """When the last session is, who runs it."""
        rows = rows.select_related("offering__page", "offering__lead_unit", "coordinator")
        return rows.annotate(begins=Max("offering__sessions__starts_at"))

    def get_title_url(self, row: Cohort) -> str:
        """Its offering's page has everything."""
        return reverse("offerings:inspect", args=[row.offering_id])

    def get_cells(self) -> list[Any]:
        """Number, coordinator, hours, state."""
        return [
            Cell("number", _("Number"), lambda row: row.number, sort_key="number"),
            Cell("coordinator", _("Class coordinator"), lambda row: row.coordinator),
            Cell("lead_unit", _("Lead unit"), lambda row: row.offering.lead_unit),
            Cell("hours", _("Credit hours required"), lambda row: row.hours_required),
            StateCell("state", _("State"), lambda row: row.offering.get_state_display()),
        ]


class CohortCreate(RecordCreate):
    """A new cohort of a course, as a draft."""

    model = Cohort
    form_class = CohortForm
    page_title = _("New cohort")

    def get_initial(self) -> dict[str, Any]:
        """The course from which one came, and its next number."""
        page = main_page(self.request.GET.get("page"))
        latest = Cohort.objects.filter(offering__page=page).aggregate(number=Max("number"))
        return {"page": page, "number": (latest["number"] or 0) + 1}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Courses only."""
        kwargs = super().get_form_kwargs() | {"page_types": (CoursePage,)}
        kwargs.pop("instance", None)
        return kwargs

    def act(self, form: Any) -> Result:
        """Save the draft."""
        return create_cohort(by=self.request.user, **form.values())

    def get_next(self, result: Result) -> str:
        """To the offering's page, where the timetable is."""
        return reverse("offerings:inspect", args=[result.record.offering_id])


class CohortEdit(RecordEdit):
    """What the course adds to its offering."""

    model = Cohort
    row_rule = manage_cohorts
    form_class = CohortFields

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("offering__page")

    def act(self, form: Any) -> Result:
        """Change it."""
        return edit_cohort(by=self.request.user, cohort=self.object, **form.cleaned_data)

    def get_next(self, result: Result) -> str:
        """To the offering's page."""
        return reverse("offerings:inspect", args=[self.object.offering_id])


class CohortViewSet(RecordViewSet):
    """`/admin/cohorts/`."""

    model = Cohort
    name = "cohorts"
    icon = "group"
    menu_label = _("Cohorts")
    menu_hook = "register_register_menu_item"
    menu_order = 2
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = CohortListing
    add_view_class = CohortCreate
    edit_view_class = CohortEdit

    def get_urlpatterns(self) -> list[Any]:
        """With the screens of the timetable."""
        screens = [
            path(f"<int:pk>/timetable/{word}", self.construct_view(view), name=name)
            for word, name, view in (
                ("", "timetable", TimetableEditor),
                ("session/", "timetable_slot", SlotEdit),
                ("publish/", "timetable_publish", TimetablePublish),
                ("versions/", "timetable_versions", TimetableVersions),
            )
        ]
        return [*super().get_urlpatterns(), *screens]
