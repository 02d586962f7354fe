"""A person's screen: what it shows, what it may not do, and its picture."""

from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, Response

SHOTS = Path(__file__).resolve().parents[1] / "_shots"
OF_THE_BROWSER = ("data", "blob", "about")
# Chromium repeats every answer of 400 and above in the console; Watch._response judges those.
# Wagtail tells there what its checks of a page's content have found.
NO_ERRORS = ("Failed to load resource", "axe.run results")


class Watch:
    """Collects what a good page never does: script errors, broken files, calls to other hosts."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.problems: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(word in message.text for word in NO_ERRORS):
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in OF_THE_BROWSER and address.netloc != self.home:
            self.problems.append(f"call to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A download, or a page left while it still loads, counts as aborted.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        """A page or a script's request may be refused (403, 404, 409); no file may be missing."""
        answers_a_person = response.request.resource_type in ("document", "fetch", "xhr")
        if response.status >= (500 if answers_a_person else 400):
            self.problems.append(f"{response.status}: {response.url}")


def shot(page: Page, name: str) -> Path:
    """Save the whole page as tests/_shots/<name>-<width>.png."""
    width = page.viewport_size["width"]
    path = SHOTS / f"{name}-{width}.png"
    page.screenshot(path=path, full_page=True)
    return path


def axe(page: Page, **options: object) -> None:
    """Fail with axe-core's own words when it finds a violation on what the page shows now.

    `options` are those of `axe.run`, beside what is told.

    A page that a click has just called may take the place of the one under examination, and the
    browser then forgets the examination: it is made once more, on what has come.
    """
    asked = {"resultTypes": ["violations"], **options}
    page.wait_for_load_state()
    try:
        results = Axe().run(page, options=asked)
    except Error:
        page.wait_for_load_state()
        results = Axe().run(page, options=asked)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def sign_in(page: Page, person: AbstractBaseUser, home: str) -> Page:
    """Let `person` be signed in at `home`, by the cookie that signing in would set."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": home}])
    return page
