"""Credit hours of the people within reach, for organisers, by name: `/admin/hours/`."""

from functools import partial
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem

from attendance.account import YEARS
from attendance.crediting import HOURS, NOTHING, span_of, sum_of, tables
from attendance.models import Attendance
from attendance.teaching import of_a_person
from people.models import Unit, User
from people.rules import WORKERS, follow_people, has_role, units_of
from people.viewsets.permission import POLICY, OfRegister
from publishing.backoffice.cells import Cell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import text

SHOWN = 3


def units_within_reach(request: HttpRequest | None) -> Any:
    """Units whose people the reader may list."""
    if request is None:
        return Unit.objects.none()
    return units_of(request.user, *WORKERS).active().order_by("path")


class HoursFilters(WagtailFilterSet):
    """Of which unit."""

    unit = NamedFilter(label=_("Unit"), queryset=units_within_reach, method="within")

    class Meta:
        model = User
        fields: list[str] = []

    def within(self, rows: Any, name: str, unit: Unit) -> Any:
        """Of the unit and all below it."""
        return rows.in_units(Unit.objects.within(unit))


class HoursListing(OfRegister, RecordListing):
    """Everybody within reach in the order of names: nobody is ranked by hours."""

    model = User
    row_rule = follow_people
    filterset_class = HoursFilters
    search_fields = ["name_key"]
    default_ordering = ("name_key", "pk")
    title_label = _("Full name")
    title_sort = "name_key"
    page_title = _("Credit hours of people")

    @cached_property
    def year(self) -> int:
        """The year it is here."""
        return timezone.localdate().year

    def prepare(self, rows: Any) -> Any:
        """With the hours of the last years, and of five together."""
        versions = tables()
        found = {"five": _hours(versions, self.year - YEARS + 1, YEARS)}
        for back in range(SHOWN):
            found[f"year_{back}"] = _hours(versions, self.year - back, 1)
        return rows.with_units().annotate(**found)

    def search_queryset(self, queryset: Any) -> Any:
        """By every word."""
        return queryset.searched(self.search_query)

    def get_cells(self) -> list[Any]:
        """Unit, the last years, five together."""
        years = [
            Cell(f"year_{back}", str(self.year - back), partial(_of, name=f"year_{back}"))
            for back in range(SHOWN)
        ]
        return [
            Cell("unit", _("Unit"), lambda row: text(row.unit, "name")),
            *years,
            Cell("five", _("In five years"), partial(_of, name="five")),
        ]

    def get_title_url(self, row: Any) -> str | None:
        """Nowhere: the account is the person's own."""
        return None


def _of(row: Any, name: str) -> Any:
    return getattr(row, name) or 0


def _hours(versions: Any, year: int, years: int) -> Any:
    """By attending and by teaching."""
    return _earned(versions, year, years) + _taught(versions, year, years)


def _taught(versions: Any, year: int, years: int) -> Coalesce:
    first, end = span_of(year, years)
    rows = of_a_person(OuterRef("pk")).filter(
        starts_at__gte=first, starts_at__lt=end, ends_at__lte=timezone.now()
    )
    summed = sum_of("", versions, teaching=True)
    found = rows.order_by().values("teacher").annotate(hours=summed).values("hours")
    return Coalesce(Subquery(found), NOTHING, output_field=HOURS)


def _earned(versions: Any, year: int, years: int) -> Coalesce:
    first, end = span_of(year, years)
    rows = (
        Attendance.objects.earning()
        .filter(
            registration__person=OuterRef("pk"),
            session__starts_at__gte=first,
            session__starts_at__lt=end,
        )
        .order_by()
        .values("registration__person")
    )
    summed = rows.annotate(hours=sum_of("session__", versions)).values("hours")
    return Coalesce(Subquery(summed), NOTHING, output_field=HOURS)


class HoursMenuItem(MenuItem):
    """Shown to whoever runs something and may see the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By role and by the register's own permission."""
        person = request.user
        return has_role(person, *WORKERS) and POLICY.user_has_permission(person, "view")


class HoursViewSet(RecordViewSet):
    """Under Attend in the menu."""

    model = User
    name = "hours"
    icon = "time"
    menu_label = _("Credit hours of people")
    menu_hook = "register_attend_menu_item"
    menu_order = 40
    addresses = ("index", "index_results")
    index_view_class = HoursListing

    @property
    def permission_policy(self) -> Any:
        """Not that of accounts."""
        return POLICY

    @property
    def menu_item_class(self) -> type[MenuItem]:
        """Shown to those who run something."""
        return HoursMenuItem

    def register_permissions(self) -> None:
        """The room of people names them."""

    def register_admin_url_finder(self) -> None:
        """A person's own page is that of the register."""
