"""Guests among the people whom desks noted without signal.

A desk knows a guest by the registration whose session was missed; the mark is that of the missed
session, and the guest's place follows it.
"""

from collections.abc import Iterable
from typing import Any

from attendance.absence_enums import MakeUpState
from attendance.actions.changing import changed
from attendance.enums import AttendanceStatus, Method
from attendance.models import AttendanceChange, MakeUp

EXPECTED = (MakeUpState.AGREED, MakeUpState.ATTENDED)


def guests_named(session: Any, registrations: Any) -> list[int]:
    """Those among `registrations` (keys) whose missed session is made up at `session`."""
    rows = MakeUp.objects.filter(session=session, state__in=EXPECTED)
    named = rows.filter(makeup_for__registration__in=registrations)
    return list(named.values_list("makeup_for__registration", flat=True))


def hold_guests(registrations: Iterable[int]) -> dict[int, MakeUp]:
    """Guests' places by registration, held until the batch is written. The latest of each."""
    rows = MakeUp.objects.select_for_update(of=("self",), no_key=True)
    found = rows.filter(makeup_for__registration__in=registrations, state__in=EXPECTED)
    return {
        one.makeup_for.registration_id: one
        for one in found.select_related("makeup_for__registration__person").order_by("pk")
    }


def change_of_guest(
    guest: MakeUp, row: Any, *, by: Any, status: str, in_at: Any
) -> AttendanceChange:
    """Say of the missed session what `status` says, and of the guest's place whether it was used;
    neither is saved.
    """
    change = changed(row, by=by, status=status, method=Method.MAKE_UP, in_at=in_at)
    row.companions = 0  # nobody came along to the session that was missed
    came = status == AttendanceStatus.MADE_UP
    guest.state = MakeUpState.ATTENDED if came else MakeUpState.AGREED
    guest.in_at, guest.marked_by = (in_at, by) if came else (None, None)
    return change


def save_guests(guests: list[MakeUp]) -> None:
    """One statement, none where no guest was marked."""
    if guests:
        MakeUp.objects.bulk_update(guests, ["state", "in_at", "marked_by"])
