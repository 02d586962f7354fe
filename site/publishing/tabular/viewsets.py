"""Imports in the back office: `/admin/imports/`, one's own; each with a page of its own."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.tabular.models import SheetImport
from publishing.tabular.tables import label_of, tables_for
from publishing.tabular.views import (
    BlankView,
    MarkedView,
    MatchView,
    ShowView,
    StartView,
    own_imports,
)


class ImportListing(RecordListing):
    """What one has brought, the latest first."""

    model = SheetImport
    row_rule = own_imports
    search_fields = ["file_name"]
    default_ordering = ("-created_at", "-pk")
    title_label = _("File")
    page_title = _("Imports")

    def get_title_url(self, row: SheetImport) -> str:
        """To its page."""
        return reverse("imports:show", args=[row.public_id])

    @property
    def header_buttons(self) -> list[Any]:
        """One for each table that the person may import."""
        return [
            HeaderButton(
                _("Import: %(what)s") % {"what": table.label},
                url=reverse("imports:start", args=[table.name]),
                icon_name="upload",
            )
            for table in tables_for(self.request.user)
        ]

    def get_list_more_buttons(self, instance: SheetImport) -> list[Any]:
        """Everything stands on its page."""
        return []

    def get_cells(self) -> list[Any]:
        """What, how many, when, how far."""
        return [
            Cell("table", _("What"), lambda row: str(label_of(row.table))),
            Cell("rows", _("Rows"), lambda row: row.rows),
            Cell("created_at", _("Brought"), lambda row: row.created_at, dates.instant),
            StateCell(
                "state",
                _("State"),
                lambda row: row.get_state_display(),
                primary=lambda row: row.state == SheetImport.State.DONE,
            ),
        ]


class SheetImportViewSet(RecordViewSet):
    """`/admin/imports/`."""

    model = SheetImport
    name = "imports"
    icon = "upload"
    menu_label = _("Imports")
    menu_hook = "register_people_menu_item"
    menu_order = 9
    addresses = ("index", "index_results")
    index_view_class = ImportListing

    def get_urlpatterns(self) -> list[Any]:
        """With the steps of an import."""
        one = "<slug:public_id>/"
        return [
            *super().get_urlpatterns(),
            path("new/<slug:table>/", self.construct_view(StartView), name="start"),
            path("new/<slug:table>/template.xlsx", self.construct_view(BlankView), name="blank"),
            path(one, self.construct_view(ShowView), name="show"),
            path(f"{one}columns/", self.construct_view(MatchView), name="match"),
            path(f"{one}errors.xlsx", self.construct_view(MarkedView), name="marked"),
        ]
