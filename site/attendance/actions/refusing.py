"""Why somebody cannot be marked here and now, with what helps in its sentence."""

from datetime import datetime
from typing import Any

from attendance import windows
from attendance.enums import MarkOutcome
from attendance.queries import session_expecting
from kernel.outcomes import Result
from publishing import dates
from registration.enums import RegistrationState
from registration.models import Registration


def refused(
    session: Any, person: Any, at: datetime, until: datetime, registration: Registration | None
) -> Result:
    """The refusal for `person`; first of all whether they are expected elsewhere right now."""
    name = person.name
    if elsewhere := session_expecting(person.pk, at, but=session):
        return Result(MarkOutcome.WRONG_SESSION, None, {"name": name, "other": _where(elsewhere)})
    if registration is None:
        return Result(MarkOutcome.NOT_REGISTERED, None, {"name": name, "person": person})
    details: dict[str, Any] = {"name": name, "person": person}
    if registration.state == RegistrationState.WAITLISTED:
        return Result(MarkOutcome.WAITLISTED, None, details)
    if registration.state != RegistrationState.CONFIRMED:
        state = registration.get_state_display()
        return Result(MarkOutcome.NOT_CONFIRMED, None, details | {"state": state})
    return outside_hours(session, at, until, name)


def outside_hours(session: Any, at: datetime, until: datetime, name: str = "") -> Result:
    """Too early, with the instant at which it opens, or too late."""
    if at < windows.opens_at(session):
        opens = dates.instant(windows.opens_at(session))
        return Result(MarkOutcome.TOO_EARLY, None, {"name": name, "opens": opens})
    return Result(MarkOutcome.TOO_LATE, None, {"name": name, "closes": dates.instant(until)})


def _where(session: Any) -> str:
    place = session.teaching_point or session.venue or session.place_note
    hours = dates.hours_to(session.starts_at, session.ends_at)
    parts = [hours, f"“{session.title}”", str(place)]
    return " ".join(part for part in parts if part)
