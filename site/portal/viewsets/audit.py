"""The audit log: who did what, as what, when, to what, why; for auditors and operators."""

from typing import Any

import django_filters
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from kernel.actions import REGISTRY
from kernel.models import AuditRow
from people.enums import AccountChange, Role
from people.models import Unit
from people.rules import units_of
from portal.audit_words import act_name, reason_of
from portal.rules import AUDITS, read_audit
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import named

ADMINISTRATOR = ("administrator", _("Administrator"))
ROLES = [ADMINISTRATOR, *Role.choices]


def kinds_of_records() -> list[tuple[str, str]]:
    """Kinds of records that rows are about."""
    labels = AuditRow.objects.order_by().values_list("target_type", flat=True).distinct()
    return sorted((label, kind_of_record(label)) for label in labels if label)


def kind_of_record(label: str) -> str:
    """What a kind of records is called; its label when the model is no more, "" for none."""
    if not label:
        return ""
    try:
        return capfirst(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def reached_units(request: HttpRequest) -> Any:
    """Units whose people's acts the person may read."""
    return units_of(request.user, *AUDITS).order_by("path")


class AuditFilters(WagtailFilterSet):
    """Who, as what, of which unit, what, to what, and when."""

    who = django_filters.CharFilter(label=_("Who"), method="by_name")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=ROLES)
    unit = NamedFilter(label=_("Unit"), queryset=reached_units, method="within")
    action = django_filters.ChoiceFilter(
        label=_("What"), choices=lambda: [(name, act_name(name)) for name in sorted(REGISTRY)]
    )
    target_type = django_filters.ChoiceFilter(label=_("Kind of record"), choices=kinds_of_records)
    target_id = django_filters.CharFilter(label=_("Record's number"), lookup_expr="iexact")
    day = django_filters.DateFromToRangeFilter(
        label=_("Date"), field_name="at", widget=DateRangePickerWidget
    )

    class Meta:
        model = AuditRow
        fields: list[str] = []

    def by_name(self, rows: Any, name: str, text: str) -> Any:
        """Of persons whose name, pinyin or initials contain the text."""
        return rows.filter(actor__name_key__contains=text.strip().lower())

    def within(self, rows: Any, name: str, unit: Unit) -> Any:
        """By people who acted for the unit or one below it."""
        return rows.filter(unit__in=Unit.objects.within(unit).values("public_id"))


def changes_of(row: AuditRow) -> str:
    """Changed values and names of changed fields, as their records call them; none is personal."""
    said = []
    for name, value in row.changes.items():
        if name == "fields":
            said.append("、".join(field_name(row.target_type, field) for field in value))
        elif name == "what" and value in AccountChange:
            said.append(str(AccountChange(value).label))
        elif value not in (None, "", [], {}):
            words = "、".join(map(str, value)) if isinstance(value, list) else value
            said.append(f"{field_name(row.target_type, name)}: {words}")
    return "; ".join(said)


def field_name(label: str, name: str) -> str:
    """What a field of a kind of records is called; its own name where the records have none."""
    try:
        field = apps.get_model(label)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
    return str(getattr(field, "verbose_name", name))


class AuditListing(RecordListing):
    """Who did what, when, to what; the latest first."""

    model = AuditRow
    row_rule = read_audit
    filterset_class = AuditFilters
    search_fields = ["actor__name_key", "target_id", "reason", "action"]
    default_ordering = ("-at", "-pk")
    title_label = _("What")
    page_title = _("Audit log")

    def prepare(self, rows: Any) -> Any:
        """Who."""
        return rows.select_related("actor")

    def title_of(self, row: AuditRow) -> str:
        """The act in words."""
        return act_name(row.action)

    def get_title_url(self, row: AuditRow) -> None:
        """Rows are read here and nowhere else."""

    def get_list_more_buttons(self, instance: AuditRow) -> list[Any]:
        """Nothing can be done to a row."""
        return []

    def get_cells(self) -> list[Any]:
        """When, who, as what, which record, what changed, why."""
        roles, units = dict(ROLES), self.names_of_units()
        return [
            Cell("at", _("When"), lambda row: row.at, dates.instant, sort_key="at"),
            Cell("actor", _("Who"), lambda row: row.actor or _("the system")),
            Cell("role", _("Role"), lambda row: roles.get(row.role, row.role)),
            Cell("unit", _("Unit"), lambda row: units.get(row.unit, row.unit)),
            Cell("kind", _("Kind of record"), lambda row: kind_of_record(row.target_type)),
            Cell("target", _("Record"), lambda row: row.target_id),
            Cell("changes", _("Changes"), changes_of),
            Cell("reason", _("Reason"), reason_of),
        ]

    def names_of_units(self) -> dict[str, str]:
        """Names of the units that stand in the log, by public id."""
        used = AuditRow.objects.exclude(unit="").values("unit")
        read = ("public_id", "name", "name_en", "short_name")
        found = Unit.objects.filter(public_id__in=used).only(*read)
        return {unit.public_id: named(unit) for unit in found}


class AuditViewSet(RecordViewSet):
    """`/admin/audit/`."""

    model = AuditRow
    name = "audit"
    icon = "history"
    menu_label = _("Audit log")
    menu_hook = "register_report_menu_item"
    menu_order = 90
    addresses = ("index", "index_results")
    index_view_class = AuditListing
