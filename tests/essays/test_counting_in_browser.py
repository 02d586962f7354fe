"""The browser counts as the server does, by the same rule and the same table."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from essays.counting import RULE_FILE
from tests.essays.conftest import InBrowser
from tests.essays.hard_cases import HARD_CASES, HARD_LINES

pytestmark = pytest.mark.browser

STATIC = RULE_FILE.parents[1]
TYPES = {".js": "text/javascript", ".json": "application/json", "": "text/html"}


def test_the_browser_counts_every_hard_case_as_the_server_does(in_browser: InBrowser) -> None:
    assert in_browser(counted, "characters", HARD_CASES) == dict(HARD_CASES)


def test_the_browser_counts_lines_as_the_server_does(in_browser: InBrowser) -> None:
    assert in_browser(counted, "lines", HARD_LINES) == dict(HARD_LINES)


def counted(browser: Browser, what: str, cases: list[tuple[str, int]]) -> dict[str, int]:
    page = browser.new_page()
    page.route("http://count.test/**", serve)
    page.goto("http://count.test/")
    texts = [text for text, _ in cases]
    numbers = page.evaluate(
        """async ([what, texts]) => {
            const { loadCounters } = await import("/js/essay_count.js");
            const counters = await loadCounters("/essays/count_rule.json");
            return texts.map(counters[what]);
        }""",
        [what, texts],
    )
    page.close()
    return dict(zip(texts, numbers, strict=True))


def test_what_is_pasted_from_word_comes_as_plain_paragraphs(in_browser: InBrowser) -> None:
    pasted = "标题\r\n\r\n\r\n\u3000\u3000正文\u00a0一\u000b二\u200b\uf0b7\t三  \r\n末"

    def steps(browser: Browser) -> str:
        page = browser.new_page()
        page.route("http://count.test/**", serve)
        page.goto("http://count.test/")
        clean: str = page.evaluate(
            """async (text) => (await import("/js/essay_paste.js")).plain(text)""", pasted
        )
        page.close()
        return clean

    assert in_browser(steps) == "标题\n\n\u3000\u3000正文 一\n二 三\n末"


def serve(route: Any) -> None:
    path = route.request.url.removeprefix("http://count.test/")
    body = (STATIC / path).read_text() if path else "<!doctype html><title>count</title>"
    route.fulfill(body=body, content_type=TYPES[Path(path).suffix])
