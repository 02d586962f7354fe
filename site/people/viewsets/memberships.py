"""Memberships in the back office: who holds which role where, since when, until when."""

from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect

from kernel.outcomes import Result
from kernel.rules import Forbidden
from people import actions
from people.admin_forms import EndForm, HandOverForm, MembershipForm, PostingForm, TransferForm
from people.enums import Role
from people.models import Membership, Unit
from people.rules import WORKERS, follow_memberships, name_people, units_of
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.forms import Act, ActView, RecordCreate, RecordInspect, act_buttons
from publishing.backoffice.history import history_of
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import named, text


def is_open(membership: Membership) -> bool:
    """In force without an end."""
    return membership.until_on is None


def may_transfer(person: Any, membership: Membership) -> bool:
    """Whether all that a transfer would end in the old unit is the person's to take."""
    rows = Membership.objects.not_ended().select_related("unit")
    held = rows.filter(user=membership.user_id, unit=membership.unit_id)
    return all(name_people.allows(person, row) for row in held)


def is_past(membership: Membership) -> bool:
    """Whether its last day has gone."""
    return membership.until_on is not None and membership.until_on < timezone.localdate()


ACTS = [
    Act(
        "hand-over",
        _("Hand the liaison's office over"),
        _("Somebody else is the liaison from today on; what was done before stays as it is."),
        actions.hand_over_liaison,
        "membership",
        form=HandOverForm,
        icon="resubmit",
        shown=lambda row: is_open(row) and row.role == Role.LIAISON,
    ),
    Act(
        "post",
        _("Change post and rank"),
        _("Official lists name people by them."),
        actions.edit_membership,
        "membership",
        form=PostingForm,
        icon="edit",
        shown=lambda row: not is_past(row),
    ),
    Act(
        "transfer",
        _("Transfer to another unit"),
        _("Everything held in the old unit ends; the person is a member of the new one."),
        actions.transfer,
        "membership",
        form=TransferForm,
        icon="redirect",
        shown=lambda row: not is_past(row),
    ),
    Act(
        "end",
        _("End the membership"),
        _("The role ends with the day you choose. The membership stays in the history."),
        actions.end_membership,
        "membership",
        form=EndForm,
        icon="cross",
        is_serious=True,
        shown=is_open,
    ),
]


def reached_units(request: HttpRequest) -> Any:
    """Units whose people the person may see."""
    return units_of(request.user, *WORKERS, Role.AUDITOR).order_by("path")


class MembershipFilters(WagtailFilterSet):
    """Which role, which unit, in force or past."""

    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices)
    unit = NamedFilter(label=_("Unit"), queryset=reached_units, method="within")
    current = django_filters.BooleanFilter(
        label=_("In force"), method="in_force", widget=BooleanRadioSelect
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    def within(self, rows: Any, name: str, unit: Unit) -> Any:
        """Of the unit and all below it."""
        return rows.filter(unit__path__startswith=unit.path)

    def in_force(self, rows: Any, name: str, value: bool) -> Any:
        """In force today, or not."""
        if value:
            return rows.current()
        today = timezone.localdate()
        return rows.filter(Q(since_on__gt=today) | Q(until_on__lt=today))


class MembershipListing(RecordListing):
    """Who, what, where, since when."""

    model = Membership
    row_rule = follow_memberships
    filterset_class = MembershipFilters
    search_fields = [
        "user__name_key",
        "user__number",
        "post",
        "unit__name",
        "unit__short_name",
        "unit__code",
    ]
    default_ordering = ("unit__path", "role", "rank", "user__stroke_key", "pk")
    title_label = _("Person")
    page_title = _("Memberships")
    add_item_label = _("Name somebody")

    def prepare(self, rows: Any) -> Any:
        """Person and unit."""
        return rows.select_related("user", "unit")

    def title_of(self, row: Membership) -> str:
        """The person."""
        return row.user.name

    def get_cells(self) -> list[Any]:
        """Role, unit, dates."""
        today = timezone.localdate()

        def state(row: Membership) -> Any:
            if row.since_on > today:
                return _("not yet")
            return _("in force") if row.until_on is None or row.until_on >= today else _("ended")

        return [
            Cell("role", _("Role"), lambda row: row.get_role_display(), sort_key="role"),
            Cell("post", _("Post"), lambda row: row.post),
            Cell(
                "unit",
                _("Unit"),
                lambda row: text(row.unit, "name"),
                sort_key="unit__path",
            ),
            Cell("since_on", _("Since"), lambda row: row.since_on.isoformat(), sort_key="since_on"),
            Cell("until_on", _("Until"), lambda row: row.until_on and row.until_on.isoformat()),
            StateCell("state", _("State"), state),
        ]


class MembershipCreate(RecordCreate):
    """Name somebody."""

    model = Membership
    form_class = MembershipForm
    page_title = _("Name somebody")

    def act(self, form: Any) -> Result:
        """Give the role."""
        return actions.add_member(by=self.request.user, **form.values())


class MembershipInspect(RecordInspect):
    """One membership, and what can be done to it."""

    model = Membership
    row_rule = follow_memberships
    template_name = "admin/people/membership.html"
    page_title = _("Membership")

    def prepare(self, rows: Any) -> Any:
        """Person and unit."""
        return rows.select_related("user", "unit")

    @cached_property
    def names(self) -> bool:
        """Whether the person may end or hand over this one."""
        may = self.user_has_permission("change")
        return may and name_people.allows(self.request.user, self.object)

    def acts_of(self, row: Membership) -> list[Act]:
        """All; without the transfer where the person may not take everything held there."""
        moves = may_transfer(self.request.user, row)
        return [act for act in ACTS if moves or act.verb != "transfer"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, acts, history."""
        row = self.object
        acts = act_buttons(self.acts_of(row), row, "memberships:act") if self.names else []
        facts = [
            (_("Role"), row.get_role_display()),
            (_("Unit"), named(row.unit)),
            (_("Post"), row.post or "–"),
            (_("Rank"), row.rank or "–"),
            (_("Since"), row.since_on.isoformat()),
            (_("Until"), row.until_on.isoformat() if row.until_on else _("open-ended")),
        ]
        return super().get_context_data(**kwargs) | {
            "acts": acts,
            "facts": facts,
            "history": history_of(row),
        }


class MembershipAct(ActView):
    """Ending a membership, or handing the liaison's office over."""

    model = Membership
    row_rule = name_people
    acts = {act.verb: act for act in ACTS}

    def get_object(self, queryset: Any = None) -> Membership:
        """One whose role the person may give, and so may take."""
        found = super().get_object(queryset)
        name_people.check(self.request.user, found)
        if self.verb == "transfer" and not may_transfer(self.request.user, found):
            raise Forbidden(name_people.sentence, name_people.who_can_help)
        return found

    def prepare(self, rows: Any) -> Any:
        """Person and unit."""
        return rows.select_related("user", "unit")


class MembershipViewSet(RecordViewSet):
    """`/admin/memberships/`."""

    model = Membership
    name = "memberships"
    icon = "group"
    menu_label = _("Memberships")
    menu_hook = "register_people_menu_item"
    menu_order = 1
    addresses = ("index", "index_results", "add", "inspect")
    index_view_class = MembershipListing
    add_view_class = MembershipCreate
    inspect_view_class = MembershipInspect

    def get_urlpatterns(self) -> list[Any]:
        """With an address for each act."""
        act = self.construct_view(MembershipAct)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]
