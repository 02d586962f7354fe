"""The desk, the decision and the release cost as many statements for three essays as for one."""

from typing import Any

import pytest

from essays import actions
from essays.models import EssayTask, PreparedDecision
from notices.models import Notice
from tests.essays.test_assigning import client_of, handed_in
from tests.essays.test_release import advise, call, prepare, second
from tests.factories import Cast

assert call
assert second


@pytest.mark.parametrize("number", [1, 3])
def test_a_release_costs_the_same_for_three(
    cast: Cast, call: EssayTask, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        essay = handed_in(call, cast.unit)
        actions.comment(by=cast.reviewer, essay=essay, revision=1, text="好。")
        prepare(cast.organiser, essay, "accept")
    with django_assert_num_queries(RELEASING):
        assert actions.release(by=cast.organiser, task=call).details["number"] == number
    notice = Notice.objects.filter(kind="essay_accepted").first()
    assert notice is not None
    assert "1" in notice.body
    assert not PreparedDecision.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_desk_and_decision_ask_as_often_for_three_as_for_one(
    cast: Cast, call: EssayTask, second: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        essay = handed_in(call, cast.unit)
        for person in (cast.reviewer, second)[: number // 2 + 1]:
            advise(person, essay, "accept", "8", "4")
            actions.comment(by=person, essay=essay, revision=1, text="批注")
        prepare(cast.organiser, essay, "accept")
    organiser = client_of(cast.organiser)
    for path, cost in (
        (f"/review/tasks/{call.public_id}/", DESK),
        (f"/review/{essay.public_id}/decide/", DECIDE),
        (f"/review/tasks/{call.public_id}/release/", RELEASE),
        ("/review/tasks/", TASKS),
    ):
        organiser.get(path)
        with django_assert_num_queries(cost):
            assert organiser.get(path).status_code == 200


DESK, DECIDE, RELEASE, TASKS = 18, 20, 12, 11  # six of each: head and foot
RELEASING = 18
