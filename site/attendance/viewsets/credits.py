"""Tables of credit hours and targets, by year, for operators: `/admin/credit-hours/`."""

from abc import ABC, abstractmethod
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from attendance.account import BUILT_IN as ASKED
from attendance.actions import set_credit_table, set_targets
from attendance.admin_forms import FactorForm, StepFormSet, TargetFormSet
from attendance.crediting import Table, in_force, tables
from attendance.models import HoursTarget
from attendance.models.credits import EARLIEST, LATEST
from attendance.rules import keep_credit
from attendance.versions import difference
from events.enums import SessionForm
from kernel.outcomes import Result
from publishing.backoffice.forms import tell

TITLE = _("Rules for credit hours")


def ladders(table: Table) -> list[tuple[Any, list[Any]]]:
    """The steps of a table by form, the general ones last."""
    words = dict(SessionForm.choices)
    found = groupby(sorted(table.steps, key=lambda one: (one.form == "", one.form, one.minutes)),
                    key=lambda one: one.form)  # fmt: skip
    return [(words.get(form, _("every other form")), list(steps)) for form, steps in found]


class CreditOverview(WagtailAdminTemplateMixin, TemplateView):
    """Every version with its lines, every year's targets, and ways to write another."""

    rule = keep_credit
    template_name = "admin/attendance/credits.html"
    page_title = TITLE
    header_icon = "time"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Versions, the latest first."""
        year = timezone.localdate().year
        versions = tables()
        rows = HoursTarget.objects.select_related("category").order_by("-year", "category__name")
        by_year = groupby(rows, key=lambda row: row.year)
        return super().get_context_data(**kwargs) | {
            "versions": [(one, ladders(one)) for one in reversed(versions)],
            "targets": [(asked, list(of_year)) for asked, of_year in by_year],
            "built_in": ASKED,
            "years": [year, year + 1],
        }


class OfYear(WagtailAdminTemplateMixin, TemplateView, ABC):
    """A form of many lines that holds from the year of the address on."""

    rule = keep_credit
    header_icon = "time"
    formset_class: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """404 for a year that no site knows."""
        super().setup(request, *args, **kwargs)
        self.year = int(kwargs["year"])
        if not EARLIEST <= self.year <= LATEST:
            raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Overview, year."""
        listed = {"url": reverse("admin-credit"), "label": TITLE}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines that hold, unless others were sent."""
        kwargs.setdefault("formset", self.formset_class(initial=self.known()))
        return super().get_context_data(**kwargs) | {
            "year": self.year,
            "back": reverse("admin-credit"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or show again what was sent, with what is wrong or what it would change."""
        formset = self.formset_class(request.POST)
        if not (formset.is_valid() and self.is_valid(request.POST)):
            return self.render_to_response(self.get_context_data(formset=formset), status=400)
        if "save" not in request.POST:
            context = self.get_context_data(formset=formset)
            return self.render_to_response(context | self.foreseen(formset))
        tell(request, self.act(formset))
        return redirect("admin-credit")

    def is_valid(self, _sent: Any) -> bool:
        """Whether what stands beside the lines is right."""
        return True

    @abstractmethod
    def known(self) -> list[dict[str, Any]]:
        """The lines in force in the year."""

    @abstractmethod
    def act(self, formset: Any) -> Result:
        """Call the action."""

    def foreseen(self, formset: Any) -> dict[str, Any]:
        """What the lines would change."""
        return {}


class TableEdit(OfYear):
    """`/admin/credit-hours/tables/<year>/`: nothing is saved before its effect was shown."""

    template_name = "admin/attendance/table.html"
    formset_class = StepFormSet

    def get_page_title(self) -> Any:
        """From when on."""
        return _("Table from %(year)s on") % {"year": self.year}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The table in force, as a beginning."""
        super().setup(request, *args, **kwargs)
        self.table = in_force(self.year, tables())
        self.factor = FactorForm(initial={"teaching": self.table.teaching})

    def known(self) -> list[dict[str, Any]]:
        """Its lines."""
        steps = self.table.steps
        return [{"form": one.form, "minutes": one.minutes, "hours": one.hours} for one in steps]

    def is_valid(self, sent: Any) -> bool:
        """The factor of teaching."""
        self.factor = FactorForm(sent, initial={"teaching": self.table.teaching})
        return self.factor.is_valid()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the factor of teaching."""
        return super().get_context_data(**kwargs) | {"factor": self.factor}

    def act(self, formset: Any) -> Result:
        """Save the version."""
        values = {"year": self.year, "steps": formset.steps()} | self.factor.cleaned_data
        return set_credit_table(by=self.request.user, **values)

    def foreseen(self, formset: Any) -> dict[str, Any]:
        """Sessions that would earn something else."""
        return {
            "difference": difference(
                Table(self.year, formset.steps(), self.factor.cleaned_data["teaching"])
            )
        }


class TargetsEdit(OfYear):
    """`/admin/credit-hours/targets/<year>/`."""

    template_name = "admin/attendance/targets.html"
    formset_class = TargetFormSet

    def get_page_title(self) -> Any:
        """From when on."""
        return _("Targets from %(year)s on") % {"year": self.year}

    def known(self) -> list[dict[str, Any]]:
        """The newest of each category."""
        newest: dict[Any, HoursTarget] = {}
        rows = HoursTarget.objects.filter(year__lte=self.year).order_by("year")
        for row in rows:
            newest[row.category_id] = row
        lines = [
            {"category": row.category_id, "yearly": row.yearly, "five_years": row.five_years}
            for row in newest.values()
        ]
        if None not in newest:
            lines.append({"category": None, "yearly": ASKED.yearly, "five_years": None})
        return lines

    def act(self, formset: Any) -> Result:
        """Save the targets."""
        return set_targets(by=self.request.user, year=self.year, targets=formset.targets())
