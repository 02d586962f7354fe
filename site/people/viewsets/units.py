"""The tree of units in the back office."""

from typing import Any

import django_filters
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import BooleanRadioSelect

from kernel.outcomes import Result
from people import actions
from people.admin_forms import UnitEditForm, UnitForm
from people.enums import UnitKind
from people.models import Unit
from people.rules import follow_units, keep_units
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet


class UnitFilters(WagtailFilterSet):
    """Type, and whether it still exists."""

    kind = django_filters.ChoiceFilter(label=_("Type"), choices=UnitKind.choices)
    is_active = django_filters.BooleanFilter(label=_("Active"), widget=BooleanRadioSelect)

    class Meta:
        model = Unit
        fields: list[str] = []


class UnitListing(RecordListing):
    """Units in the official order, indented as they stand."""

    model = Unit
    row_rule = follow_units
    filterset_class = UnitFilters
    search_fields = ["name", "name_en", "short_name", "code"]
    default_ordering = ("path",)
    title_label = _("Unit")
    page_title = _("Units")
    add_item_label = _("New unit")

    def prepare(self, rows: Any) -> Any:
        """How many people belong to each."""
        today = timezone.localdate()
        open_ended = Q(memberships__until_on=None) | Q(memberships__until_on__gte=today)
        begun = Q(memberships__since_on__lte=today)
        people = Count("memberships__user", filter=open_ended & begun, distinct=True)
        return rows.annotate(people=people)

    def title_of(self, row: Unit) -> str:
        """Two ideographic spaces a level."""
        return "　" * (row.depth - 1) + row.name

    def get_title_url(self, row: Unit) -> str | None:
        """To change it; those who may not read the list."""
        return self.get_edit_url(row)

    def get_cells(self) -> list[Any]:
        """What it is, how large."""
        return [
            Cell("code", _("Code"), lambda row: row.code),
            Cell("kind", _("Type"), lambda row: row.get_kind_display()),
            Cell("people", _("People"), lambda row: row.people),
            Cell("staff_size", _("Staff size"), lambda row: row.staff_size),
            BooleanColumn("is_active", label=_("Active")),
        ]


class UnitCreate(RecordCreate):
    """A new unit."""

    model = Unit
    form_class = UnitForm
    page_title = _("New unit")

    def act(self, form: Any) -> Result:
        """Put it into the tree."""
        parent = form.cleaned_data["parent"]
        return actions.add_unit(by=self.request.user, parent=parent, values=form.values())

    def get_next(self, result: Result) -> str:
        """To the tree."""
        return reverse(self.index_url_name)


class UnitEdit(RecordEdit):
    """Change a unit."""

    model = Unit
    row_rule = keep_units
    form_class = UnitEditForm

    def act(self, form: Any) -> Result:
        """Change it."""
        return actions.edit_unit(by=self.request.user, unit=self.object, values=form.values())

    def get_next(self, result: Result) -> str:
        """To the tree."""
        return reverse(self.index_url_name)


class UnitViewSet(RecordViewSet):
    """`/admin/units/`."""

    model = Unit
    name = "units"
    icon = "folder-open-1"
    menu_label = _("Units")
    menu_hook = "register_people_menu_item"
    menu_order = 2
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = UnitListing
    add_view_class = UnitCreate
    edit_view_class = UnitEdit
