"""Setting the door of a session: whether codes count, for how long, and the fence."""

from typing import Any

from attendance.enums import DoorOutcome
from attendance.models import Door
from kernel.actions import action
from kernel.outcomes import Result


@action("attendance.set_door")
def set_door(
    *,
    by: Any,
    session: Any,
    takes_codes: bool,
    steps_before: int,
    fence: int | None,
    checks_out: bool | None = None,
) -> Result:
    """Save what the organiser chose; `fence` in metres, None asks nobody for a position.

    `checks_out` says whether people check out at this session, None leaves it to the offering.
    """
    Door.objects.get_or_create(session=session)
    door = Door.objects.select_for_update(no_key=True).get(session=session)
    wanted = {
        "takes_codes": takes_codes,
        "steps_before": steps_before,
        "fence": fence,
        "checks_out": checks_out,
    }
    changed = [name for name, value in wanted.items() if getattr(door, name) != value]
    if not changed:
        return Result(DoorOutcome.AS_BEFORE, session)
    for name in changed:
        setattr(door, name, wanted[name])
    door.save(update_fields=changed)
    return Result(DoorOutcome.SET, session, {"changes": {"fields": changed}})
