"""The locks of everything that changes leave: the offering, the registration, the leave itself.

The offering comes first, as everywhere: while its timetable is being changed nobody decides what
leave covers, and the other way round.
"""

from typing import Any

from attendance.models import LeaveRequest
from events.actions.locks import lock_offering
from registration.models import Registration


def lock_registration(registration: Any) -> Registration:
    """The registration as it is now, with what a decision looks at."""
    offering = lock_offering(registration.offering)
    row = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit")
        .get(pk=registration.pk)
    )
    row.offering = offering
    return row


def lock_leave(leave: Any) -> LeaveRequest:
    """The leave as it is now; whoever waited here reads what the other has decided."""
    registration = lock_registration(leave.registration)
    row = LeaveRequest.objects.select_for_update(no_key=True).get(pk=leave.pk)
    row.registration = registration
    return row
