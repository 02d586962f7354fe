"""What only the top of the house can list: audit rows of every room, pages with open changes."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from kernel.actions import REGISTRY
from kernel.models import AuditRow
from kernel.rules import Rule
from people.enums import Role
from people.models import User
from people.rules import units_of
from portal.audit_words import act_name
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.listing import RecordListing, RecordViewSet

WHO = (Role.AUDITOR, Role.OPERATOR)


def _audited(person: Any) -> Any:
    """What the people of the units within reach did; everything for a superuser."""
    if getattr(person, "is_superuser", False):
        return AuditRow.objects.all()
    units = units_of(person, *WHO)
    return AuditRow.objects.filter(actor__in=User.objects.in_units(units))


read_audit = Rule(
    "portal.read_audit",
    _("Only auditors and operators read the audit log."),
    visible=_audited,
    who_can_help=_("Ask the operator of the site."),
)


class AuditFilters(WagtailFilterSet):
    """What was done, and when."""

    action = django_filters.ChoiceFilter(
        label=_("What"), choices=lambda: [(name, act_name(name)) for name in sorted(REGISTRY)]
    )
    day = django_filters.DateFromToRangeFilter(
        label=_("Date"), field_name="at", widget=DateRangePickerWidget
    )

    class Meta:
        model = AuditRow
        fields: list[str] = []


def changes_of(row: AuditRow) -> str:
    """Changed values and names of changed fields; none is personal."""
    return "; ".join(f"{name}: {value}" for name, value in row.changes.items())


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
        """When, who, which record, what changed, why."""
        return [
            Cell("at", _("When"), lambda row: row.at, dates.instant, sort_key="at"),
            Cell("actor", _("Who"), lambda row: row.actor or _("the system")),
            Cell("target", _("Record"), lambda row: row.target_id),
            Cell("changes", _("Changes"), changes_of),
            Cell("reason", _("Reason"), lambda row: row.reason),
        ]


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


class DraftPages(PageReportView):
    """Pages whose latest changes nobody has published yet."""

    page_title = _("Changes not yet published")
    header_icon = "draft"
    index_url_name = "admin-drafts"
    index_results_url_name = "admin-drafts-results"
    any_permission_required = ["add", "change", "publish"]
    FORMATS = (PageReportView.FORMAT_XLSX,)

    def get_queryset(self) -> Any:
        """The latest change first."""
        pages = Page.objects.filter(has_unpublished_changes=True).order_by(
            "-latest_revision_created_at"
        )
        self.queryset = pages.specific(defer=True)
        return super().get_queryset()

    @property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        """The list is for working through, not for export."""
        return []
