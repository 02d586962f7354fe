"""Acts on many offerings at once: exactly those that the list shows."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events import actions
from events.enums import OfferingState
from events.models import Offering
from events.rules import manage_offering
from events.viewsets.listing import OfferingListing
from kernel.outcomes import Result
from publishing.backoffice.bulk import RowsBulkAction


class OfferingBulkAction(RowsBulkAction):
    """What the acts share."""

    models = [Offering]
    listing = OfferingListing
    results_url_name = "offerings:index_results"
    row_rule = manage_offering
    permission = "events.change_offering"

    def prepare(self, rows: Any) -> Any:
        """In the order of their locks."""
        return rows.select_related("page", "lead_unit").order_by("pk")

    def offering_of(self, row: Any) -> Offering:
        """What is acted upon: the row itself, or what it belongs to."""
        found: Offering = row
        return found

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many of each state, since not every state allows every act."""
        counts = Counter(self.offering_of(row).state for row in rows)
        return [
            ngettext(
                "%(count)s offering is “%(state)s”.", "%(count)s offerings are “%(state)s”.", count
            )
            % {"count": count, "state": OfferingState(state).label}
            for state, count in counts.most_common()
        ]


class Publish(OfferingBulkAction):
    """Drafts become visible."""

    display_name = button = _("Publish")
    aria_label = _("Publish the offerings chosen")
    action_type = "publish"
    action_priority = 10
    explains = _(
        "Visitors see them from now on; registration follows their windows. What is no draft, or "
        "cannot be published yet, is named and stays as it is."
    )

    def act(self, row: Any, values: dict[str, Any]) -> Result:
        """Publish one."""
        return actions.publish_offering(by=self.request.user, offering=self.offering_of(row))


class Finish(OfferingBulkAction):
    """What is over is closed."""

    display_name = button = _("Finish")
    aria_label = _("Finish the offerings chosen")
    action_type = "finish"
    action_priority = 20
    explains = _("They are over. Marks and essays can still be completed.")

    def act(self, row: Any, values: dict[str, Any]) -> Result:
        """Finish one."""
        return actions.finish_offering(by=self.request.user, offering=self.offering_of(row))
