"""Acts on many offerings at once: exactly those that the list shows."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events import actions
from events.actions.create import team_of
from events.enums import OfferingState
from events.models import Offering
from events.rules import manage_offering
from events.viewsets.listing import OfferingListing
from kernel.outcomes import Result
from publishing.backoffice.bulk import EachRow


class OfferingBulkAction(EachRow):
    """What the acts share."""

    models: list[Any] = [Offering]
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


class SendTeam(OfferingBulkAction):
    """The team of a tour goes to all stops chosen."""

    display_name = button = _("Send the speaker team")
    aria_label = _("Send the team of the tour to the offerings chosen")
    action_type = "send_team"
    action_priority = 15
    explains = _(
        "The team that the event's page names, with its members as they are now, speaks in every "
        "session that is ahead. Where one of them is elsewhere, the stop is named and stays as it "
        "is. Everybody registered is told of other speakers."
    )

    def act(self, row: Offering, values: dict[str, Any]) -> Result:
        """Send it to one; where the page names none, the stop's own is sent anew."""
        team = team_of(row.page) or row.team
        return actions.send_team(by=self.request.user, offering=row, team=team)


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
