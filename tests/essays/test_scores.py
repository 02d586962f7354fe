"""Points that people gave: the order suggested for prizes, and the workbook of a task."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from essays import actions
from essays.awarding import candidates
from essays.enums import EssayState
from essays.models import Essay, EssayTask
from tests.essays.test_assigning import client_of, handed_in
from tests.essays.test_release import SHEET, VALUES, advise, prepare
from tests.factories import Cast


@pytest.fixture
def judged(cast: Cast, task: EssayTask) -> list[Essay]:
    """Three essays of one call: the second with most points, the third with none."""
    assert actions.plan_review(by=cast.organiser, task=task, values=VALUES, sheet=SHEET).ok
    essays = [handed_in(task, cast.unit) for _number in range(3)]
    assert advise(cast.reviewer, essays[0], "accept", "4", "2").ok
    assert advise(cast.reviewer, essays[1], "accept", "9", "4.5").ok
    return essays


def release(cast: Cast, task: EssayTask, essays: list[Essay]) -> None:
    for essay in essays:
        assert prepare(cast.organiser, essay, "accept").ok
    assert actions.release(by=cast.organiser, task=task).ok


def book_of(by: Any, task: EssayTask) -> list[tuple[Any, ...]]:
    answer = client_of(by).get(f"/review/tasks/{task.public_id}/scores.xlsx")
    assert answer.status_code == 200
    return list(load_workbook(BytesIO(b"".join(answer))).active.iter_rows(values_only=True))


def test_most_points_are_suggested_first_and_none_last(cast: Cast, task, judged) -> None:
    release(cast, task, judged)
    first, second, third = judged
    shown = candidates(task)
    assert [one.pk for one in shown] == [second.pk, first.pk, third.pk]
    assert shown[0].points > shown[1].points
    assert shown[2].points is None


def test_the_workbook_has_every_point_and_names_only_after_the_decision(
    cast: Cast, task, judged
) -> None:
    name = judged[1].author.name
    before = book_of(cast.organiser, task)
    assert len(before) == 4
    assert not any(name in map(str, row) for row in before)
    (row,) = [row for row in before if row[0] == judged[1].public_id]
    assert row[5] == cast.reviewer.name
    assert row[7:9] == (9, 4.5)
    assert row[9] == row[10] == 90
    release(cast, task, judged)
    after = book_of(cast.organiser, task)
    assert any(name in map(str, row) for row in after)


def test_an_english_workbook_has_words_and_no_markup(cast: Cast, task, judged) -> None:
    cast.organiser.language = "en"
    cast.organiser.save()
    answer = client_of(cast.organiser).get(f"/en/review/tasks/{task.public_id}/scores.xlsx")
    book = load_workbook(BytesIO(b"".join(answer)))
    assert [cell.value for cell in book.active[1]][7:9] == ["Observation", "文字"]


def test_the_workbook_does_not_name_who_was_sent_back(cast: Cast, task, judged) -> None:
    assert prepare(cast.organiser, judged[1], "return", "请补充。").ok
    assert actions.release(by=cast.organiser, task=task).ok
    judged[1].refresh_from_db()
    assert judged[1].state == EssayState.RETURNED
    assert not any(judged[1].author.name in map(str, row) for row in book_of(cast.organiser, task))


def test_the_workbook_is_for_those_who_direct_and_leaves_out_the_own_essay(
    cast: Cast, task, judged
) -> None:
    path = f"/review/tasks/{task.public_id}/scores.xlsx"
    assert client_of(cast.reviewer).get(path).status_code == 403
    author = judged[0].author
    author.memberships.create(unit=cast.city, role="organiser")
    assert judged[0].public_id not in [row[0] for row in book_of(author, task)]
