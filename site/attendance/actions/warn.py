"""Telling people what is worth a word about their attendance; each fact once."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from attendance.enums import RulesOutcome
from attendance.notable import Remark, remarks_on, running
from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import Note, notify_many
from notices.enums import Kind
from registration.models import Registration
from registration.wording import title_of


@action("attendance.warn")
def warn(*, by: Any, offering: Any) -> Result:
    """Write a notice for each remark on the offering's people that they were not told yet.

    WARNED, or WARNED_BEFORE where everybody knows already.
    """
    rows = running(Registration.objects.filter(offering=offering))
    made = notify_many(Kind.ATTENDANCE, [_note(remark) for remark in remarks_on(rows)])
    details = {"count": len(made), "changes": {"count": len(made)}}
    outcome = RulesOutcome.WARNED if made else RulesOutcome.WARNED_BEFORE
    return Result(outcome, offering, details)


def _note(remark: Remark) -> Note:
    row = remark.registration
    with translation.override(row.person.language):
        words = {"title": title_of(row.offering), "sentence": remark.sentence}
        path = reverse("me-hours")
    return Note(row.person, remark.key, path, words, row.offering.public_id)
