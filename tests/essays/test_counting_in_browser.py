"""The browser counts as the server does, by the same rule and the same table."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from essays.counting import RULE_FILE
from tests.essays.conftest import InBrowser
from tests.essays.hard_cases import HARD_CASES

pytestmark = pytest.mark.browser

STATIC = RULE_FILE.parents[1]
TYPES = {".js": "text/javascript", ".json": "application/json", "": "text/html"}


def test_the_browser_counts_every_hard_case_as_the_server_does(in_browser: InBrowser) -> None:
    def steps(browser: Browser) -> list[int]:
        page = browser.new_page()
        page.route("http://count.test/**", serve)
        page.goto("http://count.test/")
        counted = page.evaluate(
            """async (texts) => {
                const { loadCounter } = await import("/js/essay_count.js");
                const count = await loadCounter("/essays/count_rule.json");
                return texts.map(count);
            }""",
            [text for text, _ in HARD_CASES],
        )
        page.close()
        return counted

    lengths = in_browser(steps)
    assert {text: got for (text, _), got in zip(HARD_CASES, lengths, strict=True)} == dict(
        HARD_CASES
    )


def serve(route: Any) -> None:
    path = route.request.url.removeprefix("http://count.test/")
    body = (STATIC / path).read_text() if path else "<!doctype html><title>count</title>"
    route.fulfill(body=body, content_type=TYPES[Path(path).suffix])
