"""How many companions really came with somebody."""

from typing import Any

from django.utils import timezone

from attendance.enums import ATTENDED, MarkOutcome
from attendance.models import Attendance
from kernel.actions import action
from kernel.outcomes import Result
from registration.models import Registration


@action("attendance.note_companions")
def note_companions(*, by: Any, attendance: Attendance, number: int) -> Result:
    """Note that `number` companions came; never more than the places that the person holds."""
    # The registration first, as by everything that marks: it writes the whole mark.
    registration = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit")
        .get(pk=attendance.registration_id)
    )
    row = Attendance.objects.get(pk=attendance.pk)
    row.registration = registration
    details: dict[str, Any] = {"name": registration.person.name, "count": number}
    if row.status not in ATTENDED:
        return Result(MarkOutcome.NOTHING_TO_UNDO, row, details)
    if number > registration.companions:
        details |= {"most": registration.companions}
        return Result(MarkOutcome.TOO_MANY_COMPANIONS, row, details)
    row.companions = number
    row.marked_at = timezone.now()  # other desks ask for what changed since an instant
    row.save(update_fields=["companions", "marked_at"])
    details |= {"companions": number, "changes": {"companions": number}}
    return Result(MarkOutcome.COMPANIONS_NOTED, row, details)
