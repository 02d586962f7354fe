"""Screens for the journeys.

    def test_a_participant_registers(phone, sign_in, shot, axe, ...):
        page = sign_in(phone(), participant)
        page.goto("/me/")            # addresses are relative to the test's own server
        axe(page)
        shot(page, "me")

`phone()` and `desktop()` open one more screen each time, with cookies of its own: two people can
act at once. Options of Playwright's `new_context` may be given: phone(color_scheme="dark"),
desktop(java_script_enabled=False), phone(locale="en-GB"). A test fails at its end when a screen saw
a script error, a broken file, a server error or a call to any other host.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys import screen
from tests.services.chromium import find_chromium

# Playwright runs an event loop in this thread, and Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ALONE = (
    "--no-sandbox",  # tests may run as root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
)
CHINESE = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}

PATIENCE = 20_000  # ms; a page on a busy machine may be slow, and slowness is judged elsewhere

Screens = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)  # before the one that skips by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here; a test need not say it."""
    for item in items:
        if item.path.is_relative_to(screen.SHOTS.parent / "journeys"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ALONE)
        yield chromium
        chromium.close()


@pytest.fixture
def _screens(browser: Browser, live_server) -> Iterator[Screens]:
    """Opens watched screens; closes and judges them at the end."""
    opened: list[tuple[Page, screen.Watch]] = []

    def open_screen(**options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, **(CHINESE | options))
        context.set_default_timeout(PATIENCE)
        watch = screen.Watch(context, live_server.url)
        page = context.new_page()
        opened.append((page, watch))
        return page

    yield open_screen
    for page, _ in opened:
        page.context.close()
    problems = [problem for _, watch in opened for problem in watch.problems]
    assert not problems, "\n".join(problems)


@pytest.fixture
def phone(_screens: Screens) -> Screens:
    """Opens a screen of 390 x 844 that one touches."""
    return lambda **options: _screens(**(PHONE | options))


@pytest.fixture
def desktop(_screens: Screens) -> Screens:
    """Opens a screen of 1280 x 800."""
    return lambda **options: _screens(**(DESKTOP | options))


@pytest.fixture
def shot() -> Callable[..., object]:
    """`shot(page, name)` saves a picture under tests/_shots/."""
    return screen.shot


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when axe-core finds a violation."""
    return screen.axe


@pytest.fixture
def sign_in(live_server) -> Callable[..., Page]:
    """`sign_in(page, person)` signs a person in on that screen and answers it."""
    return lambda page, person: screen.sign_in(page, person, live_server.url)
