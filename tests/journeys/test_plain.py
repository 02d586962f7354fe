"""The public site without a single script: searched, narrowed, read, in both languages."""

import re

import pytest

from portal.founding import found, translate
from tests.factories import make_course, make_event, make_offering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_everything_public_works_without_scripts(desktop, cast):
    found()
    event = make_event("走进沙家浜")
    make_offering(unit=cast.unit, page=event)
    make_offering(unit=cast.unit, page=make_course("国情研修班"))
    translate(event, title="To Shajiabang", summary="", body=[])
    page = desktop(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").first.fill("沙家浜")
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    page.locator(".hits").get_by_role("link", name="走进沙家浜").click()
    assert page.get_by_role("heading", level=1).inner_text() == "走进沙家浜"
    page.get_by_role("link", name="报名").first.click()
    page.wait_for_url(re.compile("/o/|/accounts/login/"))
    page.goto(event.url)
    page.locator('.masthead a[hreflang="en"]').click()
    assert page.get_by_role("heading", level=1).inner_text() == "To Shajiabang"
    page.goto("/courses/")
    page.get_by_role("link", name="可报名").first.click()
    assert "国情研修班" in page.locator("main").inner_text()
    page.goto("/calendar/")
    page.get_by_role("link", name="往后").first.click()
    assert page.get_by_role("heading", name="日历", exact=True).is_visible()
