"""`/admin/essays/status/`: who owes how much, as a table and as a workbook."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from openpyxl import Workbook
from openpyxl.styles import Font
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from essays.asked import most_asked
from essays.models import Essay
from essays.status import GROUPS, UNIT, Line, lines, sheets, tasks_of
from publishing.backoffice import later
from publishing.downloads import XLSX, answered
from publishing.spreadsheets import bytes_of, for_spreadsheet

RATE = "0.0%"


class StatusView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Grouped as the address says; an unknown group counts as units."""

    any_permission_required = ["view", "change"]
    template_name = "admin/essays/status.html"
    page_title = gettext_lazy("Rates of essays")
    header_icon = "table"
    model = Essay
    index_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever may list essays sees the figures of the own tasks."""
        if not self.user_has_any_permission(self.any_permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def group(self) -> str:
        """How the lines are grouped."""
        asked = self.request.GET.get("by", UNIT)
        return asked if asked in GROUPS else UNIT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The table, or with `export=xlsx` the workbook: of many people in the background."""
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        rows = most_asked(tasks_of(request.user))
        if later.is_for_later(request, rows):
            return later.ask_first(request, self.page_title, later.words_for(rows))
        later.note_taken(request, rows)
        name = f"{self.page_title}-{timezone.localdate().isoformat()}.xlsx"
        return answered(workbook(sheets(request.user)), XLSX, name)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Have the workbook made; nothing else is sent to the table."""
        if request.GET.get("export") != "xlsx":
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
        return later.have_made(request, self.page_title, most_asked(tasks_of(request.user)))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Essays")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines, their sum, the other groups."""
        found, total = lines(self.request.user, self.group)
        return super().get_context_data(**kwargs) | {
            "groups": [
                {"name": name, "url": f"?by={group}", "current": group == self.group}
                for group, name in GROUPS.items()
            ],
            "heads": heads(GROUPS[self.group]),
            "lines": found,
            "total": total,
        }


def heads(first: Any) -> list[str]:
    """The columns."""
    return [
        str(first),
        pgettext("essay", "Asked for"),
        pgettext("essay", "Owed"),
        pgettext("number of essays", "Handed in"),
        _("Accepted"),
        _("Rate of handing in"),
        _("Rate of acceptance"),
        _("Staff of the units"),
        _("Handed in by 100 staff"),
    ]


def workbook(sheets: dict[str, tuple[list[Line], Line]]) -> bytes:
    """A sheet for each group, with its sum in the last row; rates are numbers."""
    book = Workbook()
    book.remove(book.active)
    for group, (found, total) in sheets.items():
        sheet = book.create_sheet(str(GROUPS[group]))
        sheet.append(heads(GROUPS[group]))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for line in [*found, total]:
            figures = (line.due, line.owed, line.handed_in, line.accepted)
            rates = (line.submitted_rate, line.accepted_rate)
            staff = (line.staff or None, line.by_staff)
            sheet.append([for_spreadsheet(line.name), *figures, *rates, *staff])
            for cell in sheet[sheet.max_row][5:7]:
                cell.number_format = RATE
            sheet[sheet.max_row][8].number_format = "0.0"
        sheet.column_dimensions["A"].width = 32
    return bytes_of(book)
