"""Files of an offering to take away: its timetable as XLSX."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.models import Offering
from events.outgoing import timetable_workbook
from events.rules import follow_offering

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class OfferingFile(PermissionCheckedMixin, View):
    """A file about one offering, for those who may look into it; never kept by a cache."""

    any_permission_required = ["view", "change"]
    model = Offering
    index_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever may list offerings may take those in reach."""
        if not self.user_has_any_permission(self.any_permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_offering(self) -> Offering:
        """The offering of the address, or 404."""
        rows = follow_offering.visible(self.request.user).with_figures()  # type: ignore[misc]
        return get_object_or_404(rows.select_related("page", "lead_unit"), pk=self.kwargs["pk"])

    def answer(self, content: bytes, kind: str, name: str, *, is_shown: bool = False) -> Any:
        """The file under a name; `is_shown`: in the browser's own viewer."""
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = content_disposition_header(not is_shown, name)
        response["Cache-Control"] = "private, no-store"
        return response


class TimetableWorkbook(OfferingFile):
    """`/admin/offerings/<id>/timetable.xlsx`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As a download."""
        offering = self.get_offering()
        name = f"{offering}-{_('Timetable')}.xlsx"
        return self.answer(timetable_workbook(offering), XLSX, name)
