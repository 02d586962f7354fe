"""Writing to participants: one notice for each person, whatever they are registered for."""

from collections.abc import Sequence
from typing import Any

from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import notify_many
from notices.enums import Kind
from registration.models import Registration
from registration.question_kinds import MessageOutcome
from registration.telling import note_for


@action("registration.message")
def message(
    *, by: Any, registrations: Sequence[Registration], subject: str, text: str, token: str
) -> Result:
    """Tell everybody behind `registrations` the same: MESSAGE_SENT, NOBODY_TOLD or SAID_ALREADY.

    The same `token` again tells nobody twice. The text is plain; it is kept in the notices alone.
    """
    told = {row.person_id: row for row in reversed(registrations)}
    if not told:
        return Result(MessageOutcome.NOBODY_TOLD)
    sender = by.name if by is not None else ""
    offerings = {row.offering_id: row.offering for row in told.values()}
    words = {"subject": subject, "text": text, "sender": sender}
    notes = [
        note_for(row.person, offerings[row.offering_id], f"message-{token}", **words)
        for row in told.values()
    ]
    made = notify_many(Kind.MESSAGE, notes)
    details = {"count": len(made), "changes": {"told": len(made)}}
    outcome = MessageOutcome.MESSAGE_SENT if made else MessageOutcome.SAID_ALREADY
    return Result(outcome, registrations[0].offering, details)
