"""Subscribe: the public calendar, and one's own by an address that can be revoked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.factories import Cast, make_offering, make_registration, make_session

pytestmark = pytest.mark.django_db(transaction=True)


def events_of(body: bytes) -> list[str]:
    """Titles of all events of a calendar."""
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(body).walk("VEVENT")]


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
def test_the_calendar_for_everybody(cast: Cast, phone, desktop, shot, axe, view: str) -> None:
    first = make_offering(unit=cast.city, sessions=3).sessions.earliest("starts_at")
    day = timezone.localdate(first.starts_at)
    for page in (phone(), desktop()):
        page.goto(f"/calendar/?view={view}&date={day:%Y-%m-%d}")
        axe(page)
        shot(page, f"subscribe-{view}")
    _on_paper(page, view)


def test_a_later_week_of_a_long_list_opens_where_one_goes_to_it(cast: Cast, phone) -> None:
    first = timezone.now() + timedelta(days=1)
    offering = make_offering(unit=cast.city, sessions=0)
    for number in range(13):
        make_session(offering, title=f"第{number + 1}站", starts_at=first + timedelta(days=number))
    page = phone()
    page.goto(f"/calendar/?view=agenda&date={timezone.localdate(first):%Y-%m-%d}")
    later = page.locator("details.fold").nth(1)
    rows = later.locator(".row").first
    expect(rows).to_be_hidden()
    page.locator(".agenda__weeks a").first.click()
    expect(rows).to_be_in_viewport()
    page.reload()
    expect(rows).to_be_visible()


def test_an_offering_leads_into_every_calendar(cast: Cast, phone, desktop, shot, axe) -> None:
    offering = make_offering(unit=cast.city)
    for page in (phone(), desktop()):
        page.goto(f"/o/{offering.public_id}/")
        page.locator('a[href="#subscribe"]').click()
        expect(page.locator("#subscribe h2")).to_be_in_viewport()
        axe(page)
        shot(page, "subscribe-offering")


def _on_paper(page: Page, view: str) -> None:
    """Dates and sessions stay; what one presses goes. The screen is the control."""
    pressed = [".masthead a", ".filters a", ".tabs a", ".around ul a", "#subscribe h2"]
    shown = {"month": ".month__entries", "week": ".week__item", "agenda": ".agenda .row"}
    kept = ["#days", shown[view]]
    for selector in (*pressed, *kept):
        expect(page.locator(selector).first, selector).to_be_visible()
    page.emulate_media(media="print")
    for selector in pressed:
        for part in page.locator(selector).all():
            expect(part, selector).to_be_hidden()
    for selector in kept:
        expect(page.locator(selector).first, selector).to_be_visible()
    assert re.search(r"\d", page.locator("#days").inner_text())


def test_a_personal_calendar_is_made_read_and_revoked(
    cast: Cast, phone, sign_in, shot, axe
) -> None:
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    page = sign_in(phone(), cast.participant)
    page.goto("/me/calendar/")
    axe(page)
    page.locator("input[name=name]").fill("我的手机")
    page.locator("form:has(input[name=name]) button").click()
    page.wait_for_load_state()
    axe(page)
    shot(page, "subscribe-made")
    address = re.search(r"/calendar/me/[\w-]+\.ics", page.content())
    assert address is not None
    client = Client()
    answer = client.get(address[0])
    assert len(events_of(answer.content)) == 1
    assert answer["Cache-Control"].startswith("private")

    page.goto("/me/calendar/")
    page.get_by_role("link", name=re.compile("撤销|停用")).or_(
        page.get_by_role("button", name=re.compile("撤销|停用"))
    ).first.click()
    page.get_by_role("button", name=re.compile("撤销|停用")).first.click()
    expect(page.get_by_text(re.compile("已撤销|已停用")).first).to_be_visible()
    assert client.get(address[0]).status_code == 410


def test_on_paper_a_timetable_says_where_it_came_from_and_has_nothing_to_press(
    cast: Cast, desktop, sign_in
) -> None:
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    page = sign_in(desktop(), cast.participant)
    page.goto(f"/o/{offering.public_id}/")
    pressed = page.locator(".slot__facts a")
    address = page.locator(".on-paper")
    expect(pressed).to_be_visible()
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(pressed).to_be_hidden()
    expect(page.locator(".slot__title")).to_be_visible()
    expect(address).to_have_text(re.compile(f"^https?://.+/o/{offering.public_id}/$"))
    expect(address).to_be_visible()
