"""Named groups of units in the back office."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Result
from people import actions
from people.models import UnitGroup
from people.rules import keep_groups
from people.unit_forms import GroupForm
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet


class GroupListing(RecordListing):
    """Which groups there are, who keeps them, how many units they name."""

    model = UnitGroup
    row_rule = keep_groups
    search_fields = ["name", "name_en", "units__name"]
    default_ordering = ("name", "pk")
    title_label = _("Group")
    page_title = _("Groups of units")
    add_item_label = _("New group")

    def prepare(self, rows: Any) -> Any:
        """Who keeps it, and how many units."""
        return rows.select_related("owner").annotate(count=Count("units", distinct=True))

    def search_queryset(self, queryset: Any) -> Any:
        """A group once, however many of its units are found."""
        return super().search_queryset(queryset).distinct()

    def get_title_url(self, row: UnitGroup) -> str | None:
        """To change it."""
        return self.get_edit_url(row)

    def get_cells(self) -> list[Any]:
        """Owner and size."""
        return [
            Cell("owner", _("Kept by"), lambda row: row.owner),
            Cell("count", _("Units"), lambda row: row.count),
        ]


class GroupCreate(RecordCreate):
    """A new group."""

    model = UnitGroup
    form_class = GroupForm
    page_title = _("New group")

    def act(self, form: Any) -> Result:
        """Make it."""
        return actions.keep_group(by=self.request.user, group=None, **form.values())

    def get_next(self, result: Result) -> str:
        """To the list."""
        return reverse(self.index_url_name)


class GroupEdit(RecordEdit):
    """Change a group."""

    model = UnitGroup
    row_rule = keep_groups
    form_class = GroupForm

    def act(self, form: Any) -> Result:
        """Change it."""
        return actions.keep_group(by=self.request.user, group=self.object, **form.values())

    def get_next(self, result: Result) -> str:
        """To the list."""
        return reverse(self.index_url_name)


class GroupViewSet(RecordViewSet):
    """`/admin/unit-groups/`."""

    model = UnitGroup
    name = "unit-groups"
    icon = "list-ul"
    menu_label = _("Groups of units")
    menu_hook = "register_people_menu_item"
    menu_order = 3
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = GroupListing
    add_view_class = GroupCreate
    edit_view_class = GroupEdit
