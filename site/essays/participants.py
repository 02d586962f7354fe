"""Who is asked to write, by which registration or for which unit: the one place that knows it.

A reflection is owed by each participant of the task's offering or course who attended as much as
the task asks, or by each person of its units. Of a call nobody owes anything: units are asked for
numbers, and whoever is addressed may write.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from attendance.models import Attendance
from essays.models import Essay, EssayTask
from essays.task_enums import Audience, TaskKind
from events.enums import RUNNING, OfferingState
from events.models import Session
from people.models import Membership, Unit, User
from people.queries import below
from registration.enums import RegistrationState
from registration.models import Registration

# Nothing is asked of anybody before publication, nor after a cancellation.
ASKING = (*RUNNING, OfferingState.FINISHED)


def participants() -> Any:
    """Registrations whose persons may write: confirmed, or attended at least one session."""
    came = Attendance.objects.attended().filter(registration=OuterRef("pk"))
    return Registration.objects.filter(Q(state=RegistrationState.CONFIRMED) | Exists(came))


def with_attendance(registrations: Any) -> Any:
    """`registrations` with how many sessions were attended (`came`) and are held (`held`).

    Also with what tells which tasks ask for them, and which of two is the later one: `page` and
    `opened` of the offering. One query.
    """
    came, held = attended_and_held(OuterRef("pk"), OuterRef("offering"))
    return registrations.annotate(
        came=came,
        held=held,
        page=F("offering__page"),
        opened=F("offering__opens_at"),
    )


def attended_and_held(registration: Any, offering: Any) -> tuple[Coalesce, Coalesce]:
    """How many sessions of an offering were attended by a registration, and are held."""
    came = Attendance.objects.attended().filter(registration=registration)
    held = Session.objects.held().filter(offering=offering)
    return _number(came, "registration"), _number(held, "offering")


def _number(rows: Any, per: str) -> Coalesce:
    counted = rows.order_by().values(per).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def enough(task: EssayTask, came: int, held: int) -> bool:
    """Whether who came to `came` of `held` sessions attended as much as the task asks."""
    return came >= task.least_sessions and came * 100 >= task.least_percent * held


def chosen(task: EssayTask, rows: Iterable[Any], essay: Essay | None = None) -> Any:
    """By which of a person's registrations an offering's or a course's task asks for an essay.

    Of several cohorts one in which enough was attended; then that of the essay, if begun; then the
    one that opened last. `rows` as of `with_attendance`; None where no registration is asked.
    """
    own = essay.registration_id if essay is not None else None
    return max(
        (row for row in rows if is_asked_in(task, row)),
        key=lambda row: (enough(task, row.came, row.held), row.pk == own, row.opened, row.pk),
        default=None,
    )


def unit_for(
    units: Iterable[Unit], paths: Iterable[str], essay: Essay | None = None
) -> Unit | None:
    """For which of a person's units it writes: among those in or below `paths` that of the essay,
    if begun; then the lowest in the tree. None without one.
    """
    own, above = essay.unit_id if essay is not None else None, tuple(paths)
    return max(
        (unit for unit in units if unit.path.startswith(above)),
        key=lambda unit: (unit.pk == own, unit.path),
        default=None,
    )


def participation(person: Any, task: EssayTask) -> Any:
    """The registration by which `person` writes for an offering's or a course's task, or None."""
    return chosen(task, with_attendance(_registrations(task).filter(person=person)))


def _registrations(task: EssayTask) -> Any:
    """By which people write for an offering's or a course's task."""
    if task.audience == Audience.COURSE:
        return participants().filter(offering__page=task.course_id, offering__state__in=ASKING)
    return participants().filter(offering=task.offering_id)


def people_addressed(task: EssayTask) -> Any:
    """Everybody who may write for a task, whether they owe it or not."""
    people = User.objects.filter(is_active=True)
    if task.audience == Audience.OPEN:
        return people
    if task.audience == Audience.UNITS:
        own = below(list(task.units.values_list("path", flat=True)), "unit__")
        return people.filter(pk__in=Membership.objects.current().filter(own).values("user"))
    return people.filter(pk__in=_registrations(task).order_by().values("person"))


def units_addressed(task: EssayTask) -> Any:
    """Units for which people may write for a task; of participants also the units above theirs."""
    units = Unit.objects.active()
    if task.audience == Audience.OPEN:
        return units
    if task.audience == Audience.UNITS:
        return units.filter(below(list(task.units.values_list("path", flat=True)), ""))
    own = _registrations(task).exclude(unit=None).order_by().values_list("unit__path", flat=True)
    steps = {path[:end] for path in own.distinct() for end in range(len(path), 0, -Unit.steplen)}
    return units.filter(path__in=steps)


def unit_among(person: Any, task: EssayTask) -> Unit | None:
    """The unit of `person` that stands in or below a unit of the task; None without one."""
    units = [membership.unit for membership in person.current_memberships]
    among = task.units.values_list("path", flat=True) if task.audience == Audience.UNITS else [""]
    return unit_for(units, among)


def owed_now() -> Q:
    """Condition on a task: something is owed of it, for it is a reflection and has begun."""
    begun = Q(opens_at=None) | Q(opens_at__lte=timezone.now())
    return begun & Q(kind=TaskKind.REFLECTION)


def tasks_in(offerings: Any) -> Any:
    """Tasks of which participants of these offerings owe something, also by their courses."""
    asked = Q(offering__in=[offering.pk for offering in offerings])
    asked |= Q(course__in=[offering.page_id for offering in offerings])
    return EssayTask.objects.filter(owed_now(), asked)


def is_asked_in(task: EssayTask, registration: Any) -> bool:
    """Whether an offering's or a course's task is for whoever holds `registration`."""
    return task.offering_id == registration.offering_id or (
        task.course_id is not None and task.course_id == registration.page
    )


def owes(asked: bool, essay: Essay | None) -> bool:
    """Whether whoever is asked for an essay owes it: not begun, or not handed in as it should."""
    return asked and (essay is None or essay.is_writable)
