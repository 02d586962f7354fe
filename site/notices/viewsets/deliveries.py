"""Deliveries: who was reached, who was not and why; never the words that were sent."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.models import AuditRow
from notices import actions
from notices.actions.resending import AGAIN
from notices.admin_forms import DeliveryFilters
from notices.enums import Channel, DeliveryState
from notices.models import Delivery
from notices.rules import follow_deliveries
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.forms import Act, ActView, RecordInspect, act_buttons
from publishing.backoffice.listing import RecordListing, RecordViewSet

ACTS = [
    Act(
        "resend",
        _("Send again"),
        _("It goes out at once, to the address that the person has now."),
        actions.resend,
        "delivery",
        icon="mail",
        shown=lambda row: row.state in AGAIN,
    )
]


class DeliveryListing(RecordListing):
    """To whom, what, by which channel, how far; the latest first."""

    model = Delivery
    row_rule = follow_deliveries
    filterset_class = DeliveryFilters
    template_name = "admin/bulk_listing.html"
    bulk_type = "delivery"
    search_fields = ["notice__recipient__name_key"]
    default_ordering = ("-created_at", "-pk")
    title_label = pgettext_lazy("a message", "To")
    page_title = _("Deliveries of notices")

    def prepare(self, rows: Any) -> Any:
        """To whom; the words stay where they are."""
        return rows.select_related("notice__recipient").defer("notice__subject", "notice__body")

    def title_of(self, row: Delivery) -> str:
        """The person."""
        return row.notice.recipient.name

    def get_cells(self) -> list[Any]:
        """What, how, when, how far, why not."""
        return [
            Cell("kind", _("Kind"), lambda row: row.notice.get_kind_display()),
            Cell("channel", _("Channel"), lambda row: row.get_channel_display()),
            Cell(
                "created_at", _("Queued at"), lambda row: row.created_at, dates.instant,
                sort_key="created_at",
            ),
            StateCell(
                "state",
                _("State"),
                lambda row: row.get_state_display(),
                primary=lambda row: row.state == DeliveryState.SENT,
                sort_key="state",
            ),
            Cell("trouble", _("Trouble"), lambda row: row.get_trouble_display()),
        ]  # fmt: skip

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether ticking leads anywhere."""
        may = self.user_has_permission("change")
        return super().get_context_data(*args, **kwargs) | {"can_decide": may}


class DeliveryInspect(RecordInspect):
    """One delivery: its address, its attempts, what the server said."""

    model = Delivery
    row_rule = follow_deliveries
    template_name = "admin/notices/delivery.html"
    page_title = _("Delivery")

    def prepare(self, rows: Any) -> Any:
        """To whom, and the collected mail that took it along."""
        return rows.select_related("notice__recipient", "carrier")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, acts, history."""
        row = self.object
        may = self.user_has_permission("change")
        acts = act_buttons(ACTS, row, "deliveries:act") if may else []
        rows = AuditRow.objects.filter(
            target_type=row._meta.label_lower, target_id=str(row.pk)
        ).select_related("actor")
        return super().get_context_data(**kwargs) | {
            "acts": acts,
            "facts": [(label, value) for label, value in self.get_facts(row) if value],
            "rows": rows,
        }

    def get_facts(self, row: Delivery) -> list[tuple[Any, Any]]:
        """What one has to know to mend it."""
        person = row.notice.recipient
        address = person.email if row.channel == Channel.MAIL else person.phone
        return [
            (_("Kind"), row.notice.get_kind_display()),
            (_("Channel"), row.get_channel_display()),
            (_("Address now"), address or _("none")),
            (_("State"), row.get_state_display()),
            (_("Trouble"), row.get_trouble_display()),
            (_("What the server said"), row.detail),
            (_("Attempts"), row.attempts),
            (_("Queued at"), dates.instant(row.created_at)),
            (_("Next attempt"), dates.instant(row.next_at) if row.next_at else ""),
            (_("Sent at"), dates.instant(row.sent_at) if row.sent_at else ""),
            (
                _("In the collected mail of"),
                dates.instant(row.carrier.created_at) if row.carrier else "",
            ),
        ]


class DeliveryAct(ActView):
    """Sending one again."""

    model = Delivery
    row_rule = follow_deliveries
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """To whom."""
        return rows.select_related("notice__recipient")


class DeliveryViewSet(RecordViewSet):
    """`/admin/deliveries/`."""

    model = Delivery
    name = "deliveries"
    icon = "mail"
    menu_label = _("Deliveries of notices")
    menu_hook = "register_report_menu_item"
    menu_order = 60
    addresses = ("index", "index_results", "inspect")
    index_view_class = DeliveryListing
    inspect_view_class = DeliveryInspect

    def get_urlpatterns(self) -> list[Any]:
        """With an address for each act."""
        act = self.construct_view(DeliveryAct)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]
