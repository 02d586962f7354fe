"""Cohorts in the back office; everything they share with other offerings is done there."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Max, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets.button import HeaderButton

from courses.actions import create_cohort, create_from_template, edit_cohort, save_as_template
from courses.forms import CohortFields, CohortForm, FromTemplateForm, SaveTemplateForm
from courses.models import Cohort, CourseCategory, CoursePage
from courses.papers import filing_sheet
from courses.rules import follow_cohorts, manage_cohorts
from courses.views import SlotEdit, TimetableEditor, TimetablePublish, TimetableVersions
from events.enums import OfferingState
from events.forms import main_page
from events.models import Offering, Provider, Theme
from events.rules import follow_offering
from events.viewsets.files import PDF, OfferingFile
from events.viewsets.judging import JUDGED, ConflictFilter, JudgedListing
from events.viewsets.listing import (
    UnitFilter,
    held_in,
    next_session,
    places_of,
    reached_units,
)
from kernel.outcomes import Result
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.forms import Act, ActView, RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordViewSet


class CohortFilters(WagtailFilterSet):
    """State, category, theme, provider, lead unit, when it is held, conflicts."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=OfferingState.choices,
        field_name="offering__state",
        widget=forms.CheckboxSelectMultiple,
    )
    category = django_filters.ModelChoiceFilter(
        label=_("Category"),
        queryset=CourseCategory.objects.all(),
        field_name="offering__page__coursepage__category",
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        queryset=Theme.objects.all(),
        field_name="offering__page__coursepage__themes",
    )
    provider = django_filters.ModelChoiceFilter(
        label=_("Provider of teaching"), queryset=Provider.objects.all()
    )
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
        figures = Offering.objects.with_figures().filter(pk=OuterRef("offering"))
        found = {name: Subquery(figures.values(name)) for name in ("capacity", "taken")}
        return rows.annotate(
            begins=Subquery(figures.values("starts_at")), next_at=next_session("offering"), **found
        )

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


class CohortCreate(RecordCreate):
    """A new cohort of a course, as a draft."""

    model = Cohort
    form_class: Any = CohortForm
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


class CohortFromTemplate(CohortCreate):
    """A cohort whose timetable is made with it."""

    form_class = FromTemplateForm
    page_title = _("New cohort from a template")

    def get_page_subtitle(self) -> Any:
        """The heading says in which way it is made."""
        return self.page_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """So does the way here."""
        *before, here = super().get_breadcrumbs_items()
        return [*before, here | {"label": self.page_title}]

    def get_initial(self) -> dict[str, Any]:
        """The template or the course from which one came."""
        template = self.request.GET.get("template", "")
        page = main_page(self.request.GET.get("page"))
        return {"template": template if template.isdecimal() else None, "page": page}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Its form knows its pages."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("page_types")
        return kwargs

    def get_add_url(self) -> str:
        """The form comes back here."""
        return reverse("cohorts:from_template")

    def act(self, form: Any) -> Result:
        """Save the draft with its sessions."""
        return create_from_template(by=self.request.user, **form.cleaned_data)


class CohortAct(ActView):
    """Keeping a cohort as a template."""

    model = Cohort
    row_rule = manage_cohorts
    acts = {
        "save-template": Act(
            "save-template",
            _("Save as template"),
            _("Its timetable is kept without dates, speakers and places, for cohorts to come."),
            save_as_template,
            "cohort",
            form=SaveTemplateForm,
            icon="copy",
        )
    }

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("offering__page", "offering__lead_unit")

    def get_success_url(self) -> str:
        """Back to the offering."""
        return reverse("offerings:inspect", args=[self.object.offering_id])

    def get_next(self, result: Result) -> str:
        """To the template."""
        return reverse("cohort-templates:inspect", args=[result.record.pk])


class FilingSheet(OfferingFile):
    """`/admin/cohorts/<id>/filing.pdf`."""

    model = Cohort

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Looked at in the browser and printed from there."""
        rows = follow_cohorts.visible(request.user)  # type: ignore[misc]
        cohort = get_object_or_404(rows.select_related("coordinator", "provider"), pk=kwargs["pk"])
        offerings = follow_offering.visible(request.user).with_figures()  # type: ignore[misc]
        offering = offerings.select_related("page", "lead_unit").get(pk=cohort.offering_id)
        paper = filing_sheet(cohort, offering)
        return self.answer(paper.build(), PDF, f"{offering}-{paper.title}.pdf", is_shown=True)


class CohortViewSet(RecordViewSet):
    """`/admin/cohorts/`."""

    model = Cohort
    name = "cohorts"
    icon = "group"
    menu_label = _("Cohorts")
    menu_hook = "register_register_menu_item"
    menu_order = 2
    list_per_page = JUDGED
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = CohortListing
    add_view_class = CohortCreate
    edit_view_class = CohortEdit

    def get_urlpatterns(self) -> list[Any]:
        """With the timetable's screens, the class-filing sheet, templates in both directions."""
        screens = [
            path(f"<int:pk>/timetable/{word}", self.construct_view(view), name=name)
            for word, name, view in (
                ("", "timetable", TimetableEditor),
                ("session/", "timetable_slot", SlotEdit),
                ("publish/", "timetable_publish", TimetablePublish),
                ("versions/", "timetable_versions", TimetableVersions),
            )
        ]
        sheet = self.construct_view(FilingSheet)
        made = self.construct_view(
            CohortFromTemplate, **self.get_add_view_kwargs(form_class=FromTemplateForm)
        )
        act = self.construct_view(CohortAct)
        return [
            *super().get_urlpatterns(),
            *screens,
            path("from-template/", made, name="from_template"),
            path("<int:pk>/filing.pdf", sheet, name="filing_pdf"),
            path("<int:pk>/<slug:verb>/", act, name="act"),
        ]
