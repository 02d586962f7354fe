"""What an organiser lays down about leave for one offering, and records for somebody who called."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets.button import Button

from attendance.actions import ask_leave, set_absence_terms
from attendance.leave_forms import RecordForm, TermsForm
from events.enums import OfferingState
from events.models import Offering
from events.rules import manage_offering
from kernel.outcomes import Result
from publishing.backoffice.forms import Act, ActView


def _record(*, by: Any, offering: Offering, **values: Any) -> Result:
    names = ("registration", "kind", "starts_at", "ends_at", "reason")
    return ask_leave(by=by, **{name: values[name] for name in names})


def _stands(offering: Any) -> bool:
    return offering.state not in (OfferingState.DRAFT, OfferingState.CANCELLED)


ACTS = [
    Act(
        "record-leave",
        _("Record leave told by telephone"),
        _("It climbs the same steps as a request of the person, who is told what is decided."),
        _record,
        "offering",
        form=RecordForm,
        icon="calendar-alt",
        shown=_stands,
    ),
    Act(
        "leave-terms",
        _("Terms of leave"),
        _("Who decides about leave, by its length and the person's rank, and how much is usual."),
        set_absence_terms,
        "offering",
        form=TermsForm,  # type: ignore[arg-type]
        icon="calendar-check",
    ),
]


class LeaveTermsAct(ActView):
    """Laying something down for an offering; it goes back to the offering's page."""

    model = Offering
    row_rule = manage_offering
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def get_success_url(self) -> str:
        """The offering, where everything about it stands together."""
        return reverse("offerings:inspect", args=[self.object.pk])


def leave_buttons(person: Any, offering: Offering) -> list[Button]:
    """From an offering to the leave from it, to recording one, and to its terms."""
    if not person.has_perm("attendance.view_leaverequest"):
        return []
    url = reverse("leave:index") + f"?offering={offering.pk}"
    found = [
        Button(
            pgettext_lazy("from a session", "Leave"), url=url, icon_name="calendar-alt", priority=66
        )
    ]
    may = person.has_perm("attendance.change_leaverequest")
    if may and manage_offering.allows(person, offering):
        found += [
            Button(
                act.label,
                url=reverse("leave:terms", args=[offering.pk, act.verb]),
                icon_name=act.icon,
                priority=number,
            )
            for number, act in enumerate(ACTS, start=67)
            if act.shown(offering)
        ]
    return found
