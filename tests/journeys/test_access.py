"""Every screen that somebody reads is examined by axe, in light and dark.

On a phone in Chinese, and on a wide screen in English and large type.

The pages are those of tests/walk, made by Django's client before the browser looks at them. What
goes wrong beside, script errors and missing files, is told, too.
"""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.encoding import iri_to_uri
from playwright.sync_api import Browser, BrowserContext, Page, Route

from portal.styleguide import screens as bare_screens
from portal.styleguide import styleguide
from tests.journeys.conftest import CHINESE, DESKTOP, PHONE
from tests.journeys.screen import Watch, axe
from tests.walk.addresses import OWN, own_paths, public_paths
from tests.walk.pages import client_of
from tests.walk.scene import Scene

pytestmark = pytest.mark.sweep

HOME = "http://localhost"  # whose headers a browser trusts without TLS
# Size of targets is of WCAG 2.2 and not among what axe looks at by itself.
ALL_OF_WCAG = {"target-size": {"enabled": True}}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
PARTS = 6  # of all pages; each is a test of some twenty seconds
SCREENS = {"zh-hans": PHONE, "en": DESKTOP | {"locale": "en-GB"}}
LARGE = "if (origin !== 'null') localStorage.setItem('type', 'large')"
BAD = """<!doctype html><html lang="zh-hans"><title>字</title><main><h1>字</h1>
<style>div { display: flex } button { inline-size: 9px; block-size: 9px; padding: 0 }</style>
<div><button></button><button aria-label="字"></button></div>
<p style="color: #999; background: #fff">看不清</p></main>"""


def answered(route: Route, pages: dict[str, HttpResponse]) -> None:
    """What the browser asked for: a page that was made before, or a file."""
    request = route.request
    parts = urlsplit(request.url)
    made = pages.get(request.url.removeprefix(HOME))
    name = parts.path.removeprefix(settings.STATIC_URL)
    path = finders.find(name) if name != parts.path else None
    if made and request.resource_type == "document":
        route.fulfill(status=made.status_code, headers=dict(made.headers), body=made.content)
    elif path:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=Path(path).read_bytes(), content_type=kind)
    elif request.resource_type in ("fetch", "xhr"):
        route.abort("aborted")  # nobody answers a script that asks for news
    else:
        route.fulfill(status=404)


def opened(
    browser: Browser, pages: dict[str, HttpResponse], language: str = "zh-hans"
) -> tuple[BrowserContext, Watch]:
    """The screen of a language, whose every request is answered here."""
    kept = {"base_url": HOME, "service_workers": "block"}
    context = browser.new_context(**(CHINESE | SCREENS[language] | kept))
    if language == "en":
        context.add_init_script(LARGE)
    context.route("**/*", lambda route: answered(route, pages))
    return context, Watch(context, HOME)


def faults(page: Page, path: str) -> list[str]:
    """What axe finds on the page of an address."""
    page.goto(path)
    return faults_of(page)


def faults_of(page: Page) -> list[str]:
    """What axe finds in light, and of contrast in dark."""
    found = []
    for scheme, options in (
        ("light", {"rules": ALL_OF_WCAG}),
        ("dark", {"runOnly": CONTRAST}),
    ):
        page.emulate_media(color_scheme=scheme)
        try:
            axe(page, **options)
        except AssertionError as error:
            found.append(f"{scheme} {error}")
    return found


def too_wide(page: Page) -> list[str]:
    """How far what is shown reaches over the edge of the screen."""
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{page.url}: {over} px too wide"] if over > 0 else []


def paths_of(scene: Scene, role: str, language: str) -> list[str]:
    """What a role looks at in a language, each once."""
    public = role == "anonymous"
    paths = public_paths(scene, language) if public else own_paths(scene, role, language)
    return list(dict.fromkeys(map(iri_to_uri, paths)))


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", SCREENS)
def test_every_screen_is_accessible_in_light_and_dark(
    browser: Browser, scene: Scene, language: str, part: int
) -> None:
    found, looked_at = [], 0
    for role in ("anonymous", *OWN):
        client = client_of(scene, role)
        paths = paths_of(scene, role, language)[part::PARTS]
        made = {path: client.get(path, follow=True) for path in paths}
        pages = {path: made[path] for path in made if b"<html" in made[path].content}
        context, watch = opened(browser, pages, language)
        page = context.new_page()
        for path in pages:
            found += [f"{role}: {fault}" for fault in (*faults(page, path), *too_wide(page))]
        found += [f"{role}: {problem}" for problem in watch.problems]
        context.close()
        looked_at += len(pages)
    assert looked_at > 10
    assert not found, "\n".join(found)


@pytest.mark.django_db
def test_every_component_is_accessible_in_every_state(browser: Browser) -> None:
    request = RequestFactory().get("/styleguide/")
    request.user = AnonymousUser()
    pages = {"/styleguide/": styleguide(request)}
    for show in ("wall", "desk", "marked", "repeat", "refused", "ask"):
        pages[f"/styleguide/{show}/"] = bare_screens(request, show)
    context, watch = opened(browser, pages)
    page = context.new_page()
    found = [fault for path in pages for fault in faults(page, path)]
    context.close()
    assert not found + watch.problems, "\n".join(found + watch.problems)


def test_axe_sees_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(BAD)
    said = " ".join(faults_of(page))
    page.context.close()
    for rule in ("target-size", "button-name", "color-contrast"):
        assert rule in said
