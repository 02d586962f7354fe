"""Starting an essay."""

from typing import Any

from essays.enums import EssayOutcome
from essays.models import Essay, EssayDraft, EssayTask
from essays.participants import ASKING, participation
from kernel.actions import action
from kernel.outcomes import Result


@action("essays.start")
def start(*, by: Any, task: EssayTask) -> Result:
    """Open the page on which `by` writes for `task`; a second start finds the first one's essay.

    Outcomes: STARTED, ALREADY_STARTED, NOT_CONFIRMED, NOT_ASKED. A start after the deadline is
    possible: whether a late text is taken is decided when it is submitted.
    """
    if essay := Essay.objects.of(by).filter(task=task).first():
        return Result(EssayOutcome.ALREADY_STARTED, essay)
    if task.offering.state not in ASKING:
        return Result(EssayOutcome.NOT_ASKED)
    registration = participation(by, task.offering_id)
    if registration is None:
        return Result(EssayOutcome.NOT_CONFIRMED)
    # Two devices may start at once: the constraint lets one in, the other finds its row.
    essay, made = Essay.objects.get_or_create(
        task=task, author=by, defaults={"registration": registration}
    )
    EssayDraft.objects.get_or_create(essay=essay)
    return Result(EssayOutcome.STARTED if made else EssayOutcome.ALREADY_STARTED, essay)
