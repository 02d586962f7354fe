"""Publishing many drafts at once: exactly those that the list shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events import actions
from events.models import Offering
from events.rules import manage_offering
from events.viewsets.listing import OfferingListing
from kernel.outcomes import Result
from publishing.backoffice.bulk import RowsBulkAction


class PublishMany(RowsBulkAction):
    """Let the public see them; what is published already stays so."""

    models = [Offering]
    listing = OfferingListing
    results_url_name = "offerings:index_results"
    row_rule = manage_offering
    permission = "events.change_offering"
    display_name = button = _("Publish")
    aria_label = _("Publish the offerings chosen")
    action_type = "publish"
    action_priority = 10
    explains = _("Visitors see them from now on; registration follows the window of each.")

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit").order_by("pk")

    def act(self, row: Offering, values: dict[str, Any]) -> Result:
        """Publish one."""
        return actions.publish_offering(by=self.request.user, offering=row)
