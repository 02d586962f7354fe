"""Telling operators and organisers what nobody would see by themselves."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import Note, notify_many
from notices.enums import Kind
from people.enums import Role
from people.models import Membership
from registration.enums import RegistrationOutcome


@action("registration.report_seats")
def report_seats(*, by: Any, pools: list[Any]) -> Result:
    """Tell the operators of pools whose counter is wrong, once a day: SEATS_DIFFER or AS_BEFORE."""
    if not pools:
        return Result(RegistrationOutcome.AS_BEFORE)
    operators = Membership.objects.current().filter(role=Role.OPERATOR).select_related("user")
    lines = [{"offering": pool.offering, "taken": pool.taken, "held": pool.held} for pool in pools]
    key = f"seats-{timezone.localdate()}"
    path = reverse("wagtailadmin_home")
    people = {membership.user_id: membership.user for membership in operators}
    notify_many(
        Kind.SEATS_DIFFER,
        [Note(person, key, path, {"lines": lines}) for person in people.values()],
    )
    found = {str(pool.pk): {"taken": pool.taken, "held": pool.held} for pool in pools}
    details = {"number": len(pools), "changes": found}
    return Result(RegistrationOutcome.SEATS_DIFFER, pools[0].offering, details)
