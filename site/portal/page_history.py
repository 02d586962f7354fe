"""What is done to a page's offerings, told in the page's own history in the back office.

The audit log is the one that counts. Editors look at the history of a page: there they find that
its offering was published, moved or cancelled, beside their own changes of the text.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page

from courses.models import Cohort
from essays.models import EssayTask
from events.models import Offering, Session
from kernel.models import AuditRow
from portal.audit_words import act_name

ACTION = "yanxi.act"
# Whose acts are told: who came and who did not is no history of a page.
ROOMS = ("events", "courses", "essays")
# But what was laid down about who may come is: the page itself says it.
TERMS = frozenset(
    f"registration.{verb}"
    for verb in (
        *("add_rule", "drop_rule", "grant_places", "set_quota_rule", "pause_line", "resume_line"),
    )
)
# How a record leads to its offering.
OFFERING_OF: dict[type, str] = {
    Offering: "",
    Session: "offering",
    Cohort: "offering",
    EssayTask: "offering",
}


class ActFormatter(LogFormatter):
    """An entry in the words of the audit log."""

    label = _("Act on an offering")

    def format_message(self, log_entry: Any) -> str:
        """What was done, and to which offering."""
        data = log_entry.data or {}
        return f"{act_name(data.get('act', ''))} · {data.get('offering', '')}"


def tell_page(row: AuditRow, record: Any) -> None:
    """Write an audit row of an offering, its sessions or its tasks into its page's history."""
    is_told = row.action.partition(".")[0] in ROOMS or row.action in TERMS
    if type(record) not in OFFERING_OF or not is_told:
        return
    step = OFFERING_OF[type(record)]
    offering = getattr(record, step) if step else record
    if offering is None:
        return
    page: Page = offering.page
    data = {"act": row.action, "offering": offering.label or offering.public_id}
    log(instance=page, action=ACTION, user=row.actor, data=data)
