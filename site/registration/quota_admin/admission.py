"""Deciding nominations down the ranking: choose, look at the counts, admit or decline."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Offering
from events.rules import manage_offering
from publishing.backoffice.forms import Act, ActView, tell
from registration.actions.nomination import admit_nominees, refuse_nominees
from registration.actions.nomination.admit import preview_admission
from registration.cautions import cautions_for
from registration.enums import RegistrationState
from registration.models import Registration

ADMISSION = Act(
    "admission",
    _("Decide nominations"),
    _("Choose people, then look at the counts before anything is decided. Who holds a place of "
      "their unit keeps it; reserves draw on what is free."),
    admit_nominees,
    "offering",
)  # fmt: skip


class DecisionForm(forms.Form):
    """A sentence for those concerned; declining needs one."""

    reason = forms.CharField(
        label=_("Reason or remark"),
        max_length=200,
        required=False,
        help_text=_("Those concerned will read this sentence. Declining needs one."),
    )


class QuotaAdmission(ActView):
    """GET lists nominees by unit (`?first=3`, `?first=seated` tick them); POST asks, then acts."""

    model = Offering
    row_rule = manage_offering
    acts = {"admission": ADMISSION}
    template_name = "admin/registration/admission.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The address names no verb."""
        super().setup(request, *args, verb="admission", **kwargs)
        self.asked: dict[str, Any] = {}

    @property
    def plural(self) -> Any:
        """What the list is called."""
        return _("Places of units")

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def get_form_class(self) -> Any:
        """A reason."""
        return DecisionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """No record: the rows chosen stand beside the form."""
        return {"data": self.request.POST or None}

    def nominees(self) -> list[Registration]:
        """All who await a decision, by unit in official order, then rank."""
        rows = Registration.objects.filter(
            offering=self.object, state=RegistrationState.NOMINATED
        ).select_related("person", "unit", "nominated_unit")
        return list(rows.order_by("nominated_unit__path", "rank", "pk"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`ask-…` shows what would happen, `admit` and `refuse` do it."""
        picked = set(request.POST.getlist("pick"))
        rows = [row for row in self.nominees() if row.public_id in picked]
        form = self.get_form()
        do = request.POST.get("do", "")
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        if do in ("ask-admit", "ask-refuse"):
            placed, left_out = preview_admission(rows)
            held = sum(row.pool_id is not None for row in rows)
            self.asked = {
                "do": do.removeprefix("ask-"),
                "rows": rows,
                "placed": placed,
                "held": held,
                "left_out": left_out,
                "reason": reason,
            }
            return self.render_to_response(self.get_context_data(form=form))
        act = {"admit": admit_nominees, "refuse": refuse_nominees}.get(do)
        if act is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        result = act(by=request.user, offering=self.object, registrations=rows, reason=reason)
        tell(request, result)
        name = "quota:inspect" if result.ok else "quota:admission"
        return redirect(reverse(name, args=[self.object.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ranking, what is ticked, the counts when they were asked for."""
        rows = self.nominees()
        first = self.request.GET.get("first", "")
        most = int(first) if first.isascii() and first.isdecimal() and len(first) < 5 else 0
        chosen = set(self.request.POST.getlist("pick")) | {
            row.public_id
            for row in rows
            if (first == "seated" and row.pool_id) or (row.rank or 0) in range(1, most + 1)
        }
        warned = cautions_for(self.object, [row.person for row in rows])
        return super().get_context_data(**kwargs) | {
            "rows": [(row, warned[row.person_id], row.public_id in chosen) for row in rows],
            "asked": self.asked,
            "here": reverse("quota:admission", args=[self.object.pk]),
        }
