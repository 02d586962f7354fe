"""Closing a session: who was expected and is not recorded was absent.

The job may run as often as one likes: it only writes what is not so already. It takes an absence
back that it wrote itself and that has lost its reason, and touches nothing that people recorded.
"""

from typing import Any

from django.utils import timezone

from attendance.actions.roll_call import write_statuses
from attendance.enums import AttendanceStatus, CloseOutcome, Method
from attendance.models import Attendance, Closing
from attendance.queries import is_called_off
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.enums import RegistrationState
from registration.models import Registration, RegistrationChange


@action("attendance.close")
def close(*, by: Any, session: Any) -> Result:
    """Mark absent whoever was expected and is not recorded: CLOSED, or UNCHANGED on a repetition.

    Expected is who held a place for certain when the session ended. Refuses with NOT_OVER_YET, and
    with CALLED_OFF where the session was cancelled.
    """
    if is_called_off(session):
        return Result(CloseOutcome.CALLED_OFF, session)
    if timezone.now() < session.ends_at:
        ends = dates.instant(session.ends_at)
        return Result(CloseOutcome.NOT_OVER_YET, session, {"ends": ends})
    expected = _locked(session)
    rows = {row.registration_id: row for row in _known(session)}
    unrecorded = [
        rows.get(one.pk) or _blank(session, one)
        for one in expected.values()
        if one.pk not in rows or rows[one.pk].status == AttendanceStatus.UNRECORDED
    ]
    groundless = [
        row for row in rows.values() if is_of_closing(row) and row.registration_id not in expected
    ]
    write_statuses(
        by,
        [(row, AttendanceStatus.ABSENT) for row in unrecorded]
        + [(row, AttendanceStatus.UNRECORDED) for row in groundless],
        at=None,
        method=Method.CLOSING,
    )
    return _told(session, len(unrecorded), len(groundless))


def is_of_closing(row: Attendance) -> bool:
    """Whether the absence was written by this job and by nobody since."""
    return row.status == AttendanceStatus.ABSENT and row.method == Method.CLOSING


def _told(session: Any, absent: int, taken_back: int) -> Result:
    is_first = not Closing.objects.filter(session=session).exists()
    details = {
        "title": session.title,
        "absent": absent,
        "taken_back": taken_back,
        "changes": {"absent": absent, "taken_back": taken_back},
    }
    if not (absent or taken_back or is_first):
        return Result(CloseOutcome.UNCHANGED, session, details)
    Closing.objects.create(session=session, absent=absent, taken_back=taken_back)
    return Result(CloseOutcome.CLOSED, session, details)


def _locked(session: Any) -> dict[int, Registration]:
    """Registrations that were certain when the session ended, held until the job has written.

    All others are held as well, so that no desk writes beside the job. The history says what each
    was then: who got or gave up the place later was, or was not, expected all the same.
    """
    rows = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .filter(offering_id=session.offering_id)
        .order_by("pk")
    )
    held = list(rows)
    then = _states_at(session)
    return {
        row.pk: row for row in held if then.get(row.pk, row.state) == RegistrationState.CONFIRMED
    }


def _states_at(session: Any) -> dict[int, str]:
    """What registrations were when the session ended, by key; none for those without a history."""
    changes = RegistrationChange.objects.filter(registration__offering=session.offering_id)
    found: dict[int, str] = {}
    for change in changes.order_by("at", "pk"):
        if change.at <= session.ends_at:
            found[change.registration_id] = change.to_state
        else:
            found.setdefault(change.registration_id, change.from_state)
    return found


def _known(session: Any) -> list[Attendance]:
    rows = Attendance.objects.select_for_update(of=("self",), no_key=True).filter(session=session)
    return list(rows.select_related("registration").order_by("pk"))


def _blank(session: Any, registration: Registration) -> Attendance:
    return Attendance(
        session=session, registration=registration, status=AttendanceStatus.UNRECORDED
    )
