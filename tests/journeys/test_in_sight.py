"""What a reader came for stands in sight: the button on a wide screen, the list on a phone."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_course, make_event, make_offering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_button_is_in_sight_on_a_wide_screen(desktop, cast):
    course = make_course("国情研修班", summary="每年一至两期，从城市到乡村。")
    make_offering(unit=cast.unit, page=course, sessions=3)
    page = desktop()
    page.goto(course.url)
    expect(page.get_by_role("link", name="登录后报名")).to_be_in_viewport()
    boxes = [page.locator(part).bounding_box() for part in (".facts__act", ".facts dl")]
    assert boxes[0]["y"] < boxes[1]["y"]


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_list_comes_before_what_narrows_it(phone, desktop, cast, axe, scripts):
    for title in ("走进沙家浜", "国情沙龙"):
        make_offering(unit=cast.unit, page=make_event(title))
    page = phone(java_script_enabled=scripts)
    page.goto("/events/?registration=open")
    expect(page.get_by_role("link", name="走进沙家浜")).to_be_in_viewport()
    narrowing = page.locator(".narrow > summary")
    expect(narrowing).to_contain_text("可报名")
    choice = page.get_by_role("link", name="已结束")
    expect(choice).to_be_hidden()
    narrowing.click()
    expect(choice).to_be_visible()
    if scripts:
        axe(page)
    choice.click()
    page.wait_for_url("**when=past**")
    wide = desktop(java_script_enabled=scripts)
    wide.goto("/events/")
    expect(wide.get_by_role("link", name="已结束")).to_be_visible()
    expect(wide.locator(".narrow > summary")).to_be_hidden()
