"""What a person's duties rest on, as rows and the columns of them that matter.

Two readings with the same values mean the same duties: `duties.tasks_of` works them out from these
and from nothing else. So whoever keeps duties can ask in one statement whether they still hold.
"""

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    StringAgg,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from essays.enums import HANDED_IN, EssayState
from essays.models import Essay, EssayExtension, EssayTask
from essays.participants import ASKING, attended_and_held, participants
from essays.task_enums import Audience, TaskKind
from people.models import Membership
from registration.models import Registration


def foundations_of(
    person: Any, now: Any, title: Any, of_offerings: list[Any]
) -> list[tuple[Any, list[Any]]]:
    """The rows for the person with that key, each queryset with its columns. `title` is the
    column of a task's title, `of_offerings` are further ones of a registration, of its offering.
    The key and the instant may be expressions."""
    tasks, begun = _tasks(person), Q(opens_at=None) | Q(opens_at__lte=now)
    extensions = _extensions(person)
    essays = Essay.objects.filter(author=person).filter(
        Q(state=EssayState.RETURNED)
        | Q(state__in=HANDED_IN, task__kind=TaskKind.REFLECTION) & ~Q(task__audience=Audience.OPEN)
    )
    # Of several units the first one counts, which matters to what units were given alone.
    units = _memberships(person).filter(Exists(extensions.exclude(unit=None)))
    of_units = Exists(extensions.exclude(unit=None))
    links = EssayTask.units.through.objects.filter(
        _above(person), of_units, essaytask__kind=TaskKind.REFLECTION
    )
    # Not when it opens, nor how much must be attended: whether it has, and `_lacking`.
    asked = ["pk", "public_id", "revision", "changed_at", "due_at", "kind", "audience"]
    asked += ["offering_id", "course_id"]
    return [
        (tasks, [*map(F, asked), title, ExpressionWrapper(begun, output_field=BooleanField())]),
        (_registrations(person), [*_of_registrations(), *of_offerings]),
        (essays, [F("task_id"), Case(When(state=EssayState.RETURNED, then=1), default=0)]),
        (extensions, [*map(F, ("task_id", "person_id", "unit__path", "until", "at", "revision"))]),
        (units, [F("pk"), F("unit__path")]),
        (links, [F("essaytask_id"), F("unit__path")]),
    ]


def opened_last() -> Any:
    """Tasks that have begun, the last one first: that one begins, no record tells."""
    return EssayTask.objects.filter(opens_at__lte=timezone.now()).order_by("-opens_at")


def _memberships(person: Any) -> Any:
    return Membership.objects.current().filter(user=person)


def _own(person: Any) -> Any:
    return participants().filter(person=person, offering__state__in=ASKING)


def _tasks(person: Any) -> Any:
    """Reflections that the person is asked for, and whatever was sent back to them."""
    own = _own(person).order_by()
    links = EssayTask.units.through.objects.filter(_above(person)).values("essaytask")
    asked = Q(offering__in=own.values("offering")) | Q(course__in=own.values("offering__page"))
    asked |= Q(audience=Audience.UNITS, pk__in=links)
    back = Essay.objects.filter(author=person, state=EssayState.RETURNED).values("task")
    return EssayTask.objects.filter(Q(kind=TaskKind.REFLECTION) & asked | Q(pk__in=back))


def _above(person: Any) -> Exists:
    """Condition: the unit at `unit` is one of the person's, or above it."""
    return Exists(_memberships(person).filter(unit__path__startswith=OuterRef("unit__path")))


def _registrations(person: Any) -> Any:
    """By which the person may be asked."""
    return _own(person).filter(Exists(_of_registration()))


def _of_registration() -> Any:
    asked = Q(offering=OuterRef("offering")) | Q(course=OuterRef("offering__page"))
    return EssayTask.objects.filter(asked)


def _of_registrations() -> list[Any]:
    """With the tasks for which too little was attended, and the place among cohorts of a course."""
    counting = _of_registration().filter(Q(least_sessions__gt=0) | Q(least_percent__gt=0))
    lacking = Case(When(Exists(counting), then=_lacking(counting)), default=None)
    # Of several cohorts the one that opened last is asked, which matters to a course's task alone.
    by_course = Exists(EssayTask.objects.filter(course=OuterRef("offering__page")))
    place = Case(When(by_course, then=_opened_later()), default=None)
    known = map(F, ("pk", "changed_at", "offering_id", "offering__page_id", "unit__path"))
    return [*known, lacking, place]


def _lacking(tasks: Any) -> Subquery:
    """The keys of those of `tasks` for which too little was attended: see `participants.enough`."""
    came, held = attended_and_held(OuterRef(OuterRef("pk")), OuterRef(OuterRef("offering")))
    short = ExpressionWrapper(F("least_percent") * held - came * 100, IntegerField())
    lacking = tasks.alias(came=came, short=short).filter(
        Q(least_sessions__gt=F("came")) | Q(short__gt=0)
    )
    keys = StringAgg(Cast("pk", TextField()), Value(","))
    found = lacking.order_by().values(one=Value(1))
    return Subquery(found.annotate(keys=keys).values("keys"))


def _opened_later() -> Subquery:
    """How many of the person's cohorts of a course come before one: see `participants.chosen`."""
    same = _own(OuterRef("person")).filter(offering__page=OuterRef("offering__page"))
    opened = OuterRef("offering__opens_at")
    later = Q(offering__opens_at__gt=opened) | Q(offering__opens_at=opened, pk__gt=OuterRef("pk"))
    number = same.filter(later).order_by().values("person").annotate(number=Count("pk"))
    return Subquery(number.values("number"))


def _extensions(person: Any) -> Any:
    """More time that may be the person's: given to them, or to a unit that is above theirs; of
    whatever task, for to say which would cost the database more than it is worth."""
    belongs = _above(person)
    registered = Registration.objects.filter(person=person)
    wrote = Exists(registered.filter(unit__path__startswith=OuterRef("unit__path")))
    begun = Essay.objects.filter(author=person)
    begun_for = Exists(begun.filter(unit__path__startswith=OuterRef("unit__path")))
    of_units = Q(unit__isnull=False) & (belongs | wrote | begun_for)
    return EssayExtension.objects.filter(Q(person=person) | of_units)
