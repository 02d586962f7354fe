"""Approving many requests for leave at once: exactly those that the list shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from attendance.absence_rules import decide_leave
from attendance.actions import decide_leave as decide
from attendance.forecasts import forecasts_of
from attendance.models import LeaveRequest
from attendance.viewsets import LeaveListing
from kernel.outcomes import Result
from publishing.backoffice.bulk import BulkForm, EachRow


class ApproveLeave(EachRow):
    """Approve the open step of each, where it is the person's to decide."""

    models = [LeaveRequest]
    listing = LeaveListing
    results_url_name = "leave:index_results"
    row_rule = decide_leave
    permission = "attendance.change_leaverequest"
    form_class = BulkForm
    display_name = button = _("Approve")
    aria_label = _("Approve the leave chosen")
    action_type = "approve"
    action_priority = 10
    explains = _(
        "The step that awaits you is approved; where it was the last one, the leave holds and the "
        "sessions are marked. Leave beyond the limit is left for a decision of its own."
    )

    def prepare(self, rows: Any) -> Any:
        """The longest waiting first; the step that the page shows is the one decided."""
        return rows.with_everything().order_by("asked_at", "pk")

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many go beyond the limit, before anything is pressed."""
        forecasts = forecasts_of(rows)
        beyond = [row for row in rows if forecasts[row.pk].is_beyond]
        if not beyond:
            return []
        words = ngettext(
            "%(count)s goes beyond the limit and needs a reason of its own: %(names)s.",
            "%(count)s go beyond the limit and need a reason of their own: %(names)s.",
            len(beyond),
        )
        names = "、".join(row.person.name for row in beyond)
        return [words % {"count": len(beyond), "names": names}]

    def act(self, row: Any, values: dict[str, Any]) -> Result:
        """Approve one."""
        return decide(by=self.request.user, leave=row, position=row.rung, approve=True)
