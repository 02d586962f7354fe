"""Who is asked by two cohorts or two units owes once, and everywhere it is said the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from essays import actions
from essays.deadlines import deadline_of
from essays.duties import (
    debts_in,
    debts_of_task,
    debts_of_unit,
    handed_in_time,
    owed,
    tasks_of,
)
from essays.models import EssayExtension, EssayTask
from essays.progress import Progress, status_of_offerings
from essays.status import GROUPS, lines
from essays.task_enums import Audience, TaskKind
from people.models import Membership, User
from tests.essays.conftest import hand_in
from tests.essays.test_tasks import attend, make_call
from tests.factories import Cast, make_course, make_offering, make_registration

ALL = EssayTask.objects.all


def counted(cast: Cast) -> list[tuple[int, int]]:
    """Asked for and handed in, by each grouping of the rates."""
    sums = [lines(cast.admin, group)[1] for group in GROUPS]
    return [(one.due, one.handed_in) for one in sums]


@pytest.fixture
def cohorts(cast: Cast) -> tuple[Any, Any, EssayTask]:
    """Two cohorts with the participant in both; who attended once owes an essay."""
    page = make_course()
    first = make_offering(unit=cast.city, page=page)
    second = make_offering(unit=cast.city, page=page, label="第2期")
    task = EssayTask.objects.create(
        audience=Audience.COURSE,
        course=page,
        lead_unit=cast.city,
        title="心得",
        due_at=timezone.now() + timedelta(days=7),
        min_characters=20,
        least_sessions=1,
    )
    for offering in (first, second):
        make_registration(offering, cast.participant)
    return first, second, task


def test_the_cohort_in_which_enough_was_attended_asks(
    cast: Cast, cohorts: tuple[Any, Any, EssayTask]
) -> None:
    first, second, task = cohorts
    assert owed(cast.participant) == debts_of_task(task) == debts_of_unit(cast.unit) == []
    assert counted(cast) == [(0, 0)] * 3
    attend(first, cast.participant, 1)
    assert [duty.offering for duty in owed(cast.participant)] == [first]
    for debts in (debts_in(first), debts_of_task(task), debts_of_unit(cast.unit)):
        assert [(debt.person, debt.offering) for debt in debts] == [(cast.participant, first)]
    assert debts_in(second) == []
    figures = status_of_offerings([first, second])
    assert figures == {first.pk: Progress(due=1), second.pk: Progress()}
    essay = actions.start(by=cast.participant, task=task).record
    assert essay.registration.offering == first
    hand_in(essay)
    assert status_of_offerings([first, second])[first.pk].handed_in == 1
    assert counted(cast) == [(1, 1)] * 3
    EssayTask.objects.update(due_at=timezone.now())
    assert handed_in_time(cast.unit, ALL()) == (1, 1)


def test_who_attended_two_cohorts_owes_once_where_the_essay_was_begun(
    cast: Cast, cohorts: tuple[Any, Any, EssayTask]
) -> None:
    first, second, task = cohorts
    attend(first, cast.participant, 1)
    essay = actions.start(by=cast.participant, task=task).record
    attend(second, cast.participant, 1)
    assert [debt.offering for debt in debts_of_task(task)] == [first]
    assert debts_in(second) == []
    assert counted(cast) == [(1, 0)] * 3
    EssayTask.objects.update(due_at=timezone.now())
    assert handed_in_time(cast.unit, ALL()) == (1, 0)
    essay.draft.delete()
    essay.delete()
    assert [debt.offering for debt in debts_of_task(task)] == [second]
    assert [duty.offering for duty in owed(cast.participant)] == [second]
    assert actions.start(by=cast.participant, task=task).record.registration.offering == second


@pytest.mark.parametrize("extended", ["unit", "other_unit"])
def test_who_belongs_to_two_units_owes_once_by_one_deadline(cast: Cast, extended: str) -> None:
    Membership.objects.create(user=cast.participant, unit=cast.other_unit, role="member")
    task = make_call(cast, cast.unit, cast.other_unit, kind=TaskKind.REFLECTION)
    until = task.due_at + timedelta(days=3)
    EssayExtension.objects.create(
        task=task, unit=getattr(cast, extended), until=until, reason="值守"
    )

    def said() -> set[Any]:
        person = User.objects.get(pk=cast.participant.pk)
        mine = [debt for debt in debts_of_task(task) if debt.person == person]
        assert len(mine) == 1
        near = [*debts_of_unit(cast.unit), *debts_of_unit(cast.other_unit)]
        listed = [debt for debt in near if debt.person == person]
        assert [debt.unit for debt in listed] == [mine[0].unit]
        duty = tasks_of(person)[0]
        return {duty.due_at, mine[0].deadline.due_at, listed[0].deadline.due_at}

    before = said()
    assert len(before) == 1
    essay = actions.start(by=User.objects.get(pk=cast.participant.pk), task=task).record
    assert said() == before == {deadline_of(essay).due_at}
    assert debts_of_task(task)[0].writes_for is not None


def test_an_essay_keeps_the_deadline_of_the_unit_for_which_it_was_begun(cast: Cast) -> None:
    task = make_call(cast, cast.unit, cast.other_unit, kind=TaskKind.REFLECTION)
    until = task.due_at + timedelta(days=3)
    EssayExtension.objects.create(task=task, unit=cast.unit, until=until, reason="值守")
    essay = actions.start(by=cast.participant, task=task).record
    Membership.objects.create(user=cast.participant, unit=cast.other_unit, role="member")
    person = User.objects.get(pk=cast.participant.pk)
    assert deadline_of(essay).due_at == tasks_of(person)[0].due_at == until
    assert [debt.deadline.due_at for debt in debts_of_unit(cast.other_unit)] == []
    mine = [debt for debt in debts_of_unit(cast.unit) if debt.person == person]
    assert [debt.deadline.due_at for debt in mine] == [until]


def test_who_cannot_sign_in_any_more_owes_nothing_and_what_was_handed_in_counts(
    cast: Cast, task: EssayTask
) -> None:
    for person in (cast.participant, cast.colleague):
        make_registration(task.offering, person)
    hand_in(actions.start(by=cast.participant, task=task).record)
    User.objects.filter(pk__in=[cast.participant.pk, cast.colleague.pk]).update(is_active=False)
    assert debts_of_task(task) == debts_in(task.offering) == []
    # The offering's figures stay what they were: they do not change when somebody is erased.
    assert status_of_offerings([task.offering])[task.offering.pk] == Progress(2, 1, 1)
    assert counted(cast) == [(1, 1)] * 3
