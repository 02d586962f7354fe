"""How leave reads in a list and on its page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance import spans
from attendance.absence_enums import LeaveState, Office
from attendance.models import LeaveRequest
from publishing import dates
from publishing.templatetags.components import in_its_language, joined
from registration.wording import title_of


def state_in_words(leave: Any) -> str:
    """The state, and whose decision comes next; needs `with_office`."""
    if leave.state == LeaveState.PENDING and leave.office:
        return _("with: %(office)s") % {"office": Office(leave.office).label}
    if leave.returned_on:
        return _("reported back on %(day)s") % {"day": dates.plain_day(leave.returned_on)}
    if leave.is_not_returned:
        return _("over, not reported back yet")
    return str(leave.get_state_display())


def lines_of(leaves: Iterable[LeaveRequest], *, named: bool) -> list[dict[str, Any]]:
    """Items of `components/link_list.html`; `named`: with whose leave it is."""
    return [
        {
            "title": joined(
                [
                    in_its_language(leave.person.name) if named else "",
                    spans.in_words(leave.starts_at, leave.ends_at),
                ],
                " · ",
            ),
            "url": reverse("leave", args=[leave.public_id]),
            "note": joined(
                [in_its_language(title_of(leave.offering)), state_in_words(leave)], " · "
            ),
        }
        for leave in leaves
    ]


def track_of(leave: LeaveRequest, steps: list[Any], *, told: bool) -> list[dict[str, str]]:
    """The ladder as `components/track.html` shows it; `told`: with the reasons of decisions."""
    asked = pgettext("step of a leave", "Asked")
    found = [{"label": asked, "note": dates.instant(leave.asked_at), "status": "done"}]
    current = next((step for step in steps if not step.decision), None)
    for step in steps:
        note = ""
        if step.decision:
            parts = [step.get_decision_display(), step.by.name if step.by else ""]
            parts.append(step.reason if told else "")
            note = joined([in_its_language(part) for part in parts], " · ")
        found.append({"label": step.get_office_display(), "note": note, "status": _of(step)})
        if step is current and leave.state == LeaveState.PENDING:
            found[-1]["status"] = "now"
    if leave.state == LeaveState.APPROVED:
        back = dates.plain_day(leave.returned_on) if leave.returned_on else ""
        word = pgettext("step of a leave", "Reported back")
        status = "end" if back else ("now" if leave.is_not_returned else "next")
        found.append({"label": word, "note": back, "status": status})
    return found


def _of(step: Any) -> str:
    if step.decision == "refused":
        return "stopped"
    return "done" if step.decision else "next"
