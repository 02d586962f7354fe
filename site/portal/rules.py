"""Who may open the portal's own screens."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.permission_policies.pages import PagePermissionPolicy

from essays.rules import in_the_dark
from kernel.models import AuditRow, DataExport, ErasureRequest, Retention
from kernel.rules import Rule
from people.enums import Role
from people.models import Membership, User
from people.rules import has_role, paths_of, units_of
from portal.models import ColumnPage

AUDITS = (Role.AUDITOR, Role.OPERATOR)

own_page = Rule("portal.own_page", _("Please sign in first: this page is about you."))
own_copy = Rule(
    "portal.own_copy",
    _("A copy of somebody's data opens to that person alone."),
    visible=lambda person: DataExport.objects.filter(person=person),
)


def _audited(person: Any) -> Any:
    """What was done for the units within reach; everything for a superuser."""
    if getattr(person, "is_superuser", False):
        return AuditRow.objects.all()
    units = units_of(person, *AUDITS)
    # Rows that say no unit are of before rows did: those who acted stand in for it.
    earlier = Q(unit="", actor__in=User.objects.in_units(units))
    rows = AuditRow.objects.filter(Q(unit__in=units.values("public_id")) | earlier)
    # Who reviews an essay in the dark does not read here who handed it in.
    hidden = in_the_dark(person).values("public_id")
    return rows.exclude(target_type="essays.essay", target_id__in=hidden)


read_audit = Rule(
    "portal.read_audit",
    _("Only auditors and operators read the audit log."),
    visible=_audited,
    who_can_help=_("Ask the operator of the site."),
)


def _asking(person: Any) -> Any:
    """Requests of the people of the units within reach; of people in no unit at the very top."""
    if getattr(person, "is_superuser", False):
        return ErasureRequest.objects.all()
    reached = Q(person__in=User.objects.in_units(units_of(person, Role.OPERATOR)))
    paths = paths_of(person, Role.OPERATOR)
    if any(unit.is_root() for unit in units_of(person, Role.OPERATOR).filter(path__in=paths)):
        reached |= ~Q(person__in=Membership.objects.current().values("user"))
    return ErasureRequest.objects.filter(reached)


decide_erasure = Rule(
    "portal.decide_erasure",
    _("Only an operator of the person's unit, or of a unit above it, decides about erasure."),
    visible=_asking,
    who_can_help=_("Ask the operator of the site."),
)
keep_retention = Rule(
    "portal.keep_retention",
    _("Only operators see and set how long data is kept."),
    visible=lambda person: Retention.objects.all(),
    test=lambda person, row: has_role(person, Role.OPERATOR),
    who_can_help=_("Ask the operator of the site."),
)


def _columns(person: Any) -> Any:
    """Columns in which a person may write."""
    within = PagePermissionPolicy().instances_user_has_any_permission_for(person, ["add"])
    return ColumnPage.objects.filter(pk__in=within.values("pk")).order_by("path")


def drafts_for(person: Any) -> Any:
    """Pages with changes that nobody has published, among those on which a person may work."""
    within = PagePermissionPolicy().instances_user_has_any_permission_for(
        person, ["add", "change", "publish"]
    )
    return within.filter(has_unpublished_changes=True)


import_article = Rule(
    "portal.import_article",
    _("Only those who may write in a column import articles."),
    visible=_columns,
    test=lambda person, _record: _columns(person).exists(),
    who_can_help=_("Ask the editors of the site."),
)
work_on_pages = Rule(
    "portal.work_on_pages",
    _("Only editors of pages see what is wrong with them."),
    test=lambda person, _record: user_has_any_page_permission(person),
    who_can_help=_("Ask the editors of the site."),
)
