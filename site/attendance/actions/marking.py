"""Marking one person at the door.

The person's registration is locked, so that two desks and the person's own phone at once give one
record: whoever comes second finds the mark of the first and says so. Five statements for a mark,
two for a repetition.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from attendance import windows
from attendance.actions.changing import changed, keep
from attendance.actions.guests import guest_at, note_guest
from attendance.actions.refusing import refused
from attendance.enums import ATTENDED, MarkOutcome, Method
from attendance.models import Attendance, MakeUp
from attendance.passes import read_pass, serial_of
from attendance.presence import status_of
from attendance.queries import is_called_off
from attendance.remote import EVERYWHERE, Spot, site_of_mark
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates
from registration.enums import RegistrationState
from registration.models import Registration


@dataclass(frozen=True)
class Sighting:
    """By whom, at which session, when and how somebody was seen.

    `evidence` are further fields of the history row; `until` is the last instant that counts;
    `spot` is where whoever saw them stands.
    """

    by: Any
    session: Any
    at: datetime
    method: str
    until: datetime
    evidence: dict[str, Any] = field(default_factory=dict)
    spot: Spot = EVERYWHERE

    @property
    def is_open(self) -> bool:
        """Whether marks are taken at this instant."""
        return windows.opens_at(self.session) <= self.at <= self.until


@action("attendance.mark")
def mark(
    *,
    by: Any,
    session: Any,
    registration: Any = None,
    person: Any = None,
    public_id: str = "",
    method: str = Method.SEARCH,
    at: datetime | None = None,
    spot: Spot = EVERYWHERE,
) -> Result:
    """Mark a registration, given itself or by public id, or a person whatever their registration,
    as having come at `at` (now) to where the desk stands.

    The record of the result is the Attendance; a refusal has none.
    """
    seen = sighting(by, session, method, at, spot)
    if public_id:
        return note(seen, public_id=public_id)
    person_id = registration.person_id if registration is not None else person.pk
    return note(seen, person=person, person_id=person_id)


@action("attendance.mark_pass")
def mark_pass(
    *, by: Any, session: Any, text: str, at: datetime | None = None, spot: Spot = EVERYWHERE
) -> Result:
    """Mark whoever the scanned pass names."""
    seen = sighting(by, session, Method.PASS, at, spot)
    serial = serial_of(text)
    valid = {"person__passes__serial": serial, "person__passes__revoked_at": None}
    # The pass is looked up by the statement that holds the registration: one less for a mark.
    if serial and (registration := locked(session, valid)):
        return _note(seen, registration)
    found = read_pass(text)
    if found is None:
        return Result(MarkOutcome.UNKNOWN_PASS)
    if found.revoked_at is not None:
        return Result(MarkOutcome.REVOKED_PASS, None, {"name": found.person.name})
    return note(seen, person=found.person, person_id=found.person_id)


def note(seen: Sighting, *, person: Any = None, **who: Any) -> Result:
    """Write down that whoever `who` names (fields of a registration) was seen, inside an action."""
    if is_called_off(seen.session):
        return Result(MarkOutcome.SESSION_CANCELLED)
    registration = locked(seen.session, who)
    if registration is None:
        return _not_on_the_list(seen, person)
    return _note(seen, registration)


def _note(seen: Sighting, registration: Registration) -> Result:
    """The same for a registration that is held."""
    if is_called_off(seen.session):
        return Result(MarkOutcome.SESSION_CANCELLED)
    registration.offering = seen.session.offering
    attendance = (
        Attendance.objects.filter(session=seen.session, registration=registration)
        .select_related("marked_by")
        .first()
    ) or Attendance()
    attendance.session, attendance.registration = seen.session, registration
    if attendance.status in ATTENDED:
        return Result(MarkOutcome.ALREADY_MARKED, attendance, when_and_who(attendance))
    is_confirmed = registration.state == RegistrationState.CONFIRMED
    if not is_confirmed and (guest := guest_at(seen.session, registration.person)):
        return _as_guest(seen, guest)
    if not is_confirmed or not seen.is_open:
        return refused(seen.session, registration.person, seen.at, seen.until, registration)
    return _write(seen, attendance)


def _not_on_the_list(seen: Sighting, person: Any) -> Result:
    """A guest who makes up a session is marked where it was missed; others are told why not."""
    if person is None:
        return Result(MarkOutcome.NOT_REGISTERED, None, {"name": ""})
    if guest := guest_at(seen.session, person):
        return _as_guest(seen, guest)
    return refused(seen.session, person, seen.at, seen.until, None)


def _as_guest(seen: Sighting, guest: MakeUp) -> Result:
    return note_guest(seen.by, guest, seen.at, seen.until, seen.evidence)


def _write(seen: Sighting, attendance: Attendance) -> Result:
    registration = attendance.registration
    status = status_of(seen.session, seen.at)
    site = site_of_mark(seen.session, registration, seen.spot)
    facts = {"by": seen.by, "status": status, "method": seen.method, "in_at": seen.at}
    before = changed(attendance, site=site, **facts)
    for name, value in seen.evidence.items():
        setattr(before, name, value)
    keep(attendance, before)
    details = {
        "name": registration.person.name,
        "companions": registration.companions,
        "changes": {"fields": ["status"], "method": seen.method},
    }
    return Result(MarkOutcome.MARKED, attendance, details)


def sighting(
    by: Any, session: Any, method: str, at: datetime | None, spot: Spot = EVERYWHERE
) -> Sighting:
    """That the desk saw somebody at `at` (now)."""
    until = windows.closes_at(session)
    return Sighting(by, session, at or timezone.now(), method, until, spot=spot)


def locked(session: Any, who: dict[str, Any]) -> Registration | None:
    """The person's registration for this offering, held until the mark is written."""
    return (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit", "site_choice")
        .filter(offering_id=session.offering_id, **who)
        .first()
    )


def when_and_who(attendance: Attendance) -> dict[str, Any]:
    """What the sentence of a repetition says."""
    by = attendance.marked_by
    return {
        "name": attendance.registration.person.name,
        "at": dates.clock(attendance.in_at or attendance.marked_at),
        "by": by.name if by else attendance.get_method_display(),
    }
