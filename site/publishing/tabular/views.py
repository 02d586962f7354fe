"""The pages of an import: bring a file, match its columns, see what would happen, confirm."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView, TemplateView
from openpyxl.utils import get_column_letter
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from kernel.rules import Forbidden, Rule
from publishing.backoffice.forms import tell
from publishing.downloads import XLSX, answered
from publishing.refusals import refuse
from publishing.tabular import actions
from publishing.tabular.forms import FileForm, MatchForm
from publishing.tabular.models import SheetImport
from publishing.tabular.tables import Table, table_named
from publishing.tabular.workbooks import MEGABYTE, MOST_BYTES, MOST_ROWS, Unreadable
from publishing.tabular.written import blank

EVERY = 2  # seconds between two looks at what goes on
own_imports = Rule(
    "publishing.own_imports",
    _("You can see the imports that you brought yourself."),
    visible=SheetImport.objects.of,
    who_can_help=_("Ask whoever brought the file."),
)


class Guarded(PermissionCheckedMixin):
    """Behind the permission to import; the table's own rule is asked besides."""

    permission_required = "add"
    model = SheetImport  # whose permission is asked
    request: HttpRequest
    kwargs: dict[str, Any]
    index_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody without the permission, nobody against the table's rule."""
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        try:
            self.table.rule.check(request.user)
        except Forbidden as refused:
            raise PermissionDenied(str(refused.reason)) from refused
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def sheet_import(self) -> SheetImport:
        """The import of the address, of one's own; 404."""
        rows = own_imports.visible(self.request.user)  # type: ignore[misc]
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    @cached_property
    def table(self) -> Table:
        """The table of the address or of the import; 404."""
        name = self.kwargs.get("table") or self.sheet_import.table
        found = table_named(name)
        if found is None:
            raise Http404
        return found

    @cached_property
    def columns(self) -> Any:
        """What the person may fill."""
        return self.table.columns(self.request.user)


class Framed(Guarded, WagtailAdminTemplateMixin):
    """A page in the frame of the back office."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Imports")},
            {"url": "", "label": self.get_page_title()},
        ]


class BlankView(Guarded, View):
    """The template to fill."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As a download."""
        return answered(blank(self.table, self.columns), XLSX, f"{self.table.label}.xlsx")


class StartView(Framed, FormView):
    """What can be imported, the template, and the field for the file."""

    template_name = "admin/imports/start.html"
    form_class = FileForm

    def get_page_title(self) -> str:
        """The table."""
        return _("Import: %(what)s") % {"what": self.table.label}

    def form_valid(self, form: Any) -> HttpResponse:
        """Read the headings, or say why the file is not taken."""
        try:
            result = actions.start_import(
                by=self.request.user, table=self.table, file=form.cleaned_data["file"]
            )
        except Unreadable as error:
            form.add_error("file", error.words)
            return self.form_invalid(form)
        tell(self.request, result)
        return redirect("imports:match", result.record.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table and the limits."""
        return super().get_context_data(**kwargs) | {
            "table": self.table,
            "columns": self.columns,
            "most_rows": MOST_ROWS,
            "most_size": MOST_BYTES // MEGABYTE,
        }


class MatchView(Framed, FormView):
    """Which heading is which column."""

    template_name = "admin/imports/match.html"
    form_class = MatchForm
    page_title = _("Match the columns")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The file's headings and our columns."""
        found = {"sheet_import": self.sheet_import, "columns": self.columns}
        return super().get_form_kwargs() | found

    def form_valid(self, form: Any) -> HttpResponse:
        """Have the rows checked."""
        result = actions.match_columns(
            by=self.request.user, sheet_import=self.sheet_import, mapping=form.mapping()
        )
        if not result.ok:
            refuse(form, result)
            return self.form_invalid(form)
        return redirect("imports:show", self.sheet_import.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Headings that no column takes."""
        context = super().get_context_data(**kwargs)
        taken = set(self.sheet_import.mapping.values())
        ignored = [n for i, n in enumerate(self.sheet_import.headings) if n and i not in taken]
        return context | {"sheet_import": self.sheet_import, "ignored": ignored}


class ShowView(Framed, TemplateView):
    """How far it is, what would happen or what is wrong, and the button that imports."""

    template_name = "admin/imports/show.html"

    def get_page_title(self) -> str:
        """The file."""
        return self.sheet_import.file_name

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirm."""
        result = actions.confirm_import(by=request.user, sheet_import=self.sheet_import)
        if not result.ok:
            tell(request, result)
        return redirect("imports:show", self.sheet_import.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The import, its errors with headings and letters."""
        found = self.sheet_import
        return super().get_context_data(**kwargs) | {
            "sheet_import": found,
            "table": self.table,
            "errors": [self._error(error) for error in found.errors],
            "more": found.errors_found - len(found.errors),
            "done_url": self._done_url(),
        }

    def _done_url(self) -> str:
        table = self.table
        return reverse(table.done_url, args=table.done_args) if table.done_url else ""

    def _error(self, error: dict[str, Any]) -> dict[str, Any]:
        index = self.sheet_import.mapping.get(error["column"])
        if index is None:
            return error | {"place": error["row"], "heading": ""}
        place = f"{get_column_letter(index + 1)}{error['row']}"
        return error | {"place": place, "heading": self.sheet_import.headings[index]}

    def render_to_response(self, context: Any, **kwargs: Any) -> Any:
        """While something goes on the page loads itself again, without any script."""
        answer = super().render_to_response(context, **kwargs)
        if self.sheet_import.is_busy:
            answer["Refresh"] = str(EVERY)
        return answer


class MarkedView(Guarded, View):
    """The rows with errors, marked."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As a download; 404 where nothing is wrong."""
        found = self.sheet_import
        if not found.marked:
            raise Http404
        with found.marked.open("rb") as file:
            content = file.read()
        name = f"{found.file_name.removesuffix('.xlsx')}-{_('Errors')}.xlsx"
        return answered(content, XLSX, name)
