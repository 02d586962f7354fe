"""Signing one device out from another."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.crypto import constant_time_compare

from kernel.actions import action
from kernel.outcomes import Result
from people.devices import described, name_of
from people.outcomes import PeopleOutcome


@action("people.sign_out_device")
def sign_out_device(*, by: Any, name: str) -> Result:
    """End one sign-in of one's own, which `people.devices.name_of` calls `name`.

    Ends in DEVICE_SIGNED_OUT, or SIGNED_OUT_ALREADY where there is none of that name any more.
    """
    rows = UserSession.objects.select_for_update(no_key=True).filter(user=by)
    found = [row for row in rows if constant_time_compare(name_of(row.session_key), name)]
    if not found:
        return Result(PeopleOutcome.SIGNED_OUT_ALREADY, by)
    device = described(found[0].user_agent)
    found[0].end()
    return Result(PeopleOutcome.DEVICE_SIGNED_OUT, by, {"device": device})
