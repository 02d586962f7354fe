"""An offering that asks for an essay, and one that was begun."""

from typing import Any

import pytest

from essays import actions
from essays.models import Essay, EssayTask
from tests.factories import Cast, make_offering, make_registration, make_task

TEXT = "在纪念馆二层，我站在一张计算稿前面很久。纸已经发黄，铅笔字却还清楚。"  # 30 characters


@pytest.fixture
def task(cast: Cast) -> EssayTask:
    """20 to 200 characters, due in a week, of an offering led by the district."""
    return make_task(make_offering(unit=cast.district))


@pytest.fixture
def essay(cast: Cast, task: EssayTask) -> Essay:
    """Begun by the participant, who is confirmed."""
    make_registration(task.offering, cast.participant)
    return actions.start(by=cast.participant, task=task).record


@pytest.fixture
def submitted(cast: Cast, essay: Essay) -> Essay:
    """Handed in once."""
    hand_in(essay)
    essay.refresh_from_db()
    return essay


def hand_in(essay: Essay, text: str = TEXT, title: str = "复核人一栏", **given: Any) -> Any:
    """Submit as the author, on the newest version, vouching for the text."""
    version = Essay.objects.select_related("draft").get(pk=essay.pk).draft.version
    values = {"title": title, "text": text, "version": version, "original": True} | given
    return actions.submit(by=essay.author, essay=essay, **values)
