"""The tree of units in the back office."""

from typing import Any

import django_filters
from django.db.models import Count, Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button, HeaderButton

from kernel.outcomes import Result
from people import actions
from people.admin_forms import UnitEditForm, UnitForm
from people.enums import UnitKind
from people.models import Membership, Unit
from people.rules import follow_units, import_units, keep_units
from people.unit_forms import MergeForm, MoveForm
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import Act, ActView, RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import text

ACTS = [
    Act(
        "move",
        _("Move in the tree"),
        _("The unit and all below it stand at another place. Who reaches it changes with it."),
        actions.move_unit,
        "unit",
        form=MoveForm,
        icon="arrow-right",
    ),
    Act(
        "merge",
        _("Merge into another unit"),
        _(
            "Its people become members of the other unit; offices end. The old unit stays with its "
            "records, below the new one, and cannot be chosen any more."
        ),
        actions.merge_units,
        "unit",
        form=MergeForm,
        icon="resubmit",
        is_serious=True,
        shown=lambda unit: unit.is_active,
    ),
]


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
    search_fields = ["name", "name_en", "short_name", "aliases", "code"]
    default_ordering = ("path",)
    title_label = _("Unit")
    page_title = _("Units")
    add_item_label = _("New unit")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """New, import."""
        found = list(super().header_buttons)
        if import_units.allows(self.request.user):
            url = reverse("imports:start", args=["units"])
            found.append(HeaderButton(_("Import"), url=url, icon_name="upload", priority=20))
        return found

    def prepare(self, rows: Any) -> Any:
        """How many people belong to each."""
        today = timezone.localdate()
        open_ended = Q(memberships__until_on=None) | Q(memberships__until_on__gte=today)
        begun = Q(memberships__since_on__lte=today)
        people = Count("memberships__user", filter=open_ended & begun, distinct=True)
        return rows.annotate(people=people).select_related("merged_into")

    def title_of(self, row: Unit) -> str:
        """Two ideographic spaces a level."""
        return "　" * (row.depth - 1) + text(row, "name")

    def get_title_url(self, row: Unit) -> str | None:
        """To change it; those who may not read the list."""
        return self.get_edit_url(row)

    def get_cells(self) -> list[Any]:
        """What it is, how large."""
        return [
            Cell("code", pgettext_lazy("of a unit", "Code"), lambda row: row.code),
            Cell("kind", _("Type"), lambda row: row.get_kind_display()),
            Cell("people", _("People"), lambda row: row.people),
            Cell("staff_size", _("Staff size"), lambda row: row.staff_size),
            BooleanColumn("is_active", label=_("Active")),
            Cell("merged_into", _("Merged into"), lambda row: row.merged_into),
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

    @property
    def header_more_buttons(self) -> list[Any]:
        """What changes the tree itself."""
        return [
            Button(
                act.label,
                url=reverse("units:act", args=[self.object.pk, act.verb]),
                icon_name=act.icon,
            )
            for act in ACTS
            if act.shown(self.object)
        ]


class UnitAct(ActView):
    """Moving a unit in the tree, or merging it into another."""

    model = Unit
    row_rule = keep_units
    acts = {act.verb: act for act in ACTS}

    def get_success_url(self) -> str:
        """Back to the unit."""
        return reverse("units:edit", args=[self.object.pk])

    def get_notes(self) -> list[str]:
        """How much goes along."""
        people = Membership.objects.current().filter(unit=self.object).values("user").distinct()
        below = self.object.get_descendant_count()
        return [
            ngettext("%(count)s person belongs to it.", "%(count)s people belong to it.", count)
            % {"count": count}
            for count in [people.count()]
        ] + [
            ngettext("%(count)s unit stands below it.", "%(count)s units stand below it.", count)
            % {"count": count}
            for count in [below]
        ]


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

    def get_urlpatterns(self) -> list[Any]:
        """With an address for each act."""
        act = self.construct_view(UnitAct)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]
