"""Moving places and setting their rule, one page each."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.models import Offering
from events.rules import manage_offering
from kernel.outcomes import Result
from publishing.backoffice.forms import Act, ActView
from registration.actions.quota import set_quota_rule, transfer_places
from registration.quota_admin.forms import RuleForm, TransferForm


def save_rule(*, by: Any, offering: Offering, order: Any, steps: Any, **values: Any) -> Result:
    """What the form holds, as the action takes it."""
    return set_quota_rule(by=by, offering=offering, values=values, turns=order, milestones=steps)


ACTS = [
    Act(
        "transfer",
        _("Transfer places"),
        _("Unused places go from one unit to another. Both liaisons are told."),
        transfer_places,
        "offering",
        form=TransferForm,
        icon="resubmit",
    ),
    Act(
        "rule",
        _("Rules for places of units"),
        _("Until when units can use their places, and what becomes of those they do not use."),
        save_rule,
        "offering",
        form=RuleForm,  # type: ignore[arg-type]  # a model form is a form, too
        icon="cog",
    ),
]


class QuotaAct(ActView):
    """Doing something to the places of an offering."""

    model = Offering
    row_rule = manage_offering
    acts = {act.verb: act for act in ACTS}

    @property
    def plural(self) -> Any:
        """What the list is called."""
        return _("Places of units")

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")
