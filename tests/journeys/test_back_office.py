"""The admin in a real browser: no call to another host, no error in the console."""

import pytest

from media.models import CustomImage
from media.uploads import PICTURES, CheckedFile
from tests.factories import make_event, make_offering, make_registration
from tests.media.crafted import picture

# What stands in the head of a list, or in its rows, beyond an edge of the screen.
OUTSIDE = """[...document.querySelectorAll(
  ".w-slim-header :is(a, button, input:not([type=radio]), select), #listing-results li img")]
  .filter((one) => one.checkVisibility())
  .filter((one) => { const box = one.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1); })
  .map((one) => one.textContent.trim() || one.outerHTML.slice(0, 80))"""
# Lines of the words of state of each page.
LINES = """[...document.querySelectorAll("#listing-results td:not(.title) time")].map((one) =>
  Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)))"""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_organiser_walks_through_the_back_office(desktop, sign_in, shot, staff):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant)
    for width in (1280, 820):
        page = sign_in(desktop(viewport={"width": width, "height": 900}), staff.organiser)
        for name, path in (
            ("home", "/admin/"),
            ("offerings", "/admin/offerings/"),
            ("offering", f"/admin/offerings/inspect/{offering.pk}/"),
            ("new", "/admin/offerings/new/"),
            ("registrations", "/admin/registrations/"),
        ):
            page.goto(path)
            page.wait_for_load_state("networkidle")
            shot(page, f"admin-organiser-{name}")
    page.goto("/admin/registrations/")
    page.locator("[data-bulk-action-checkbox]").first.check()
    # Four acts stand in sight, the most serious one behind "more".
    page.locator(".bulk-actions-buttons [data-w-dropdown-target='toggle']").click()
    page.locator("[data-bulk-action-button]").filter(has_text="移除").click()
    page.wait_for_load_state("networkidle")
    assert "/admin/bulk/registration/registration/remove/" in page.url


def test_an_editor_walks_through_the_admin(desktop, sign_in, shot, staff):
    event = make_event("一场沙龙")
    page = sign_in(desktop(), staff.editor)
    for name, path in (
        ("home", "/admin/"),
        ("pages", f"/admin/pages/{event.get_parent().pk}/"),
        ("page", f"/admin/pages/{event.pk}/edit/"),
        ("settings", "/admin/settings/publishing/sitesettings/"),
        ("menus", "/admin/settings/publishing/sitemenu/"),
        ("pictures", "/admin/images/"),
        ("venue", "/admin/venues/new/"),
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        shot(page, f"admin-editor-{name}")


# Wagtail leaves the file of a picture that it scales to be closed by the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("width", [390, 820])
def test_nothing_of_a_list_is_cut_on_a_small_screen(desktop, sign_in, staff, width):
    event = make_event("一场沙龙")
    event.save_revision()
    for number in range(4):
        file = CheckedFile(picture(), f"{number}.jpg", PICTURES["jpg"])
        CustomImage.objects.create(title=f"图{number}", file=file)
    page = sign_in(desktop(viewport={"width": width, "height": 900}), staff.organiser)
    page.goto("/admin/offerings/")
    assert page.evaluate(OUTSIDE) == []
    page = sign_in(desktop(viewport={"width": width, "height": 900}), staff.editor)
    for path in ("/admin/images/", f"/admin/pages/{event.get_parent().pk}/"):
        page.goto(path)
        assert page.evaluate(OUTSIDE) == [], path
    assert page.evaluate(LINES) == [1]
