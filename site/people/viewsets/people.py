"""The register of people in the back office: `/admin/people/`."""

from typing import Any

import django_filters
from django.db.models import F
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button, HeaderButton

from kernel.outcomes import Result
from kernel.rules import Rule
from people import actions
from people.enums import Role
from people.models import Membership, PersonCategory, Unit, User
from people.queries import UserQuerySet
from people.register_forms import NewPersonForm, PersonForm, may_merge
from people.rules import (
    change_people,
    follow_memberships,
    follow_people,
    import_people,
    see_categories,
)
from people.viewsets.duplicates import DuplicatesView, KeepApartView, MergeView, OtherView
from people.viewsets.memberships import reached_units
from people.viewsets.permission import POLICY, OfRegister
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.forms import RecordCreate, RecordEdit, RecordInspect
from publishing.backoffice.history import history_of
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import named


class PeopleFilters(WagtailFilterSet):
    """Which unit, role, category; whether the account is used."""

    unit = NamedFilter(label=_("Unit"), queryset=reached_units, method="within")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, method="holding")
    category = NamedFilter(
        label=_("Category"), field_name="categories", queryset=PersonCategory.objects.all()
    )
    signed_in = django_filters.BooleanFilter(
        label=_("Has signed in"), method="by_sign_in", widget=BooleanRadioSelect
    )
    is_active = django_filters.BooleanFilter(label=_("Account open"), widget=BooleanRadioSelect)

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        if not see_categories.allows(request.user):
            del self.filters["category"]

    def within(self, rows: Any, name: str, unit: Unit) -> Any:
        """Of the unit and all below it."""
        return rows.in_units(Unit.objects.within(unit))

    def holding(self, rows: Any, name: str, role: str) -> Any:
        """With the role today."""
        return rows.filter(pk__in=Membership.objects.current().filter(role=role).values("user"))

    def by_sign_in(self, rows: Any, name: str, value: bool) -> Any:
        """Who has signed in at least once, or never."""
        return rows.filter(last_login__isnull=not value)


def posts_of(person: User) -> str:
    """Every post held today."""
    return "、".join(row.post for row in person.current_memberships if row.post)


def units_held(person: User) -> str:
    """Every unit a person belongs to today."""
    return "、".join(dict.fromkeys(named(row.unit) for row in person.current_memberships))


class PeopleListing(OfRegister, RecordListing):
    """Everybody within reach, found by name, pinyin, initials, number and unit."""

    model = User
    row_rule = follow_people
    filterset_class = PeopleFilters
    search_fields = ["name_key"]
    default_ordering = ("name_key", "pk")
    title_label = _("Full name")
    title_sort = "name_key"
    page_title = _("Register of people")
    add_item_label = _("New person")

    def prepare(self, rows: Any) -> Any:
        """Units and posts; categories for those who may see them."""
        rows = rows.with_units()
        return rows.prefetch_related("categories") if self.sees_categories else rows

    @cached_property
    def sees_categories(self) -> bool:
        """Asked once a page."""
        return see_categories.allows(self.request.user)

    def search_queryset(self, queryset: UserQuerySet) -> Any:  # type: ignore[override]
        """By every word."""
        return queryset.searched(self.search_query)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """New, import, doubles."""
        found = list(super().header_buttons)
        if import_people.allows(self.request.user):
            url = reverse("imports:start", args=["people"])
            found.append(HeaderButton(_("Import"), url=url, icon_name="upload", priority=20))
        if may_merge(self.request.user):
            url = reverse("people:duplicates")
            found.append(HeaderButton(_("Doubles"), url=url, icon_name="group", priority=30))
        return found

    def get_cells(self) -> list[Any]:
        """Unit, post, number, how to reach them; categories where they may be seen."""
        cells = [
            Cell("unit", _("Unit"), units_held),
            Cell("post", _("Post"), posts_of),
            Cell("number", _("Personnel number"), lambda row: row.number, sort_key="number"),
            Cell("phone", _("Mobile number"), lambda row: row.phone),
            Cell("email", _("E-mail address"), lambda row: row.email),
            StateCell(
                "state",
                _("Account"),
                account_state,
                primary=lambda row: row.last_login is not None,
            ),
        ]
        if self.sees_categories:
            cells.append(
                Cell(
                    "categories",
                    _("Categories"),
                    lambda row: "、".join(map(named, row.categories.all())),
                )
            )
        return cells


def account_state(person: User) -> Any:
    """What can be done with the account."""
    if not person.is_active:
        return _("closed")
    return _("in use") if person.last_login else _("never used")


class PersonCreate(OfRegister, RecordCreate):
    """Somebody new."""

    model = User
    form_class = NewPersonForm
    page_title = _("New person")

    def act(self, form: Any) -> Result:
        """Add."""
        return actions.add_person(by=self.request.user, **form.values())


class PersonEdit(OfRegister, RecordEdit):
    """Change what the register says."""

    model = User
    row_rule = change_people
    form_class = PersonForm

    def get_object(self, queryset: Any = None) -> User:
        """One whose roles lie within reach."""
        found = super().get_object(queryset)
        change_people.check(self.request.user, found)
        return found

    def act(self, form: Any) -> Result:
        """Change."""
        return actions.edit_person(by=self.request.user, person=self.object, **form.values())


class PersonInspect(OfRegister, RecordInspect):
    """One person: how to reach them, where they belong and belonged."""

    model = User
    row_rule: Rule = follow_people
    template_name = "admin/people/person.html"
    page_title = _("Person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, acts, memberships, and who changed what of them."""
        person = self.object
        memberships = person.memberships.select_related("unit").order_by(
            F("until_on").desc(nulls_first=True), "-since_on", "pk"
        )
        # Reasons name what happened in a unit: they are for those who follow its memberships.
        followed = follow_memberships.visible(self.request.user).filter(user=person)
        return super().get_context_data(**kwargs) | {
            "acts": self.get_acts(person),
            "facts": self.get_facts(person),
            "memberships": memberships,
            "history": history_of(person, *followed),
        }

    def get_acts(self, person: User) -> list[Button]:
        """What may be done."""
        found = []
        if self.user_has_permission("change") and change_people.allows(self.request.user, person):
            url = reverse("people:edit", args=[person.pk])
            found.append(Button(_("Change"), url=url, icon_name="edit"))
        if may_merge(self.request.user, person):
            url = reverse("people:other", args=[person.pk])
            found.append(Button(_("Merge with another record"), url=url, icon_name="group"))
        return found

    def get_facts(self, person: User) -> list[tuple[Any, Any]]:
        """Categories only where they may be seen."""
        login = dates.instant(person.last_login) if person.last_login else ""
        found = [
            (_("Personnel number"), person.number or ""),
            (_("Mobile number"), person.phone or ""),
            (_("E-mail address"), person.email or ""),
            (_("Account"), account_state(person)),
            (_("Last signed in"), login),
        ]
        if see_categories.allows(self.request.user):
            names = "、".join(map(named, person.categories.all()))
            found.append((_("Categories"), names))
        return found


class RegisterMenuItem(MenuItem):
    """Shown to whoever may see the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the register's own permission."""
        return POLICY.user_has_permission(request.user, "view")


class PeopleViewSet(RecordViewSet):
    """`/admin/people/`."""

    model = User
    name = "people"
    icon = "user"
    menu_label = _("Register of people")
    menu_hook = "register_people_menu_item"
    menu_order = 0
    index_view_class = PeopleListing
    add_view_class = PersonCreate
    edit_view_class = PersonEdit
    inspect_view_class = PersonInspect

    @property
    def permission_policy(self) -> Any:
        """Not that of accounts."""
        return POLICY

    @property
    def menu_item_class(self) -> type[MenuItem]:
        """Shown to whoever may see the register."""
        return RegisterMenuItem

    def register_permissions(self) -> None:
        """The hook of this room names them; the policy of accounts stays as it is."""

    def get_urlpatterns(self) -> list[Any]:
        """With doubles and merging."""
        return [
            *super().get_urlpatterns(),
            path("doubles/", self.construct_view(DuplicatesView), name="duplicates"),
            path("apart/", self.construct_view(KeepApartView), name="apart"),
            path("<int:pk>/merge/", self.construct_view(OtherView), name="other"),
            path("<int:pk>/merge/<int:drop>/", self.construct_view(MergeView), name="merge"),
        ]
