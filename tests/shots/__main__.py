"""Photograph the demo: `make shots`, with ARGS="--only me --width 390 --look dark --lang en"."""

import argparse
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from portal.demo.people import PASSWORD
from tests.journeys.screen import Watch
from tests.services.chromium import find_chromium
from tests.services.process import free_port, running
from tests.shots.crawl import examples
from tests.shots.sheets import compare, contact_sheet
from tests.shots.still import MOMENT

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "var" / "shots"
PEOPLE = ("visitor", "participant", "liaison", "organiser", "reviewer", "editor", "stranger")
WIDTHS = (390, 820, 1440)
HEIGHT, TALLEST = 900, 6000
# What the switches at the foot of each page keep in the browser.
LOOKS: dict[str, dict[str, str]] = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "large": {"theme": "light", "type": "large"},
}
# Pictures further down are fetched as one comes near them; here they are wanted at once.
FETCH_ALL = """async () => {
  const late = [...document.images].filter((image) => image.loading === "lazy");
  for (const image of late) image.loading = "eager";
  await Promise.all(late.map((image) => image.decode().catch(() => {})));
}"""
# A page is fetched once and then put into one look after another: by the switches at its foot, or
# where it has none as they would.
WEAR = """({ theme, type = "" }) => {
  const root = document.documentElement;
  for (const [name, value] of Object.entries({ theme, type })) {
    const choice = `[data-display] [data-set="${name}"][value="${value}"]`;
    const button = document.querySelector(choice);
    if (button) button.click();
    else if (root.classList.contains("js")) root.dataset[name] = value;
  }
}"""
# Drawn from keys that every database makes anew.
CODES = ".qr__code, .qr__spoken, .pass__code, .letter__qr, .wall__code, .wall__digits"
OWN_STATE = {"", "courses/*", "events/*", "o/*"}  # shown to a participant once more
LANGUAGES = {"zh": ("", "zh-CN"), "en": ("/en", "en-GB")}


def arguments() -> argparse.Namespace:
    """What the command line asks for; everything without options."""
    parser = argparse.ArgumentParser(prog="make shots ARGS=…", description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD", help="pages whose name holds it")
    parser.add_argument("--who", nargs="*", choices=PEOPLE, default=PEOPLE)
    parser.add_argument("--width", nargs="*", type=int, default=WIDTHS)
    parser.add_argument("--look", nargs="*", choices=LOOKS, default=tuple(LOOKS))
    parser.add_argument("--lang", nargs="*", choices=LANGUAGES, default=tuple(LANGUAGES))
    parser.add_argument(
        "--against",
        type=lambda word: Path(word).resolve(),
        metavar="FOLDER",
        help="pictures to compare with: a kept copy",
    )
    return parser.parse_args()


def plain_name(sort: str) -> str:
    """A page's sort as a part of a file's name."""
    return re.sub(r"[^\w.]+", "-", sort.replace("*", "x")).strip("-") or "home"


@contextmanager
def demo_site() -> Iterator[str]:
    """The demo on a database and a port of its own; gives its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="yanxi-shots-", ignore_cleanup_errors=True) as folder:
        home = f"http://localhost:{port}"
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.shots.settings",
            "VAR_DIR": folder,
            "SITE_URL": home,
        }
        environment = os.environ | own
        manage = [sys.executable, "-m", "tests.shots.still"]
        for command in (["migrate", "--no-input", "-v0"], ["createcachetable"], ["demo"]):
            subprocess.run([*manage, *command], env=environment, check=True, cwd=ROOT)
        serve = [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"]

        def answers() -> None:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            asked.request("GET", "/health/live", headers={"Host": "localhost"})
            if asked.getresponse().status != 200:
                raise ConnectionError
            asked.close()

        environment["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'site'}"
        with running(serve, answers, Path(folder), env=environment):
            yield home


def signed_in(browser: Browser, home: str, who: str) -> Any:
    """Cookies of somebody who has signed in; none of a visitor."""
    context = browser.new_context(locale="zh-CN")
    if who != "visitor":
        page = context.new_page()
        page.goto(f"{home}/accounts/login/")
        page.fill("input[name=login]", f"{who}@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(re.compile(r"^(?!.*login)"))
    state = context.storage_state()
    context.close()
    return state


class Camera:
    """Photographs pages as one person sees them; keeps what was wrong with one."""

    def __init__(self, browser: Browser, home: str, target: Path) -> None:
        self.browser, self.home, self.target = browser, home, target
        self.troubles: list[str] = []

    def contexts(self, state: Any, wanted: argparse.Namespace) -> Iterator[tuple[Any, ...]]:
        """A watched screen of each language and width, with the words that name it."""
        for lang in wanted.lang:
            prefix, locale = LANGUAGES[lang]
            for width in wanted.width:
                context = self.browser.new_context(
                    locale=locale,
                    storage_state=state,
                    viewport={"width": width, "height": HEIGHT},
                    reduced_motion="reduce",
                    timezone_id="Asia/Shanghai",
                )
                context.clock.set_fixed_time(MOMENT)
                watch = Watch(context, self.home)
                yield context.new_page(), watch, prefix, lang, width
                context.close()

    def take(self, page: Page, watch: Watch, address: str, name: str, looks: list[str]) -> None:
        """One picture of a page in each look that it can have; `name` has a place for the look."""
        page.goto(f"{self.home}{address}")
        if address.startswith("/api/"):  # the interface's reference draws itself late
            page.wait_for_load_state("networkidle")
        of_wagtail = address.startswith("/admin/")
        for look in looks:
            if of_wagtail and "type" in LOOKS[look]:
                continue  # the back office has no larger type
            page.emulate_media(color_scheme=LOOKS[look]["theme"])  # which it asks the system for
            page.evaluate(WEAR, LOOKS[look])
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0 and not of_wagtail:
                watch.problems.append(f"{look}: {wide} px too wide")
            self.press(page, self.target / f"{name.format(look=look)}.png")
        self.troubles += [f"{name}: {problem}" for problem in watch.problems]
        watch.problems.clear()

    def press(self, page: Page, file: Path) -> None:
        """The whole page, with the pictures further down; Wagtail's middle scrolls by itself."""
        page.evaluate(FETCH_ALL)
        screen = page.viewport_size
        inside = page.evaluate("document.querySelector('main')?.scrollHeight ?? 0")
        if "/admin/" in page.url:
            page.set_viewport_size(screen | {"height": min(max(inside, HEIGHT), TALLEST)})
        page.screenshot(
            path=file,
            full_page=True,
            animations="disabled",
            mask=[page.locator(CODES)],
            mask_color="#8a8a8a",
        )
        page.set_viewport_size(screen)


def photograph(camera: Camera, wanted: argparse.Namespace) -> None:
    """All pictures. What greets everybody alike is taken of a visitor alone."""
    taken: set[str] = set()
    for who in wanted.who:
        state = signed_in(camera.browser, camera.home, who)
        context = camera.browser.new_context(storage_state=state, locale="zh-CN")
        found = examples(context, camera.home, signed_in=who != "visitor")
        context.close()
        paths = {s: p for s, p in found.items() if s not in taken and wanted.only in p}
        taken |= paths.keys() - (OWN_STATE if who == "visitor" else set())
        print(f"{who}: {len(paths)} pages", flush=True)
        for page, watch, prefix, lang, width in camera.contexts(state, wanted):
            for sort, path in paths.items():
                if prefix and path.startswith("/admin/"):
                    continue  # the language of the back office is the account's, not the address's
                name = f"{plain_name(sort)}-{who}-{lang}-{{look}}-{width}"
                camera.take(page, watch, f"{prefix}{path}", name, wanted.look)


def laid_down(fresh: Path, everything: bool) -> set[str]:
    """Move fresh pictures into `latest`, those they replace into `before`; the names of all these.

    A run for some pages leaves the pictures of others where they are.
    """
    latest, before = TARGET / "latest", TARGET / "before"
    latest.mkdir(exist_ok=True)
    shutil.rmtree(before, ignore_errors=True)
    before.mkdir()
    names = {path.name for path in fresh.glob("*.png")}
    replaced = {path.name for path in latest.glob("*.png") if everything or path.name in names}
    for name in replaced:
        (latest / name).rename(before / name)
    for name in names:
        (fresh / name).rename(latest / name)
    fresh.rmdir()
    return names | replaced


def main() -> int:
    """Take them all; 1 when a page had an error, missed a file or was wider than its screen."""
    wanted = arguments()
    fresh = TARGET / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with demo_site() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        camera = Camera(browser, home, fresh)
        photograph(camera, wanted)
        browser.close()
    names = laid_down(fresh, everything=len(sys.argv) == 1)
    latest = TARGET / "latest"
    told = compare(wanted.against or TARGET / "before", latest, names)
    print(*[f"{name}: {change.word}" for name, change in told.items()], sep="\n")
    print(*camera.troubles, sep="\n")
    print(contact_sheet(latest, told))
    return bool(camera.troubles)


if __name__ == "__main__":
    sys.exit(main())
