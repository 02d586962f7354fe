"""Saying who comes along; how many they are was said when the places were taken."""

from typing import Any

from kernel.actions import action
from kernel.outcomes import Result
from registration.enums import ALIVE, RegistrationOutcome
from registration.models import Registration


@action("registration.name_companions")
def name_companions(*, by: Any, registration: Registration, names: str) -> Result:
    """Keep the names of companions, divided by 、: COMPANIONS_NAMED, AS_BEFORE or NOT_REGISTERED.

    The audit says that they changed and never what they are: they are other people's.
    """
    locked = Registration.objects.select_for_update(no_key=True, of=("self",))
    row = locked.select_related("person").get(pk=registration.pk)
    if row.state not in ALIVE:
        return Result(RegistrationOutcome.NOT_REGISTERED, row)
    if row.companion_names == names:
        return Result(RegistrationOutcome.AS_BEFORE, row)
    row.companion_names = names
    row.save(update_fields=["companion_names"])
    return Result(RegistrationOutcome.COMPANIONS_NAMED, row)
