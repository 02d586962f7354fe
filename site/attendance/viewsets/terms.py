"""The rules of attendance of one offering: `/admin/attendance-rules/<id>/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from attendance.actions import set_terms
from attendance.admin_forms import TermsForm
from attendance.presence import terms_of
from events.models import Offering
from events.rules import manage_offering
from publishing.backoffice.forms import tell
from publishing.languages import named


class TermsEdit(WagtailAdminTemplateMixin, FormView):
    """Thresholds, check-out, and from when on a warning is worth a word."""

    rule = manage_offering
    model = Offering
    template_name = "admin/act.html"
    form_class = TermsForm
    page_title = _("Rules of attendance")
    header_icon = "time"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The offering, for those who run it."""
        super().setup(request, *args, **kwargs)
        rows = Offering.objects.select_related("page", "lead_unit", "attendance_terms")
        self.offering = get_object_or_404(rows, public_id=kwargs["public_id"])
        self.rule.check(request.user, self.offering)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What holds."""
        return super().get_form_kwargs() | {"instance": terms_of(self.offering)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Set, and back to the offering."""
        tell(
            self.request,
            set_terms(by=self.request.user, offering=self.offering, **form.cleaned_data),
        )
        return redirect(self.back)

    @property
    def back(self) -> str:
        """The offering's page."""
        return reverse("offerings:inspect", args=[self.offering.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Offering, rules."""
        return [
            *self.breadcrumbs_items,
            {"url": self.back, "label": named(self.offering)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of an act."""
        words = {
            "label": _("Set the rules of attendance"),
            "explains": _("Marks that were taken already keep their status."),
        }
        return super().get_context_data(**kwargs) | {
            "act": words,
            "object": self.offering,
            "back": self.back,
        }
