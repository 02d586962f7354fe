"""An offering that asks for an essay, and one that was begun."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from essays import actions
from essays.models import Essay, EssayTask
from tests.essays.compared import FIRST, LONG, ORDINARY, SECOND, THIRD, written
from tests.factories import Cast, make_offering, make_registration, make_task
from tests.services.chromium import find_chromium

InBrowser = Callable[..., Any]

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


@pytest.fixture
def long_task(cast: Cast) -> EssayTask:
    """Of an offering led by the district, long enough for copies."""
    return make_task(make_offering(unit=cast.district), **LONG)


@pytest.fixture
def pair(cast: Cast, long_task: EssayTask) -> tuple[Essay, Essay]:
    """An essay, and a later one that has two of its sentences in the other order."""
    source = written(cast, long_task, "申屠甲", f"{FIRST}\n{SECOND}\n{THIRD}")
    return source, written(cast, long_task, "申屠乙", f"{ORDINARY}\n{SECOND}\n{FIRST}")


def hand_in(essay: Essay, text: str = TEXT, title: str = "复核人一栏", **given: Any) -> Any:
    """Submit as the author, on the newest version, vouching for the text."""
    version = Essay.objects.select_related("draft").get(pk=essay.pk).draft.version
    values = {"title": title, "text": text, "version": version, "original": True} | given
    return actions.submit(by=essay.author, essay=essay, **values)


@pytest.fixture(scope="module")
def in_browser() -> Iterator[InBrowser]:
    """`in_browser(steps, …)` runs `steps(browser, …)` beside the test and gives its answer.

    Playwright has a thread of its own, so that its event loop never meets the database.
    """
    with ThreadPoolExecutor(1) as thread:
        playwright = thread.submit(lambda: sync_playwright().start()).result()
        launch = partial(
            playwright.chromium.launch,
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        browser = thread.submit(launch).result()
        yield lambda steps, *given: thread.submit(steps, browser, *given).result()
        thread.submit(browser.close).result()
        thread.submit(playwright.stop).result()
