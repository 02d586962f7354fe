"""How far a reader has come in an offering: registered, confirmed, attended, essay, finished."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.models import Attendance
from essays.deadlines import Deadlines
from essays.enums import HANDED_IN, WAITING, EssayState
from essays.models import Essay
from essays.participants import enough, tasks_in
from events.enums import OfferingState
from events.models import Offering, Session
from publishing import dates
from registration.enums import ALIVE, HOLDING, RegistrationState
from registration.models import Registration

Step = dict[str, str]
ENDED = (RegistrationState.DECLINED, RegistrationState.REMOVED)


@dataclass(frozen=True)
class _Course:
    """What the steps are told from."""

    row: Any  # a Registration with its position in the waiting list, or None
    sessions: list[Session]
    attended: int
    over: bool

    @property
    def has_place(self) -> bool:
        """For certain: neither offered, nor to be confirmed again."""
        return self.row is not None and self.row.is_confirmed and self.row.reconfirm_by is None


def track_of(
    offering: Offering, sessions: list[Session], row: Registration | None, person: Any
) -> list[Step]:
    """Steps for the component `track.html`; none where nothing lies ahead or behind."""
    alive = row is not None and row.state in (*ALIVE, *ENDED)
    if offering.state in (OfferingState.DRAFT, OfferingState.CANCELLED):
        return []
    if not alive and offering.window() not in ("open", "not_open_yet"):
        return []
    held = [session for session in sessions if not session.is_cancelled]
    confirmed = row is not None and row.state in HOLDING
    attended = Attendance.objects.filter(registration=row).attended().count() if confirmed else 0
    over = bool(held) and held[-1].ends_at < timezone.now()
    course = _Course(row, held, attended, over or offering.state == OfferingState.FINISHED)
    essays = _essays(offering, course, person)
    steps = [_registered(course), _confirmed(course), _attended(course), *essays]
    return [*steps, _finished(course, essays)]


def _step(label: str, status: str, note: str = "") -> Step:
    return {"label": label, "status": status, "note": note}


def _registered(course: _Course) -> Step:
    row = course.row
    if row is None or row.state == RegistrationState.WITHDRAWN:
        return _step(pgettext("step", "Registered"), "next")
    return _step(pgettext("step", "Registered"), "done", dates.plain_day(row.queued_at))


def _confirmed(course: _Course) -> Step:
    row = course.row
    if row is None or row.state == RegistrationState.WITHDRAWN:
        return _step(pgettext("step", "Confirmed"), "next")
    if row.state in ENDED:
        return _step(pgettext("step", "Confirmed"), "stopped", row.get_state_display())
    if course.has_place:
        return _step(pgettext("step", "Confirmed"), "done")
    note = _("to be confirmed again") if row.reconfirm_by else ""
    if row.state == RegistrationState.WAITLISTED:
        note = _("number %(position)s in line") % {"position": row.position}
    return _step(pgettext("step", "Confirmed"), "now", note or row.get_state_display())


def _attended(course: _Course) -> Step:
    label, all_of_them = pgettext("step", "Attended"), len(course.sessions)
    if not course.has_place:
        return _step(label, "next")
    note = f"{course.attended}/{all_of_them}" if course.attended else ""
    if course.over or (all_of_them and course.attended >= all_of_them):
        status = "done" if course.attended else "stopped"
        return _step(label, status, note or _("no mark"))
    begins = course.sessions[0].starts_at if course.sessions else None
    return _step(label, "now", note or (dates.relative_day(begins) if begins else ""))


def _essays(offering: Offering, course: _Course, person: Any) -> list[Step]:
    """One step for all tasks of the offering; none when it asks for no essay."""
    tasks, states = _asked(offering, course, person)
    if not tasks:
        return []
    label = pgettext("step", "Essay")
    if course.row is None or course.row.state not in HOLDING:
        return [_step(label, "next")]
    if all(states.get(task.pk) == EssayState.ACCEPTED for task in tasks):
        return [_step(label, "done", _("accepted"))]
    owed = [task for task in tasks if states.get(task.pk) not in HANDED_IN]
    if not owed and not set(states.values()) & set(WAITING):
        return [_step(label, "done", _("decided"))]
    if not owed:
        return [_step(label, "now", _("being read"))]
    deadlines = Deadlines(owed)
    first = min(deadlines.of(task, person, course.row.unit).due_at for task in owed)
    due = _("due %(day)s") % {"day": dates.plain_day(first)}
    return [_step(label, "now" if course.attended else "next", due)]


def _asked(offering: Offering, course: _Course, person: Any) -> tuple[list[Any], dict[int, str]]:
    """Tasks and the states of the reader's essays; who attended too little by the end owes none."""
    tasks = list(tasks_in([offering]).order_by("due_at"))
    if not tasks or course.row is None or course.row.state not in HOLDING:
        return tasks, {}
    own = Essay.objects.of(person).filter(task__in=tasks)
    states = dict(own.values_list("task", "state"))
    if not course.over:
        return tasks, states
    held = len(course.sessions)
    owed = [one for one in tasks if one.pk in states or enough(one, course.attended, held)]
    return owed, states


def _finished(course: _Course, essays: list[Step]) -> Step:
    done = course.over and course.attended and all(step["status"] == "done" for step in essays)
    return _step(pgettext("step", "Finished"), "end" if done else "next")
