"""What the screens of attendance in the back office share: permission, frame, the offering."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from attendance.enums import RECORD
from attendance.models import Attendance
from attendance.remote import Layout, Spot, layout_of
from attendance.rules import follow_attendance, print_names, work_desk
from events.enums import OfferingState
from events.models import Offering


class Permitted(PermissionCheckedMixin):
    """Whoever may list attendance sees what lies in reach; the rule of the record is asked too."""

    any_permission_required = ["view", "change"]
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def permission_policy(self) -> Any:
        """That of attendance, whatever the record of the address is."""
        return policy_registry.get_by_type(Attendance)


class OfOffering(Permitted):
    """About the offering of the address; 404 outside the rule."""

    offering_rule = follow_attendance
    model: Any = Offering

    @cached_property
    def offering(self) -> Offering:
        """With its page, lead unit and figures."""
        rows = self.offering_rule.visible(self.request.user).with_figures()  # type: ignore[misc]
        return get_object_or_404(rows.select_related("page", "lead_unit"), pk=self.kwargs["pk"])

    @cached_property
    def layout(self) -> Layout:
        """The remote sites of the offering."""
        return layout_of(self.offering.pk)

    @cached_property
    def spot(self) -> Spot:
        """The remote site of `?at=`; everywhere without one."""
        return self.layout.spot(self.request.GET.get("at", ""))

    @property
    def prints(self) -> bool:
        """Whether the person may take names on paper."""
        return print_names.allows(self.request.user, self.offering)

    @property
    def corrects(self) -> bool:
        """Whether the person works at the desks of what is held."""
        if self.offering.state == OfferingState.DRAFT:
            return False
        first = self.offering.sessions.select_related("offering__lead_unit").first()
        return first is not None and work_desk.allows(self.request.user, first)


class Screen(Permitted, WagtailAdminTemplateMixin, TemplateView):
    """A page in the frame of the back office."""

    header_icon = "check"
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Overview, what lies between, this page."""
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("attendance:index"),
                "label": RECORD,
            },
            *({"url": url, "label": label} for url, label in self.get_trail()),
            {"url": "", "label": self.get_page_title()},
        ]

    def get_trail(self) -> list[tuple[str, Any]]:
        """Pages between the overview and this one."""
        return []


def way_to(offering: Offering) -> tuple[str, Any]:
    """The matrix of an offering, for a trail."""
    return reverse("attendance:matrix", args=[offering.pk]), str(offering)
