"""What rows of attendance would do to the marks of an offering."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from attendance import windows
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance
from attendance.presence import status_of
from events.models import Offering, Session
from publishing import dates
from publishing.tabular.tables import Findings, Row
from registration.models import Registration

KNOWN_AHEAD = (AttendanceStatus.ON_LEAVE, AttendanceStatus.EXEMPT)
# Sessions run over midnight, and people come before and leave after it.
DAYS = (timedelta(0), timedelta(days=1), timedelta(days=-1))


@dataclass(frozen=True)
class Entry:
    """A row understood: whose mark at which session becomes what."""

    registration: Registration
    session: Session
    known: Attendance | None
    status: str
    in_at: datetime | None
    out_at: datetime | None

    @property
    def is_same(self) -> bool:
        """Whether the records say so already."""
        if self.known is None:
            return self.status == AttendanceStatus.UNRECORDED
        now = (self.known.status, self.known.in_at, self.known.out_at)
        return now == (self.status, self.in_at, self.out_at)


@dataclass
class Plan:
    """What is wrong, whom the rows name, and every row that would change something."""

    findings: Findings = field(default_factory=Findings)
    named: set[int] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)


def plan_marks(rows: Sequence[Row], offering: Offering, at: datetime | None = None) -> Plan:
    """Look every row up among people, sessions and marks. Four statements, however many rows."""
    known = Known(offering)
    plan = Plan()
    spoken: dict[tuple[int, int], int] = {}
    for row in rows:
        before = len(plan.findings.errors)
        registration = known.person(row, plan.findings)
        session = known.session(row, plan.findings)
        if registration is not None:
            plan.named.add(registration.pk)
        if registration is None or session is None or len(plan.findings.errors) > before:
            continue
        first = spoken.setdefault((registration.pk, session.pk), row.number)
        if first != row.number:
            words = _("Row %(row)s speaks of the same person and session.") % {"row": first}
            plan.findings.wrong(row, "", words)
            continue
        mark = known.marks.get((registration.pk, session.pk))
        entry = _entry(row, registration, session, mark, plan.findings, at or timezone.now())
        if entry is not None:
            _count(plan, entry)
    return plan


def _count(plan: Plan, entry: Entry) -> None:
    if entry.is_same:
        plan.findings.same += 1
        return
    plan.entries.append(entry)
    nothing = entry.known is None or entry.known.status == AttendanceStatus.UNRECORDED
    plan.findings.new += nothing
    plan.findings.changed += not nothing


class Known:
    """The people, sessions and marks of an offering, looked up by what a file says."""

    def __init__(self, offering: Offering) -> None:
        rows = Registration.objects.confirmed().filter(offering=offering)
        self.people = list(rows.select_related("person", "unit"))
        held = Session.objects.held().filter(offering=offering)
        held = held.select_related("offering__attendance_terms").order_by("starts_at", "pk")
        self.sessions = list(held)
        self.marks = {
            (mark.registration_id, mark.session_id): mark
            for mark in Attendance.objects.filter(session__offering=offering)
        }
        self.by_id = {row.public_id: row for row in self.people}
        self.session_by_id = {session.public_id: session for session in self.sessions}
        self.by_number: dict[str, list[Registration]] = defaultdict(list)
        self.by_name: dict[str, list[Registration]] = defaultdict(list)
        for row in self.people:
            self.by_number[row.person.number or ""].append(row)
            self.by_name["".join(row.person.name.split())].append(row)

    def person(self, row: Row, findings: Findings) -> Registration | None:
        """By number of the registration, personnel number, or name and, if need be, unit."""
        if public_id := row.get("registration"):
            found = [self.by_id[public_id]] if public_id in self.by_id else []
            column, words = "registration", _("No confirmed registration here has this number.")
        elif number := row.get("number"):
            found = self.by_number.get(number, [])
            column, words = "number", _("Nobody with a confirmed place has this personnel number.")
        else:
            found = self.by_name.get("".join((row.get("name") or "").split()), [])
            found = _of_unit(found, row.get("unit"))
            column, words = "name", _("Nobody of this name has a confirmed place here.")
        if len(found) == 1:
            return found[0]
        if found:
            words = _("Several people have this name: give unit or personnel number.")
        findings.wrong(row, column, words)
        return None

    def session(self, row: Row, findings: Findings) -> Session | None:
        """By its number; else by day, beginning and title, as far as they are given."""
        if public_id := row.get("session"):
            known = self.session_by_id
            found = [known[public_id]] if public_id in known else []
            column = "session"
        else:
            found = [one for one in self.sessions if _is_meant(one, row)]
            column = "day" if row.get("day") else "session_title"
            if not any(row.get(name) for name in ("day", "starts", "session_title")):
                findings.wrong(row, "day", _("Say which session is meant: day and beginning."))
                return None
        if len(found) == 1:
            return found[0]
        words = (
            _("Several sessions fit: give the beginning, the title or the number of the session.")
            if found
            else _("No session of this activity is held then.")
        )
        findings.wrong(row, column, words)
        return None


def _of_unit(found: list[Registration], unit: str | None) -> list[Registration]:
    """Those of a unit, where more than one has the name."""
    if len(found) < 2 or not unit:
        return found
    return [one for one in found if one.unit and unit in (one.unit.name, one.unit.short_name)]


def _is_meant(session: Session, row: Row) -> bool:
    begins = timezone.localtime(session.starts_at)
    given = [
        (row.get("day"), begins.date()),
        (row.get("starts"), begins.time().replace(second=0, microsecond=0)),
        (row.get("session_title"), session.title),
    ]
    return all(said is None or said == true for said, true in given)


def _entry(
    row: Row,
    registration: Registration,
    session: Session,
    known: Attendance | None,
    findings: Findings,
    at: datetime,
) -> Entry | None:
    """What the row makes of the mark; None where it says nothing, or nothing that can be."""
    came, left = (_instant(session, row.get(name)) for name in ("came", "left"))
    status = row.get("status") or _by_clock(session, came, left)
    if status is None:
        findings.wrong(row, "status", _("Say what the person was, or when they came."))
        return None
    if words := _impossible(session, known, status, at):
        findings.wrong(row, "status", words)
        return None
    if status in ATTENDED:
        came = _sharper(came, known.in_at if known else None)
        left = _sharper(left, known.out_at if known else None)
    entry = Entry(registration, session, known, status, came, left)
    for column, words in _wrong_times(entry):
        findings.wrong(row, column, words)
        return None
    return entry


def _wrong_times(entry: Entry) -> Iterator[tuple[str, str]]:
    """What cannot be of the times of a mark: the column, and why.

    What is recorded may lie on another day: a session is moved, and its marks keep their instants.
    """
    came, left, known = entry.in_at, entry.out_at, entry.known
    if (came or left) and entry.status not in ATTENDED:
        yield "came", _("Whoever was not there neither came nor left.")
    for column, at, was in (
        ("came", came, known and known.in_at),
        ("left", left, known and known.out_at),
    ):
        if at and at != was and windows.is_of_another_day(entry.session, at):
            yield column, _of_another_day(entry.session)
    if left and not came:
        yield "came", _("Give the time of coming, too: somebody left.")
    if came and left and left < came:
        yield "left", _("Nobody leaves before they came.")


def _sharper(said: datetime | None, known: datetime | None) -> datetime | None:
    """What is known to the second, where a file says nothing or the same minute."""
    if said is None or known is None:
        return said or known
    minute = known.replace(second=0, microsecond=0)
    return known if said.replace(second=0, microsecond=0) == minute else said


def _of_another_day(session: Session) -> str:
    words = _(
        "The session is held %(when)s; this time lies on another day. Correct it, or leave the "
        "times out and say what the person was."
    )
    return words % {"when": dates.when(session.starts_at, session.ends_at)}


def _by_clock(session: Session, came: datetime | None, left: datetime | None) -> str | None:
    return status_of(session, came, left).value if came else None


def _impossible(session: Session, known: Attendance | None, status: str, at: datetime) -> str:
    """Why a status cannot be brought by a file; empty where it can."""
    if known is not None and known.status == status:
        return ""
    if status == AttendanceStatus.MADE_UP:
        return _("A make-up is recorded with the session that was attended instead.")
    if status == AttendanceStatus.UNRECORDED and known is not None:
        return _("A file takes no mark away: correct it on the person's page.")
    ahead = status in KNOWN_AHEAD or status == AttendanceStatus.UNRECORDED
    if at < windows.opens_at(session) and not ahead:
        opens = dates.instant(windows.opens_at(session))
        return _("Attendance of this session can be known from %(opens)s on.") % {"opens": opens}
    return ""


def _instant(session: Session, said: time | datetime | None) -> datetime | None:
    """A time of the session's own day, or of the day beside it where only then it is held; or the
    instant that was written in full.
    """
    if said is None:
        return None
    if isinstance(said, datetime):
        return said if timezone.is_aware(said) else timezone.make_aware(said)
    day = dates.local_date(session.starts_at)
    found = [timezone.make_aware(datetime.combine(day + gap, said)) for gap in DAYS]
    opens, until = windows.opens_at(session), windows.last_leave_at(session)
    return next((at for at in found if opens <= at <= until), found[0])
