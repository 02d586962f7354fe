"""Who is asked to write: the one place that knows it.

A reflection is owed by each participant of the task's offering or course who attended as much as
the task asks, or by each person of its units. Of a call nobody owes anything: units are asked for
numbers, and whoever is addressed may write.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from attendance.models import Attendance
from essays.models import EssayTask
from essays.task_enums import Audience, TaskKind
from events.enums import OfferingState
from events.models import Session
from people.models import Membership, Unit
from people.queries import below
from registration.enums import RegistrationState
from registration.models import Registration

# Nothing is asked of anybody before publication, nor after a cancellation.
ASKING = (OfferingState.PUBLISHED, OfferingState.PAUSED, OfferingState.FINISHED)


def participants() -> Any:
    """Registrations whose persons may write: confirmed, or attended at least one session."""
    came = Attendance.objects.attended().filter(registration=OuterRef("pk"))
    return Registration.objects.filter(Q(state=RegistrationState.CONFIRMED) | Exists(came))


def with_attendance(rows: Any, registration: str = "") -> Any:
    """`rows` with how many sessions were attended (`came`) and are held (`held`), in one query.

    `registration` leads from a row to its registration, with its underscores.
    """
    came = Attendance.objects.attended().filter(registration=OuterRef(f"{registration}pk"))
    held = Session.objects.held().filter(offering=OuterRef(f"{registration}offering"))
    return rows.annotate(came=_number(came, "registration"), held=_number(held, "offering"))


def _number(rows: Any, per: str) -> Coalesce:
    counted = rows.order_by().values(per).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def enough(task: EssayTask, came: int, held: int) -> bool:
    """Whether who came to `came` of `held` sessions attended as much as the task asks."""
    return came >= task.least_sessions and came * 100 >= task.least_percent * held


def participation(person: Any, task: EssayTask) -> Any:
    """The registration by which `person` writes for an offering's or a course's task, or None."""
    rows = participants().filter(person=person)
    if task.audience == Audience.COURSE:
        rows = rows.filter(offering__page=task.course_id, offering__state__in=ASKING)
        return rows.order_by("-offering__opens_at", "-pk").first()
    return rows.filter(offering=task.offering_id).first()


def unit_among(person: Any, task: EssayTask) -> Unit | None:
    """The unit of `person` that stands in or below a unit of the task; None without one."""
    rows = Membership.objects.current().filter(user=person).select_related("unit")
    if task.audience == Audience.UNITS:
        rows = rows.filter(below(list(task.units.values_list("path", flat=True)), "unit__"))
    membership = rows.order_by("-unit__path", "pk").first()
    return membership.unit if membership else None


def owed_now() -> Q:
    """Condition on a task: something is owed of it, for it is a reflection and has begun."""
    begun = Q(opens_at=None) | Q(opens_at__lte=timezone.now())
    return begun & Q(kind=TaskKind.REFLECTION)


def tasks_in(offerings: Any) -> Any:
    """Tasks of which participants of these offerings owe something, also by their courses."""
    asked = Q(offering__in=[offering.pk for offering in offerings])
    asked |= Q(course__in=[offering.page_id for offering in offerings])
    return EssayTask.objects.filter(owed_now(), asked)


def is_asked_in(task: EssayTask, offering: Any) -> bool:
    """Whether an offering's or a course's task is for the participants of `offering`."""
    return task.offering_id == offering.pk or (
        task.course_id is not None and task.course_id == offering.page_id
    )


@dataclass(frozen=True)
class Asked:
    """A person who owes an essay for a task: by which offering, for which unit."""

    person: Any
    unit: Unit | None
    task: EssayTask
    offering: Any = None


def asked_as_participants(tasks: list[EssayTask], registrations: Any) -> list[Asked]:
    """Whoever of `registrations` owes one of the offerings' or courses' tasks. One query."""
    offerings = Q(offering__in=[task.offering_id for task in tasks if task.offering_id])
    offerings |= Q(offering__page__in=[task.course_id for task in tasks if task.course_id])
    rows = with_attendance(registrations.filter(offerings, offering__state__in=ASKING))
    return [
        Asked(row.person, row.unit, task, row.offering)
        for row in rows.select_related("person", "unit", "offering")
        for task in tasks
        if is_asked_in(task, row.offering) and enough(task, row.came, row.held)
    ]


def asked_as_members(tasks: list[EssayTask], within: Unit | None = None) -> list[Asked]:
    """People of the tasks' units, or those of them in `within`, once for each task. Two queries."""
    by_key = {task.pk: task for task in tasks if task.audience == Audience.UNITS}
    if not by_key:
        return []
    links = EssayTask.units.through.objects.filter(essaytask__in=by_key)
    paths: dict[int, list[str]] = {}
    for key, path in links.values_list("essaytask", "unit__path"):
        paths.setdefault(key, []).append(path)
    rows = Membership.objects.current().filter(user__is_active=True)
    rows = rows.filter(below([path for found in paths.values() for path in found], "unit__"))
    if within is not None:
        rows = rows.filter(unit__path__startswith=within.path)
    found: dict[tuple[int, int], Asked] = {}
    for row in rows.select_related("user", "unit").order_by("unit__path", "pk"):
        for key, held in paths.items():
            if row.unit.path.startswith(tuple(held)):
                found.setdefault((key, row.user_id), Asked(row.user, row.unit, by_key[key]))
    return list(found.values())
