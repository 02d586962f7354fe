"""Listings of records: only what the rule shows, found by icontains, exported as XLSX."""

from collections import OrderedDict
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from kernel.rules import Rule
from publishing.backoffice import later
from publishing.backoffice.cells import TickCell
from publishing.languages import named
from publishing.spreadsheets import for_spreadsheet

ADDRESSES = ("index", "index_results", "add", "edit", "inspect")


class RecordListing(generic.IndexView):
    """A listing whose rows, search, filters and export are one queryset: that of `row_rule`."""

    row_rule: Rule
    search_query: str
    title_label: Any = ""
    title_sort: str | None = None
    # CSV would need a byte order mark and a guard of its own; a spreadsheet has both.
    FORMATS: tuple[str, ...] = (generic.IndexView.FORMAT_XLSX,)
    search_backend_name = None
    bulk_type = ""

    def get_base_queryset(self) -> QuerySet[Any]:
        """What the person may list, with everything a row shows."""
        return self.prepare(self.row_rule.visible(self.request.user))  # type: ignore[misc]

    def prepare(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Joins and figures of a row."""
        return rows

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows in which every word of the search is found in one of the fields."""
        for word in self.search_query.split():
            self.search_query = word
            queryset = super().search_queryset(queryset)
        return queryset

    def get_cells(self) -> list[Any]:
        """The columns after the title."""
        return []

    def title_of(self, row: Any) -> str:
        """What the first column says."""
        return named(row)

    @cached_property
    def columns(self) -> list[Any]:
        """A checkbox where something can be done to many, the title, the cells."""
        title = self._get_title_column_class(TitleColumn)(
            "title",
            label=self.title_label or self.verbose_name,
            accessor=self.title_of,
            sort_key=self.title_sort,
            get_url=self.get_title_url,
            get_title_id=lambda row: f"{self.bulk_type or 'row'}_{quote(row.pk)}_title",
        )
        boxes = []
        if self.bulk_type and self.user_has_permission("change"):
            boxes = [TickCell("bulk_actions", obj_type=self.bulk_type)]
        return [*boxes, title, *self.get_cells()]

    def get_title_url(self, row: Any) -> str | None:
        """Where a title leads: to look; to edit only where there is nothing to look at."""
        return self.get_inspect_url(row) or self.get_edit_url(row)

    @cached_property
    def _exported(self) -> list[Any]:
        return [column for column in self.columns if column.name != "bulk_actions"]

    @property
    def list_export(self) -> list[str]:
        """The spreadsheet has the listing's columns."""
        return [column.name for column in self._exported]

    def get_heading(self, queryset: Any, field: str) -> str:
        """The column's own label."""
        return next(str(column.label) for column in self._exported if column.name == field)

    def to_row_dict(self, item: Any) -> "OrderedDict[str, Any]":
        """One row of the spreadsheet."""
        return OrderedDict((column.name, self._value(column, item)) for column in self._exported)

    def _value(self, column: Any, item: Any) -> Any:
        exported = getattr(column, "exported", column.get_value)
        return for_spreadsheet(exported(item))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Values come prepared."""
        return value

    def get_filename(self) -> str:
        """The listing's name and the day."""
        return f"{self.verbose_name_plural}-{timezone.localdate().isoformat()}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page or the file; of a long list the question whether its file is to be made.

        That a file was taken stands in the audit log, as that a longer one was asked for.
        """
        # Asked before the rows are read: reading fifty thousand is what takes so long.
        if self.is_export and not hasattr(request, "in_background"):
            rows = self.get_queryset().count()
            if later.is_for_later(request, rows):
                return self.ask_first(rows)
            later.note_taken(request, rows)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Have the spreadsheet of a long list made; nothing else is sent to a list."""
        if not self.is_export:
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
        return later.have_made(request, self.get_page_title(), self.get_queryset().count())

    def export_words(self, rows: int) -> dict[str, str]:
        """What the button says, and what it will do."""
        return {
            "label": _("Have the spreadsheet made"),
            "explains": ngettext(
                "The list has %(count)s row. Its spreadsheet is made in the background.",
                "The list has %(count)s rows. Its spreadsheet is made in the background.",
                rows,
            )
            % {"count": rows},
        }

    def ask_first(self, rows: int) -> HttpResponseBase:
        """The page with the button."""
        return later.ask_first(self.request, self.get_page_title(), self.export_words(rows))

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Without CSV."""
        return [
            button for button in super().header_more_buttons if "export=csv" not in str(button.url)
        ]


class RecordViewSet(ModelViewSet):
    """Addresses of a kind of records: list, look, make, edit; none is ever deleted or copied."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    list_per_page = 50
    addresses: tuple[str, ...] = ADDRESSES

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Names only addresses that exist."""
        found = super().get_common_view_kwargs(**kwargs)
        for name in ("history", "usage", "delete", "add", "edit", "inspect"):
            if name not in self.addresses:
                found[f"{name}_url_name"] = None
        return found

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The listing's class says what is searched, so that bulk acts find the same rows."""
        found = super().get_index_view_kwargs(**kwargs)
        return {
            name: value
            for name, value in found.items()
            if value is not ViewSet.UNDEFINED and not name.startswith("search_")
        }

    def get_form_class(self, for_update: bool = False) -> Any:
        """The views name their forms."""
        view = self.edit_view_class if for_update else self.add_view_class
        return view.form_class

    def get_edit_handler(self) -> None:
        """Records have forms, not panels."""

    def get_urlpatterns(self) -> list[Any]:
        """What stands in `addresses`."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.addresses]
