"""Starting an essay."""

from typing import Any

from django.utils import timezone

from essays.enums import EssayOutcome
from essays.models import Essay, EssayDraft, EssayTask
from essays.participants import ASKING, participation, unit_among
from essays.task_enums import Audience
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates


@action("essays.start")
def start(*, by: Any, task: EssayTask) -> Result:
    """Open the page on which `by` writes for `task`; a second start finds the first one's essay.

    Outcomes: STARTED, ALREADY_STARTED, NOT_CONFIRMED, NOT_ASKED, NOT_OPEN_YET, NOT_ADDRESSED. A
    start after the deadline is possible: whether a late text is taken is decided when it is
    submitted.
    """
    if essay := Essay.objects.of(by).filter(task=task).first():
        return Result(EssayOutcome.ALREADY_STARTED, essay)
    if task.opens_at and timezone.now() < task.opens_at:
        return Result(EssayOutcome.NOT_OPEN_YET, None, {"opens": dates.instant(task.opens_at)})
    refusal, writes_for = standing(by, task)
    if refusal is not None:
        return Result(refusal)
    # Two devices may start at once: the constraint lets one in, the other finds its row.
    essay, made = Essay.objects.get_or_create(task=task, author=by, defaults=writes_for)
    EssayDraft.objects.get_or_create(essay=essay)
    return Result(EssayOutcome.STARTED if made else EssayOutcome.ALREADY_STARTED, essay)


def standing(person: Any, task: EssayTask) -> tuple[EssayOutcome | None, dict[str, Any]]:
    """Why `person` may not write for `task`, if so; otherwise the registration and the unit."""
    if task.audience in (Audience.OFFERING, Audience.COURSE):
        if task.offering is not None and task.offering.state not in ASKING:
            return EssayOutcome.NOT_ASKED, {}
        registration = participation(person, task)
        if registration is None:
            return EssayOutcome.NOT_CONFIRMED, {}
        return None, {"registration": registration, "unit_id": registration.unit_id}
    unit = unit_among(person, task)
    if unit is None and task.audience == Audience.UNITS:
        return EssayOutcome.NOT_ADDRESSED, {}
    return None, {"unit": unit}
