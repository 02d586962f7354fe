"""The admin in a real browser: no call to another host, no error in the console."""

import pytest

from tests.factories import make_event, make_offering, make_registration

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
