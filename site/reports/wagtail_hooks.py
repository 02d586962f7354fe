"""The room's part of the Wagtail admin: from an offering to its figures."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from events.additions import Addition, add
from events.models import Offering
from reports.rules import see_report


def buttons(person: Any, offering: Offering) -> list[Button]:
    """The figures of one, and of all dates of its page together."""
    if not see_report.allows(person, offering):
        return []
    one = reverse("report-offering", args=[offering.public_id])
    every = reverse("report-tour", args=[offering.public_id])
    return [
        Button(_("Figures"), url=one, icon_name="table", priority=60),
        Button(_("Figures of all dates"), url=every, icon_name="table", priority=61),
    ]


add(Addition("reports", buttons=buttons))
