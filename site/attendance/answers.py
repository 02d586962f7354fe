"""What the screen says after a mark: one big word, the sentence, a colour."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.admitting import ticket_of
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
    MarkOutcome.REGISTERED_HERE: _("Registered here"),
    MarkOutcome.MADE_UP_ELSEWHERE: _("Made up elsewhere"),
    MarkOutcome.WRONG_SESSION: _("Another session"),
    MarkOutcome.TOO_EARLY: _("Too early"),
    MarkOutcome.TOO_LATE: _("Too late"),
    MarkOutcome.SESSION_CANCELLED: _("Session cancelled"),
    MarkOutcome.WALKED_IN: _("Let in"),
    MarkOutcome.NO_PLACE_LEFT: _("No place left"),
    MarkOutcome.COMPANIONS_NOTED: _("Companions noted"),
    MarkOutcome.TOO_MANY_COMPANIONS: _("More than registered"),
    MarkOutcome.SEEN_EARLIER: _("Seen earlier"),
    MarkOutcome.CORRECTED_SINCE: _("Corrected since"),
    MarkOutcome.COUNTED: _("Counted"),
    MarkOutcome.ALREADY_COUNTED: _("Counted already"),
    MarkOutcome.CHECKED_OUT: _("Checked out"),
    MarkOutcome.ALREADY_OUT: _("Checked out already"),
    MarkOutcome.BACK_IN: _("Not left"),
    MarkOutcome.NOT_IN: _("Not checked in"),
    MarkOutcome.NO_CHECK_OUT: _("No check-out here"),
    MarkOutcome.MERGED: _("Taken in"),
    MarkOutcome.ALREADY_MERGED: _("Known already"),
    MarkOutcome.EXPIRED_CODE: _("This code has expired"),
    MarkOutcome.UNKNOWN_CODE: _("Not a code of this session"),
    MarkOutcome.EXPIRED_TICKET: _("Please scan again"),
    MarkOutcome.USED_TICKET: _("Please scan again"),
    MarkOutcome.WRONG_DIGITS: _("Wrong digits"),
    MarkOutcome.TOO_MANY_TRIES: _("Too many tries"),
    MarkOutcome.CODES_OFF: _("Check-in at the desk"),
    MarkOutcome.UNKNOWN_PASS: _("Not one of our passes"),
    MarkOutcome.REVOKED_PASS: _("Pass replaced"),
}
# Refusals that a free place would mend.
LET_IN = (MarkOutcome.NOT_REGISTERED, MarkOutcome.WAITLISTED, MarkOutcome.NOT_CONFIRMED)
UNDOABLE = (
    MarkOutcome.MARKED,
    MarkOutcome.ALREADY_MARKED,
    MarkOutcome.WALKED_IN,
    MarkOutcome.COMPANIONS_NOTED,
    MarkOutcome.CHECKED_OUT,
    MarkOutcome.ALREADY_OUT,
)
PLAIN = (MarkOutcome.MARKED, MarkOutcome.CHECKED_OUT)
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
    companions: int = 0
    most_companions: int = 0
    walk_in: str = ""

    @property
    def numbers(self) -> range:
        """How many companions may have come."""
        return range(self.most_companions + 1)

    def plain(self) -> dict[str, Any]:
        """As a dictionary."""
        return asdict(self) | {"numbers": list(self.numbers)}


def answer_of(result: Result) -> Answer:
    """The screen for a result of `mark`, `mark_pass` or `undo`."""
    outcome, record = result.outcome, result.record
    tone, headline = TONES[outcome.effect], str(HEADLINES[outcome])
    status = getattr(record, "status", "")
    if outcome is MarkOutcome.MARKED and status == AttendanceStatus.LATE:
        tone, headline = "ask", str(_("Checked in, late"))
    if outcome is MarkOutcome.CHECKED_OUT and status == AttendanceStatus.LEFT_EARLY:
        tone, headline = "ask", str(_("Checked out early"))
    if outcome in (MarkOutcome.UNDONE, MarkOutcome.BACK_IN):
        tone = "repeat"
    unit = record.registration.unit if record is not None else None
    can_undo = outcome in UNDOABLE and record is not None  # a guest's has a button of its own
    return Answer(
        code=outcome.code,
        tone=tone,
        headline=headline,
        name=result.details.get("name", ""),
        unit=str(unit or ""),
        # Headline and name say all there is to say of a plain mark.
        message="" if outcome in PLAIN else result.message,
        undo=record.public_id if can_undo else "",
        companions=record.companions if record is not None else 0,
        most_companions=record.registration.companions if record is not None else 0,
    )


def with_walk_in(answer: Answer, session: Any, result: Result) -> Answer:
    """With the button that lets the refused person in, where a free place would help."""
    person = result.details.get("person")
    if result.outcome not in LET_IN or person is None:
        return answer
    return replace(answer, walk_in=ticket_of(session, person))


# What a person reads on the own phone where the desk's sentence speaks to the desk.
OWN_WORDS: dict[Outcome, Promise] = {
    MarkOutcome.NOT_REGISTERED: _(
        "You are not registered here. Ask at the desk: they can let you in while places are free."
    ),
    MarkOutcome.WAITLISTED: _(
        "You are on the waiting list. Ask at the desk whether a place has become free."
    ),
    MarkOutcome.NOT_CONFIRMED: _(
        "You have no confirmed place (%(state)s). Ask at the desk; the organiser decides."
    ),
    MarkOutcome.WRONG_SESSION: _("You are expected elsewhere: %(other)s."),
    MarkOutcome.TOO_LATE: _(
        "Check-in by code closed at %(closes)s. If you were there, ask the organiser to correct it."
    ),
    MarkOutcome.NOT_IN: _("You are not checked in here, so there is nothing to check out of."),
    MarkOutcome.ALREADY_OUT: _("You have been checked out since %(at)s. Nothing more to do."),
    MarkOutcome.NO_CHECK_OUT: _("Nobody needs to check out of this session."),
    MarkOutcome.ALREADY_MARKED: _("You have been checked in since %(at)s. Nothing more to do."),
}


def own_answer_of(result: Result, person: Any) -> Answer:
    """The same for the person who checks in on the own phone."""
    answer = answer_of(result)
    words = OWN_WORDS.get(result.outcome)
    message = str(words) % result.details if words else answer.message
    name = person.name if person.is_authenticated else ""
    return replace(answer, name=name, message=message, undo="")
