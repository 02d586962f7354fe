"""What is worth a word about the people of an offering: `/admin/attendance-remarks/<id>/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from attendance.account import accounts_of
from attendance.actions import warn
from attendance.notable import remarks_on, running
from attendance.targets import target_remarks
from events.models import Offering
from events.rules import manage_offering
from notices.enums import Kind
from notices.models import Notice
from publishing.backoffice.forms import tell
from publishing.languages import named
from registration.models import Registration


class RemarksList(WagtailAdminTemplateMixin, TemplateView):
    """Facts with their dates; who would be told by the button, and who was told."""

    rule = manage_offering
    model = Offering
    template_name = "admin/attendance/remarks.html"
    page_title = _("About attendance")
    header_icon = "warning"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The offering, for those who run it."""
        super().setup(request, *args, **kwargs)
        rows = Offering.objects.select_related("page", "lead_unit")
        self.offering = get_object_or_404(rows, public_id=kwargs["public_id"])
        self.rule.check(request.user, self.offering)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell them, each fact once."""
        tell(request, warn(by=request.user, offering=self.offering))
        return redirect("admin-attendance-remarks", self.offering.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Offering, list."""
        url = reverse("offerings:inspect", args=[self.offering.pk])
        return [
            *self.breadcrumbs_items,
            {"url": url, "label": named(self.offering)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every remark with whether its person knows."""
        rows = running(Registration.objects.filter(offering=self.offering))
        remarks = remarks_on(rows)
        keys = {f"{Kind.ATTENDANCE}:{one.key}:{one.registration.person_id}" for one in remarks}
        told = dict(Notice.objects.filter(key__in=keys).values_list("key", "created_at"))
        listed = [
            (one, told.get(f"{Kind.ATTENDANCE}:{one.key}:{one.registration.person_id}"))
            for one in remarks
        ]
        accounts = accounts_of([row.person for row in rows], timezone.localdate().year)
        targets = target_remarks(accounts)
        return super().get_context_data(**kwargs) | {
            "offering": self.offering,
            "remarks": listed,
            "targets": [(row, targets[row.person_id]) for row in rows if row.person_id in targets],
            "untold": sum(at is None for _one, at in listed),
            "rules_url": reverse("admin-attendance-rules", args=[self.offering.public_id]),
        }
