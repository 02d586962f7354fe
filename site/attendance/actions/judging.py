"""What is to be said of one mark of a desk, before all of them are settled."""

from dataclasses import dataclass, field
from typing import Any

from attendance import windows
from attendance.actions.refusing import refused
from attendance.answers import HEADLINES
from attendance.enums import MarkOutcome, Stage
from attendance.guests import is_left_to_make_up
from attendance.models import DeskMark
from kernel.outcomes import Result
from registration.enums import RegistrationState
from registration.models import Registration


@dataclass(frozen=True)
class Judged:
    """The answer to one mark; `mark` is its row once there is one."""

    outcome: MarkOutcome
    registration: Registration | None = None
    details: dict[str, Any] = field(default_factory=dict)
    mark: DeskMark | None = None
    repeated: bool = False

    @classmethod
    def again(cls, mark: DeskMark) -> "Judged":
        """The answer that a known mark got when it came first."""
        registration = mark.registration
        name = registration.person.name if registration else ""
        outcome = MarkOutcome[mark.outcome.upper()]
        return cls(outcome, registration, {"name": name}, mark, repeated=True)

    def ending(self, outcome: MarkOutcome, **details: Any) -> "Judged":
        """The same mark with another outcome."""
        return Judged(outcome, self.registration, self.details | details, self.mark)

    @property
    def name(self) -> str:
        """Whom the mark is about; empty where nobody knows."""
        return str(self.details.get("name", ""))

    @property
    def message(self) -> str:
        """The sentence; a repetition has lost its details and says what stands above it."""
        if self.repeated:
            return ": ".join(part for part in (self.name, str(HEADLINES[self.outcome])) if part)
        return Result(self.outcome, None, self.details).message


def judge(batch: Any, one: Any, found: Any) -> Judged:
    """Whether the mark `one` counts; `found` is the pass that its text names, if any."""
    if one.undoes is not None:
        return _undoing(batch, one)
    if one.text and not one.registration:
        if found is None:
            return Judged(MarkOutcome.UNKNOWN_PASS)
        if found.revoked_at is not None:
            return Judged(MarkOutcome.REVOKED_PASS, None, {"name": found.person.name})
        registration = batch.rows.get(found.person_id)
        person = found.person
    else:
        registration = batch.row_of(one.registration)
        person = registration.person if registration else None
    if person is None:
        return Judged(MarkOutcome.NOT_REGISTERED, None, {"name": ""})
    return _nothing_missed(batch, registration) or _seen(batch, one, person, registration)


def _nothing_missed(batch: Any, registration: Registration | None) -> Judged | None:
    """The refusal of a guest who has nothing to make up after all."""
    guest = batch.guests.get(registration.pk) if registration else None
    if guest is None or guest.in_at or is_left_to_make_up(guest.makeup_for):
        return None
    state = guest.makeup_for.get_status_display()
    details = {"name": guest.person.name, "state": state}
    return Judged(MarkOutcome.NOT_CONFIRMED, registration, details)


def _seen(batch: Any, one: Any, person: Any, registration: Registration | None) -> Judged:
    until = windows.closes_at(batch.session)
    is_open = windows.opens_at(batch.session) <= one.taken_at <= until
    # A meeting point is before the session opens and the way back after it has closed.
    in_time = is_open or one.stage != Stage.VENUE
    if registration and registration.state == RegistrationState.CONFIRMED and in_time:
        details = {"name": person.name, "stage": one.stop or Stage(one.stage).label}
        venue = one.stage == Stage.VENUE
        return Judged(MarkOutcome.MARKED if venue else MarkOutcome.COUNTED, registration, details)
    refusal = refused(batch.session, person, one.taken_at, until, registration)
    assert isinstance(refusal.outcome, MarkOutcome)
    return Judged(refusal.outcome, registration, refusal.details)


def _undoing(batch: Any, one: Any) -> Judged:
    """Whose mark is taken back: known by the mark, or said beside it when the mark is still out."""
    if one.undoes == one.mark_id:
        return Judged(MarkOutcome.NOTHING_TO_UNDO, None, {"name": ""})
    earlier = batch.known.get(one.undoes)
    if earlier is not None and earlier.session_id == batch.session.pk:
        row = next((r for r in batch.rows.values() if r.pk == earlier.registration_id), None)
    else:
        row = batch.row_of(one.registration)
    if row is None:
        return Judged(MarkOutcome.NOTHING_TO_UNDO, None, {"name": ""})
    return Judged(MarkOutcome.UNDONE, row, {"name": row.person.name})
