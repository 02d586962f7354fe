"""What the screen says after a mark: one big word, the sentence, a colour."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.enums import AttendanceStatus, MarkOutcome
from kernel.outcomes import Effect, Outcome, Result

HEADLINES: dict[Outcome, Promise] = {
    MarkOutcome.MARKED: _("Checked in"),
    MarkOutcome.ALREADY_MARKED: _("Checked in already"),
    MarkOutcome.UNDONE: _("Undone"),
    MarkOutcome.NOTHING_TO_UNDO: _("Nothing to undo"),
    MarkOutcome.NOT_REGISTERED: _("Not registered"),
    MarkOutcome.WAITLISTED: pgettext_lazy("headline", "On the waiting list"),
    MarkOutcome.NOT_CONFIRMED: _("No confirmed place"),
    MarkOutcome.WRONG_SESSION: _("Another session"),
    MarkOutcome.TOO_EARLY: _("Too early"),
    MarkOutcome.TOO_LATE: _("Too late"),
    MarkOutcome.SESSION_CANCELLED: _("Session cancelled"),
    MarkOutcome.UNKNOWN_PASS: _("Not one of our passes"),
    MarkOutcome.REVOKED_PASS: _("Pass replaced"),
}
TONES = {Effect.DONE: "marked", Effect.SAME: "repeat", Effect.REFUSED: "refused"}


@dataclass(frozen=True)
class Answer:
    """Plain values in the reader's language, so that it fits into the web session."""

    code: str
    tone: str
    headline: str
    name: str
    unit: str
    message: str
    undo: str

    def plain(self) -> dict[str, Any]:
        """As a dictionary."""
        return asdict(self)


def answer_of(result: Result) -> Answer:
    """The screen for a result of `mark`, `mark_pass` or `undo`."""
    outcome, record = result.outcome, result.record
    tone, headline = TONES[outcome.effect], str(HEADLINES[outcome])
    status = getattr(record, "status", "")
    if outcome is MarkOutcome.MARKED and status == AttendanceStatus.LATE:
        tone, headline = "ask", str(_("Checked in, late"))
    if outcome is MarkOutcome.UNDONE:
        tone = "repeat"
    unit = record.registration.unit if record is not None else None
    can_undo = outcome in (MarkOutcome.MARKED, MarkOutcome.ALREADY_MARKED)
    return Answer(
        code=outcome.code,
        tone=tone,
        headline=headline,
        name=result.details.get("name", ""),
        unit=str(unit or ""),
        # Headline and name say all there is to say of a plain mark.
        message="" if outcome is MarkOutcome.MARKED else result.message,
        undo=record.public_id if can_undo else "",
    )
