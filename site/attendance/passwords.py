"""A new password ends what devices took along: whoever changes it may have lost one of them."""

from typing import Any

from allauth.account.signals import password_changed, password_reset

from attendance.actions import return_rosters


def end_desks(sender: Any, user: Any, **kwargs: Any) -> None:
    """Rosters on all devices of `user` open nothing any more."""
    return_rosters(by=user, holder=user)


def follow() -> None:
    """Be told of each change, also of one by a letter. Connecting again changes nothing."""
    for signal in (password_changed, password_reset):
        signal.connect(end_desks, dispatch_uid="attendance.end_desks")
