"""What every screen of a timetable has: the cohort, its way back, its plan."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from courses.models import Cohort
from courses.planning.plans import Plan, plan_of
from courses.rules import manage_cohorts
from publishing.backoffice.forms import OneRecord
from publishing.languages import named


class CohortScreen(PermissionCheckedMixin, OneRecord, WagtailAdminTemplateMixin, View):
    """A screen about one cohort's timetable, for those who manage it."""

    model = Cohort
    permission_required = "change"
    row_rule = manage_cohorts
    object: Cohort
    here: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The cohort is looked for after the permission."""
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self, rows: Any) -> Any:
        """Everything that names it."""
        return rows.select_related("offering__page", "offering__lead_unit")

    @cached_property
    def plan(self) -> Plan:
        """The timetable as it is planned now."""
        return plan_of(self.object)

    def address(self, name: str = "timetable") -> str:
        """Another screen of this timetable."""
        return reverse(f"cohorts:{name}", args=[self.object.pk])

    def get_page_title(self) -> Any:
        """What this screen is for."""
        return self.here or pgettext_lazy("of a cohort", "Timetable")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Cohorts, the offering, its timetable, this."""
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("cohorts:index"), "label": _("Cohorts")},
            {
                "url": reverse("offerings:inspect", args=[self.object.offering_id]),
                "label": named(self.object),
            },
        ]
        timetable = pgettext_lazy("of a cohort", "Timetable")
        if not self.here:
            return [*items, {"url": "", "label": timetable}]
        return [
            *items,
            {"url": self.address(), "label": timetable},
            {"url": "", "label": self.here},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The cohort and the addresses of its screens."""
        addresses = {
            name: self.address(f"timetable_{name}") for name in ("slot", "publish", "versions")
        }
        found = {"cohort": self.object, "editor": self.address(), "addresses": addresses}
        return super().get_context_data(**found | kwargs)
