"""Granting places to many units: a formula or a workbook fills a table, the organiser grants it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Offering
from events.rules import manage_offering
from people.models import Unit
from publishing.backoffice.forms import Act, ActView, tell
from publishing.refusals import refuse
from publishing.tabular.tables import CellError
from publishing.tabular.workbooks import Unreadable
from registration.actions.quota import Grant, grant_places
from registration.apportion import TooFewPlaces, apportion
from registration.quota_admin.forms import MOST, GrantForm, ShareForm, WorkbookForm
from registration.quota_admin.reading import read_grants

GRANT = Act(
    "grant",
    _("Grant places"),
    _("Enter places beside the units, or let a formula or a workbook fill them in. Nothing is "
      "granted before you press the button below the table."),
    grant_places,
    "offering",
)  # fmt: skip
PREFIX = "n_"


class QuotaGrant(ActView):
    """A table of units with a field each; POST `do` says what fills it, or grants it."""

    model = Offering
    row_rule = manage_offering
    acts = {"grant": GRANT}
    template_name = "admin/registration/grant.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The address names no verb."""
        super().setup(request, *args, verb="grant", **kwargs)
        self.errors: list[CellError] = []
        self.numbers: dict[int, int] = {}
        self.share_form = ShareForm(units=self.units, person=request.user)
        self.file_form = WorkbookForm()
        self.grant_form = GrantForm()

    @property
    def plural(self) -> Any:
        """What the list is called."""
        return _("Places of units")

    @property
    def units(self) -> Any:
        """Every unit that still exists, in official order: a quota may go to any of them."""
        return Unit.objects.active().order_by("path")

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Fill the table, or grant what stands in it."""
        do = request.POST.get("do")
        if do == "share":
            self._share(request)
        elif do == "file":
            self._read(request)
        else:
            return self._grant(request)
        return self.render_to_response(self.get_context_data(form=self.grant_form))

    def _share(self, request: HttpRequest) -> None:
        self.share_form = form = ShareForm(request.POST, units=self.units, person=request.user)
        if not form.is_valid():
            return
        sizes = {unit.pk: unit.staff_size or 0 for unit in form.cleaned_data["units"]}
        try:
            self.numbers = apportion(form.cleaned_data["total"], sizes, form.cleaned_data["floor"])
        except TooFewPlaces as refusal:
            words = {"needed": refusal.needed}
            form.add_error(
                "total", gettext("The least for each unit alone needs %(needed)s places.") % words
            )

    def _read(self, request: HttpRequest) -> None:
        self.file_form = form = WorkbookForm(request.POST, request.FILES)
        if not form.is_valid():
            return
        try:
            self.numbers, self.errors = read_grants(form.cleaned_data["file"], MOST)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))

    def _grant(self, request: HttpRequest) -> HttpResponse:
        self.grant_form = form = GrantForm(request.POST)
        grants = []
        for unit in self.units:
            text = request.POST.get(f"{PREFIX}{unit.pk}", "").strip()
            if not text:
                continue
            if not (text.isascii() and text.isdecimal() and int(text) <= MOST):
                form.add_error(
                    None, gettext("“%(text)s” at %(unit)s is no number of places.")
                    % {"text": text[:20], "unit": unit.name},
                )  # fmt: skip
                continue
            self.numbers[unit.pk] = int(text)
            grants.append(Grant(unit, int(text)))
        if form.is_valid():
            result = grant_places(
                by=request.user, offering=self.object, grants=grants, **form.cleaned_data
            )
            if result.ok:
                tell(request, result)
                return redirect(self.get_success_url())
            refuse(form, result)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table with what it holds already."""
        pools = {pool.unit_id: pool for pool in self.object.pools.all()}
        rows = [(unit, pools.get(unit.pk), self.numbers.get(unit.pk, "")) for unit in self.units]
        filled = [row for row in rows if row[2] != ""]
        return super().get_context_data(**(kwargs | {"form": self.grant_form})) | {
            "rows": filled or rows,
            "only_filled": bool(filled),
            "total": sum(self.numbers.values()),
            "errors": self.errors,
            "share_form": self.share_form,
            "file_form": self.file_form,
            "here": reverse("quota:grant", args=[self.object.pk]),
        }
