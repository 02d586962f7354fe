"""Deciding about many registrations at once: exactly those that the list shows."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kernel.outcomes import Result
from publishing.backoffice.bulk import BulkReasonForm, RowsBulkAction
from registration import actions
from registration.enums import RegistrationState
from registration.models import Registration
from registration.rules import decide_registration
from registration.viewsets import RegistrationListing


class RegistrationBulkAction(RowsBulkAction):
    """What the three acts share."""

    models = [Registration]
    listing = RegistrationListing
    results_url_name = "registrations:index_results"
    row_rule = decide_registration
    permission = "registration.change_registration"

    def prepare(self, rows: Any) -> Any:
        """Offering by offering, first come first: the lock order, and a fair one."""
        rows = rows.select_related("person", "unit", "offering__page", "offering__lead_unit")
        return rows.order_by("offering_id", "queued_at", "pk")

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many of each state, since not every state can be decided about."""
        counts = Counter(row.state for row in rows)
        return [
            ngettext(
                "%(count)s registration is “%(state)s”.",
                "%(count)s registrations are “%(state)s”.",
                count,
            )
            % {"count": count, "state": RegistrationState(state).label}
            for state, count in counts.most_common()
        ]


class Approve(RegistrationBulkAction):
    """Confirm, as long as there are places."""

    display_name = button = _("Approve")
    aria_label = _("Approve the registrations chosen")
    action_type = "approve"
    action_priority = 10
    explains = _(
        "They are confirmed in the order in which they registered, as long as places are left, and "
        "told. For whom no place is left nothing changes."
    )

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Confirm one."""
        return actions.approve(by=self.request.user, registration=row)


class Decline(RegistrationBulkAction):
    """Refuse those who asked or wait."""

    display_name = button = _("Decline")
    aria_label = _("Decline the registrations chosen")
    action_type = "decline"
    action_priority = 20
    form_class = BulkReasonForm
    is_serious = True
    explains = _("They are told that they have no place, with your reason.")

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Refuse one."""
        return actions.decline(by=self.request.user, registration=row, reason=values["reason"])


class Remove(RegistrationBulkAction):
    """Take off those who have a place or wait for one."""

    display_name = button = _("Remove")
    aria_label = _("Remove the registrations chosen")
    action_type = "remove"
    action_priority = 30
    form_class = BulkReasonForm
    is_serious = True
    explains = _("Their places go to those who wait, and they are told, with your reason.")

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Take one off."""
        return actions.remove(by=self.request.user, registration=row, reason=values["reason"])
