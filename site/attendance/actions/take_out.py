"""Names that leave the site, on paper or in a file: who took them, of what, how many."""

from typing import Any

from attendance.enums import PaperOutcome
from kernel.actions import action
from kernel.outcomes import Result


@action("attendance.take_names_out")
def take_names_out(*, by: Any, offering: Any, what: str, people: int) -> Result:
    """Note that `by` took a paper or a file named `what` with so many names: TAKEN_OUT.

    The names themselves are not kept: the audit log says how many there were.
    """
    changes = {"what": what, "people": people}
    return Result(PaperOutcome.TAKEN_OUT, offering, {"people": people, "changes": changes})
