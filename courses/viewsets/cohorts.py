"""Cohorts in the back office; everything they share with other offerings is done there."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from courses.actions import create_cohort, create_from_template, edit_cohort, save_as_template
from courses.forms import CohortFields, CohortForm, FromTemplateForm, SaveTemplateForm
from courses.models import Cohort, CoursePage
from courses.papers import filing_sheet
from courses.rules import follow_cohorts, manage_cohorts
from courses.views import SlotEdit, TimetableEditor, TimetablePublish, TimetableVersions
from courses.viewsets.cohort_list import CohortListing
from events.forms import main_page
from events.rules import follow_offering
from events.viewsets.files import OfferingFile
from events.viewsets.judging import JUDGED
from events.viewsets.meanwhile import TellsMeanwhile
from kernel.outcomes import Result
from publishing.backoffice.forms import Act, ActView, RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordViewSet
from publishing.downloads import PDF, answered


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


class CohortEdit(TellsMeanwhile, RecordEdit):
    """What the course adds to its offering."""

    model = Cohort
    row_rule = manage_cohorts
    form_class = CohortFields

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("offering__page")

    def act(self, form: Any) -> Result:
        """Change it."""
        return edit_cohort(by=self.request.user, cohort=self.object, **form.values())

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
        return answered(paper.build(), PDF, f"{offering}-{paper.title}.pdf", is_shown=True)


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
