"""How long each kind of data is kept, what the next night takes, and setting another period."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kernel.models import Retention
from kernel.retention import KINDS, days_of, preview, set_retention
from portal.rules import keep_retention
from publishing.backoffice.forms import tell

LONGEST = 36_500


class RetentionList(WagtailAdminTemplateMixin, TemplateView):
    """`/admin/retention/`: every kind with its period, what is due, the oldest, the last run."""

    rule = keep_retention
    template_name = "admin/portal/retention.html"
    page_title = _("How long data is kept")
    header_icon = "time"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The preview."""
        return super().get_context_data(**kwargs) | {"standings": preview()}


class PeriodForm(forms.Form):
    """Another period."""

    days = forms.IntegerField(
        label=_("Kept for days"),
        min_value=1,
        max_value=LONGEST,
        help_text=_("What is older goes every night."),
    )


class RetentionEdit(WagtailAdminTemplateMixin, FormView):
    """`/admin/retention/<kind>/`: set another period for one kind."""

    rule = keep_retention
    template_name = "admin/portal/period.html"
    form_class = PeriodForm
    header_icon = "time"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The kind of the address."""
        super().setup(request, *args, **kwargs)
        kind = KINDS.get(kwargs["kind"])
        if kind is None or kind.fixed:
            raise Http404
        self.kind = kind

    def get_initial(self) -> dict[str, Any]:
        """The period that holds."""
        row = Retention.objects.filter(kind=self.kind.name).first()
        return {"days": days_of(self.kind, row)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and go back to the list."""
        result = set_retention(by=self.request.user, kind=self.kind, **form.cleaned_data)
        if not result.ok:
            form.add_error("days", result.message)
            return self.form_invalid(form)
        tell(self.request, result)
        return redirect(reverse("admin-retention"))

    def get_page_title(self) -> Any:
        """The kind."""
        return self.kind.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, kind."""
        listed = {"url": reverse("admin-retention"), "label": RetentionList.page_title}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.kind.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this kind is."""
        back = reverse("admin-retention")
        return super().get_context_data(**kwargs) | {"kind": self.kind, "back": back}
