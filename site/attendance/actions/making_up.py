"""Making up a missed session as a guest of another offering.

The other offering and its pools are locked: its places and its guests are counted by one at a time.
"""

from typing import Any

from django.utils import timezone

from attendance.absence_enums import MakeUpState
from attendance.absence_outcomes import MakeUpOutcome
from attendance.guests import busy_at, clashes, equal_sessions, free_places, is_missed
from attendance.models import Attendance, MakeUp, terms_of
from attendance.telling import tell_guest, tell_hosts
from events.actions.locks import lock_offering, lock_pools
from kernel.actions import action
from kernel.outcomes import Result
from publishing.languages import text
from registration.models import Registration


@action("attendance.ask_makeup")
def ask_makeup(*, by: Any, attendance: Any, session: Any) -> Result:
    """Ask to make a missed session up at `session`: ASKED, or AGREED where nobody has to consent.

    Else ALREADY_ASKED, NOT_MISSED, NOT_EQUAL, CLASH or FULL.
    """
    lock_host(session)
    attendance = _locked(attendance)
    host = equal_sessions(attendance).with_places().filter(pk=session.pk).first()
    if refusal := _impossible(attendance, host):
        return refusal
    needs_consent = terms_of(host.offering).makeup_consent
    state = MakeUpState.ASKED if needs_consent else MakeUpState.AGREED
    makeup = MakeUp.objects.create(makeup_for=attendance, session=host, state=state)
    if needs_consent:
        tell_hosts(makeup)
    outcome = MakeUpOutcome.ASKED if needs_consent else MakeUpOutcome.AGREED
    return Result(outcome, makeup, _details(makeup) | {"changes": {"state": state}})


def lock_host(session: Any) -> None:
    """Let nobody else take a place of the other offering, or a guest's, meanwhile."""
    lock_pools(lock_offering(session.offering))


def _locked(attendance: Any) -> Attendance:
    registration = (
        Registration.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "unit", "offering__page", "offering__lead_unit")
        .get(pk=attendance.registration_id)
    )
    rows = Attendance.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("session__offering").get(pk=attendance.pk)
    found.registration = registration
    return found


def _impossible(attendance: Attendance, host: Any) -> Result | None:
    status = {"status": attendance.get_status_display()}
    other = attendance.makeups.guests().select_related("session").first()
    if other is not None:
        session = {"session": text(other.session, "title")}
        return Result(MakeUpOutcome.ALREADY_ASKED, other, session)
    if not is_missed(attendance):
        return Result(MakeUpOutcome.NOT_MISSED, None, status)
    if host is None:
        return Result(MakeUpOutcome.NOT_EQUAL)
    if clashes(host, busy_at(attendance)):
        return Result(MakeUpOutcome.CLASH)
    if free_places([host])[host.pk] <= 0:
        return Result(MakeUpOutcome.FULL)
    return None


@action("attendance.decide_makeup")
def decide_makeup(*, by: Any, makeup: Any, agree: bool, reason: str = "") -> Result:
    """Let a guest in, or not: AGREED, REFUSED, ALREADY_DECIDED, OWN_PLACE or REASON_MISSING."""
    makeup = lock_makeup(makeup)
    if by == makeup.person:
        return Result(MakeUpOutcome.OWN_PLACE, makeup)
    if makeup.state != MakeUpState.ASKED:
        return Result(MakeUpOutcome.ALREADY_DECIDED, makeup)
    if not agree and not reason.strip():
        return Result(MakeUpOutcome.REASON_MISSING, makeup, {"name": makeup.person.name})
    makeup.state = MakeUpState.AGREED if agree else MakeUpState.REFUSED
    makeup.reason, makeup.decided_by, makeup.decided_at = reason.strip(), by, timezone.now()
    makeup.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    tell_guest(makeup)
    outcome = MakeUpOutcome.AGREED if agree else MakeUpOutcome.REFUSED
    return Result(outcome, makeup, _details(makeup) | {"changes": {"state": makeup.state}}, reason)


@action("attendance.withdraw_makeup")
def withdraw_makeup(*, by: Any, makeup: Any) -> Result:
    """Give a guest's place back that was not used: WITHDRAWN or ALREADY_DECIDED."""
    makeup = lock_makeup(makeup)
    if makeup.state not in (MakeUpState.ASKED, MakeUpState.AGREED):
        return Result(MakeUpOutcome.ALREADY_DECIDED, makeup)
    makeup.state = MakeUpState.WITHDRAWN
    makeup.save(update_fields=["state"])
    return Result(MakeUpOutcome.WITHDRAWN, makeup, {"changes": {"fields": ["state"]}})


def lock_makeup(makeup: Any) -> MakeUp:
    """The guest's place as it is now, below the locks of the other offering."""
    lock_host(makeup.session)
    rows = MakeUp.objects.select_for_update(of=("self",), no_key=True)
    return rows.with_everything().get(pk=makeup.pk)


def _details(makeup: MakeUp) -> dict[str, Any]:
    return {"name": makeup.person.name, "session": text(makeup.session, "title")}
