"""What a cohort asks of whoever wants to finish it, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Cohort
from events.listing import plain_hours


def required_of(cohort: Cohort | None) -> list[str]:
    """One sentence for each requirement; none where nothing is required."""
    if cohort is None:
        return []
    words: list[Any] = []
    if hours := plain_hours(cohort.hours_required):
        text = ngettext("At least %(n)s credit hour", "At least %(n)s credit hours", hours)
        words.append(text % {"n": hours})
    if cohort.attendance_required:
        text = _("An attendance rate of at least %(rate)s%% (hours attended of the hours due)")
        words.append(text % {"rate": cohort.attendance_required})
    if cohort.essay_required:
        words.append(_("An essay that has been accepted"))
    return words
