"""Every screen of ours in the back office is examined by axe at a desk, in light and dark."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import CHINESE, DESKTOP
from tests.journeys.test_access import HOME, answered, faults
from tests.walk import back_office
from tests.walk.pages import client_of
from tests.walk.scene import Scene

pytestmark = pytest.mark.sweep

PARTS = 5  # of all screens; each is a test of some twenty seconds
# Wagtail draws these alone; the last is a mail in a frame.
NOT_OURS = ("/admin/users/", "/admin/groups/", "/admin/wordings/sample/")
# A colour on its way from light to dark is neither.
AT_ONCE = "addEventListener('DOMContentLoaded', () => document.head.append(Object.assign(\
document.createElement('style'), {textContent: '* { transition: none !important }'})))"


def paths_of(scene: Scene) -> list[str]:
    """Screens of which the scene has a record."""
    found = []
    for address in back_office.screens():
        try:
            found.append(back_office.path(address, scene))
        except LookupError:
            continue
    return [path for path in dict.fromkeys(found) if not path.startswith(NOT_OURS)]


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_every_screen_is_accessible_in_light_and_dark(
    browser: Browser, scene: Scene, part: int
) -> None:
    client = client_of(scene, "administrator")
    made = {path: client.get(path) for path in paths_of(scene)[part::PARTS]}
    whole = {
        path: answer
        for path, answer in made.items()
        if answer.status_code == 200 and b"<html" in getattr(answer, "content", b"")
    }
    kept = {"base_url": HOME, "service_workers": "block"}
    context = browser.new_context(**(CHINESE | DESKTOP | kept))
    context.add_init_script(AT_ONCE)
    context.route("**/*", lambda route: answered(route, whole))
    page = context.new_page()
    found = [fault for path in whole for fault in faults(page, path)]
    context.close()
    assert len(whole) > 20
    assert not found, "\n".join(found)
