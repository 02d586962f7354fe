"""More time for a person or a unit, and reminders of what is still owed."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from essays.duties import Debt
from essays.enums import UNSENT
from essays.models import Essay, EssayExtension, EssayTask
from essays.outcomes import TaskOutcome
from essays.reminders import due_today, liaisons_of, short_now, short_today, to_remind
from essays.rules import keep_tasks
from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import Note, notify_many
from notices.enums import Kind
from people.models import Unit, User
from publishing import dates, languages


@action("essays.extend")
def extend(
    *,
    by: Any,
    task: EssayTask,
    until: datetime,
    reason: str,
    person: User | None = None,
    unit: Unit | None = None,
) -> Result:
    """Give one person, or the people of one unit and those below it, until `until`.

    Those who owe it, or have begun, are told with the reason. Nobody gets less time than was given.
    Outcomes: EXTENDED, EXTENDED_ALREADY, NOT_LONGER. Raises Forbidden, and ValueError unless one of
    `person` and `unit` is given.
    """
    if (person is None) == (unit is None):
        raise ValueError("more time is for a person or for a unit")
    if by is not None:
        keep_tasks.check(by, task)
    held = EssayTask.objects.select_for_update(no_key=True, of=("self",)).get(pk=task.pk)
    if until <= max(held.due_at, timezone.now()):
        return Result(TaskOutcome.NOT_LONGER, held)
    row, made = EssayExtension.objects.get_or_create(
        task=held, person=person, unit=unit, defaults={"until": until, "reason": reason}
    )
    if not made:
        if row.until >= until:
            return Result(TaskOutcome.EXTENDED_ALREADY, held)
        row.until, row.reason, row.at = until, reason, timezone.now()
        row.revision += 1
        row.save(update_fields=["until", "reason", "at", "revision"])
    told = _tell_of_more_time(held, row)
    shown = {"until": dates.instant(until), "told": told, "name": held.title}
    return Result(TaskOutcome.EXTENDED, held, shown | {"changes": {"until": until.isoformat()}})


def _tell_of_more_time(task: EssayTask, row: EssayExtension) -> int:
    people = {debt.person.pk: debt.person for debt in to_remind(task) if _is_for(row, debt)}
    begun = Essay.objects.with_words().filter(task=task, state__in=UNSENT).select_related("author")
    begun = (
        begun.filter(author=row.person)
        if row.person_id
        else begun.filter(
            unit__path__startswith=row.unit.path  # type: ignore[union-attr]
        )
    )
    people |= {essay.author_id: essay.author for essay in begun}
    if row.person is not None:
        people[row.person.pk] = row.person
    notes = [
        Note(
            person,
            f"{task.public_id}:{row.until.isoformat()}",
            _path(person),
            {"task_title": _title(task, person), "until": row.until, "reason": row.reason},
            task.offering.public_id if task.offering else "",
            task.offering.contact if task.offering else "",
        )
        for person in people.values()
    ]
    return len(notify_many(Kind.ESSAY_EXTENDED, notes))


def _is_for(row: EssayExtension, debt: Debt) -> bool:
    if row.unit is None:
        return debt.person.pk == row.person_id
    unit = debt.writes_for
    return unit is not None and unit.path.startswith(row.unit.path)


@action("essays.remind")
def remind(*, by: Any, task: EssayTask, today: date | None = None) -> Result:
    """Remind those who still owe an essay, each once a day at most: REMINDED or NOBODY_OWES.

    With `today` only those of whom one of the task's own reminders is due on that day, and of each
    reminder once. Raises Forbidden.
    """
    if by is not None:
        keep_tasks.check(by, task)
    if today is None:
        day = timezone.localdate().isoformat()
        staged = [(debt, day) for debt in to_remind(task)]
    else:
        staged = due_today(task, today)
    notes = [
        Note(
            debt.person,
            f"{task.public_id}:{stage}",
            _path(debt.person, debt.essay),
            {
                "task_title": _title(task, debt.person),
                "until": debt.deadline.due_at,
                "late": debt.is_overdue,
                "over": debt.deadline.is_over(),
            },
            debt.offering.public_id if debt.offering else "",
            debt.offering.contact if debt.offering else "",
        )
        for debt, stage in staged
    ]
    told = len(notify_many(Kind.ESSAY_DUE, notes))
    if not told:
        return Result(TaskOutcome.NOBODY_OWES, task)
    details = {"told": told, "name": task.title, "changes": {"people": told}}
    return Result(TaskOutcome.REMINDED, task, details)


@action("essays.remind_units")
def remind_units(*, by: Any, task: EssayTask, today: date | None = None) -> Result:
    """Remind the liaisons of units that lack essays for a number by a day, each once a day at most.

    With `today` only where one of the task's own reminders is due on that day, and of each reminder
    once. Outcomes: REMINDED, NOBODY_OWES. Raises Forbidden.
    """
    if by is not None:
        keep_tasks.check(by, task)
    if today is None:
        day = timezone.localdate().isoformat()
        staged = [(row, day) for row in short_now(task)]
    else:
        staged = short_today(task, today)
    short = {row.unit.pk: (row, stage) for row, stage in staged}
    notes = []
    for membership in liaisons_of([row for row, _stage in staged]):
        row, stage = short[membership.unit_id]
        person, unit = membership.user, membership.unit
        with translation.override(person.language):
            path, name = reverse("unit-essays", args=[unit.public_id]), unit.name
            until = dates.plain_day(row.by) if row.by else ""
        context = {"task_title": _title(task, person), "unit": name, "until": until}
        numbers = {"asked": row.asked, "missing": row.missing}
        notes.append(Note(person, f"{task.public_id}:{stage}:{unit.pk}", path, context | numbers))
    told = len(notify_many(Kind.ESSAY_NUMBERS, notes))
    if not told:
        return Result(TaskOutcome.NOBODY_OWES, task)
    details = {"told": told, "name": task.title, "changes": {"people": told}}
    return Result(TaskOutcome.REMINDED, task, details)


def remind_of(*, by: Any, task: EssayTask, today: date | None = None) -> Result:
    """Remind those of whom a task asks something: people of a reflection, liaisons of a call."""
    act = remind_units if task.is_call else remind
    result: Result = act(by=by, task=task, today=today)
    return result


def _path(person: User, essay: Essay | None = None) -> str:
    """To the essay; to the list of what is owed when none was begun."""
    with translation.override(person.language):
        return essay.get_absolute_url() if essay else reverse("me")


def _title(task: EssayTask, person: User) -> str:
    return languages.text(task, "title", person.language)
