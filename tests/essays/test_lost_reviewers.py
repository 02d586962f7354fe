"""Essays whose reviewers may read them no more go to others; what units do not recommend waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from essays import actions
from essays.models import Assignment, Essay, EssayTask
from essays.outcomes import RecommendOutcome, ReviewOutcome, TaskOutcome
from essays.rules import review_essay
from essays.task_enums import TaskKind
from essays.tasks import hand_on_essays
from essays.waiting import unread_by
from kernel.models import AuditRow
from kernel.rules import Forbidden
from notices.models import Notice
from people.models import Membership
from tests.essays.conftest import hand_in
from tests.essays.test_assigning import client_of, handed_in, plan, readers_of
from tests.essays.test_tasks import make_call
from tests.factories import Cast, make_person


@pytest.fixture
def readers(cast: Cast) -> list[Any]:
    """Two reviewers of the district's tasks."""
    return [cast.reviewer, make_person("乙评", cast.district, "reviewer")]


def end_role(person: Any) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = Membership.objects.filter(user=person)
    rows.update(since_on=yesterday - timedelta(days=9), until_on=yesterday)


def deactivate(person: Any) -> None:
    type(person).objects.filter(pk=person.pk).update(is_active=False)


def join_the_unit_of_the_author(person: Any) -> None:
    unit = Essay.objects.filter(assignments__reviewer=person)[0].unit
    Membership.objects.create(user=person, unit=unit, role="member")


@pytest.mark.parametrize("lose", [end_role, deactivate, join_the_unit_of_the_author])
def test_who_may_read_no_more_is_followed_by_somebody_else(
    cast: Cast, task: EssayTask, readers: list[Any], lose: Any
) -> None:
    plan(task, reviewers_each=1)
    essay = handed_in(task, cast.unit)
    (reader,) = readers_of(essay)
    (other,) = set(readers) - {reader}
    assert hand_on_essays() == 0
    lose(reader)
    desk = client_of(cast.organiser).get(f"/review/tasks/{task.public_id}/")
    assert reader.name in desk.context["lost"]
    assert desk.context["missing"] == 1
    assert hand_on_essays() == 1
    assert readers_of(essay) == {other}
    assert list(unread_by(other)) == [essay]
    assert Notice.objects.filter(kind="essays_assigned", recipient=other).exists()
    assert AuditRow.objects.filter(action="essays.hand_on").count() == 1
    assert hand_on_essays() == 0


def test_who_has_recommended_stays_and_nobody_left_is_said(
    cast: Cast, task: EssayTask, readers: list[Any]
) -> None:
    plan(task, reviewers_each=2, decides="chief")
    essay = handed_in(task, cast.unit)
    assert readers_of(essay) == set(readers)
    actions.advise(by=readers[0], essay=essay, revision=1, verdict="accept")
    for reader in readers:
        end_role(reader)
    organiser = client_of(cast.organiser)
    address = f"/review/{essay.public_id}/reviewers/"
    assert organiser.get(address).content.decode().count("已不能评阅本篇") == 1
    handed = organiser.post(f"/review/tasks/{task.public_id}/assign/", {"do": "hand_on"})
    desk = organiser.get(handed.url)
    assert (desk.context["lost"], desk.context["missing"]) == ("", 1)
    assert readers_of(essay) == {readers[0]}


def test_the_rule_counts_them_no_more_and_takes_them_away(
    cast: Cast, task: EssayTask, readers: list[Any]
) -> None:
    plan(task, reviewers_each=1)
    essay = handed_in(task, cast.unit)
    (reader,) = readers_of(essay)
    end_role(reader)
    assert not unread_by(reader).exists()
    result = actions.assign_by_rule(by=cast.organiser, task=task)
    assert result.outcome is ReviewOutcome.ALL_ASSIGNED
    assert readers_of(essay) == set(readers) - {reader}
    same = actions.hand_on(by=cast.organiser, task=task)
    assert same.outcome is ReviewOutcome.NOBODY_LOST
    with pytest.raises(Forbidden):
        actions.hand_on(by=cast.reviewer, task=task)


def test_where_units_recommend_reviewers_get_what_is_recommended(
    cast: Cast, readers: list[Any]
) -> None:
    task = make_call(cast, cast.unit, by_persons=False)
    plan(task, reviewers_each=1)
    essay = actions.start(by=cast.participant, task=task).record
    assert hand_in(essay).ok
    essay.refresh_from_db()
    author = client_of(cast.participant)
    assert "等待本单位推荐" in author.get(essay.get_absolute_url()).content.decode()
    assert not Assignment.objects.exists()
    assert not any(review_essay.allows(one, essay) for one in [*readers, cast.admin])
    assert actions.recommend(by=cast.liaison, essay=essay).ok
    (reader,) = readers_of(essay)
    assert list(unread_by(reader)) == [essay]
    assert "等待本单位推荐" not in author.get(essay.get_absolute_url()).content.decode()
    back = {"by": cast.liaison, "essay": essay, "is_recommended": False}
    assert actions.recommend(**back).outcome is RecommendOutcome.TAKEN_BACK
    assert not readers_of(essay)
    assert actions.recommend(by=cast.liaison, essay=essay).ok
    (reader,) = readers_of(essay)
    actions.comment(by=reader, essay=essay, revision=1, text="好。")
    assert actions.recommend(**back).outcome is RecommendOutcome.BEING_READ


def test_essays_come_in_by_one_way_at_least(cast: Cast) -> None:
    task = make_call(cast, cast.unit)
    values = {"by_persons": False, "by_units": False}
    result = actions.edit_task(by=cast.organiser, task=task, values=values)
    assert result.outcome is TaskOutcome.NO_WAY_IN
    assert task.kind == TaskKind.CALL
