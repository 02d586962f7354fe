"""Sending many again at once: exactly those that the list shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Result
from notices import actions
from notices.models import Delivery
from notices.rules import follow_deliveries
from notices.viewsets import DeliveryListing
from publishing.backoffice.bulk import EachRow


class SendAgain(EachRow):
    """Queue what failed anew."""

    models = [Delivery]
    listing = DeliveryListing
    results_url_name = "deliveries:index_results"
    row_rule = follow_deliveries
    permission = "notices.change_delivery"
    display_name = button = _("Send again")
    aria_label = _("Send the chosen deliveries again")
    action_type = "resend"
    action_priority = 10
    explains = _(
        "Those that failed or were given up go out at once, to the addresses that people have now. "
        "Nothing that was sent is sent twice."
    )

    def prepare(self, rows: Any) -> Any:
        """To whom, in order."""
        return rows.select_related("notice__recipient").order_by("pk")

    def act(self, row: Delivery, values: dict[str, Any]) -> Result:
        """Queue one."""
        return actions.resend(by=self.request.user, delivery=row)
