"""The author takes an essay back that nobody has decided about."""

from typing import Any

from essays.enums import EssayOutcome, EssayState
from essays.models import Essay, PreparedDecision
from essays.rules import write_essay
from kernel.actions import action
from kernel.outcomes import Result


@action("essays.withdraw")
def withdraw(*, by: Any, essay: Essay) -> Result:
    """Take it out of review: nobody reads it any more, and the text is open again.

    What reviewers said so far stays with the revision it was about. Handing in again is possible
    until the deadline, as for a first time. Outcomes: WITHDRAWN, WITHDRAWN_ALREADY,
    NOT_WITHDRAWABLE. Raises Forbidden for anybody but the author.
    """
    write_essay.check(by, essay)
    held = Essay.objects.select_for_update(no_key=True).get(pk=essay.pk)
    if held.state == EssayState.WITHDRAWN:
        return Result(EssayOutcome.WITHDRAWN_ALREADY, held)
    if not held.is_waiting:
        details = {"state": held.get_state_display()}
        return Result(EssayOutcome.NOT_WITHDRAWABLE, held, details)
    PreparedDecision.objects.filter(revision__essay=held).delete()
    held.move(EssayState.WITHDRAWN)
    held.recommended_at = None  # what is handed in next is for the unit to look at anew
    held.save(update_fields=["state", "recommended_at"])
    return Result(EssayOutcome.WITHDRAWN, held)
