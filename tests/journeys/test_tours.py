"""A tour comes from a workbook and is found on a phone; a visit is called off; venues are near."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.enums import Counting, OfferingState
from events.models import VenueIndexPage, VenuePage
from notices.enums import Kind
from notices.models import Notice
from portal.founding import found
from registration.enums import RegistrationState as State
from tests.factories import (
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_speaker,
    make_venue,
)
from tests.journeys.test_import import bring
from tests.publishing.sheets import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ["活动", "场次", "日期", "开始", "结束", "承办单位", "地点", "对象", "名额"]
TITLE = "弘扬爱国奋斗精神巡回宣讲"


def stop(number, **changes):
    """A row of the workbook: a stop every third day."""
    on = timezone.localdate() + timedelta(days=3 * number)
    row = {
        "活动": TITLE, "场次": number, "日期": on.isoformat(), "开始": "14:00", "结束": "16:00",
        "承办单位": "昆山市图书馆" if number % 2 else "昆山市第一中学",
        "地点": f"第{number}报告厅", "对象": "全体职工", "名额": 200,
    }  # fmt: skip
    row |= changes
    return [row[name] for name in HEAD]


def of(rows):
    """The bytes of a workbook."""
    return workbook([HEAD, *rows]).read()


def test_fifty_eight_stops_come_from_a_workbook(desktop, phone, sign_in, shot, axe, staff):
    tour = make_event(TITLE, counting=Counting.STOP)
    rows = [stop(number) for number in range(1, 59)]
    page = sign_in(desktop(), staff.organiser)
    page.goto("/admin/offerings/")
    page.get_by_role("link", name="导入场次").click()
    bring(page, of([*rows[:-1], stop(58, 开始="下午")]), "场次.xlsx")
    page.wait_for_url(re.compile("/columns/"))
    page.get_by_role("button", name="检查各行").click()
    page.get_by_role("link", name="下载有错误的行").wait_for()
    assert "D59" in page.locator(".import-errors tbody tr").inner_text()
    shot(page, "stops-errors")
    page.get_by_role("link", name="上传改好的文件").click()
    bring(page, of(rows), "场次.xlsx")
    page.wait_for_url(re.compile("/columns/"))
    page.get_by_role("button", name="检查各行").click()
    page.get_by_role("button", name="全部导入").wait_for()
    assert tour.offerings.count() == 0
    page.get_by_role("button", name="全部导入").click()
    page.get_by_text("已全部导入").wait_for()
    assert tour.offerings.filter(state=OfferingState.DRAFT).count() == 58

    page.goto(f"/admin/offerings/?page={tour.pk}")
    page.wait_for_load_state("networkidle")
    page.locator("[data-bulk-action-select-all-checkbox]").first.check()
    page.locator("[data-bulk-action-num-objects-in-listing], .num-objects-in-listing").first.click()
    page.locator("[data-bulk-action-button]").filter(has_text="发布").click()
    page.wait_for_load_state("networkidle")
    shot(page, "stops-publish")
    page.locator("#main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/admin/offerings/\?"))
    assert tour.offerings.filter(state=OfferingState.PUBLISHED).count() == 58

    reader = phone()
    reader.goto(tour.url)
    axe(reader)
    shot(reader, "tour")
    expect(reader.locator(".stop")).to_have_count(58)
    assert "第1场" in reader.locator(".stop--next").inner_text()
    reader.locator(".narrow > summary").click()
    reader.get_by_role("link", name="昆山市第一中学", exact=True).click()
    expect(reader.locator(".stop")).to_have_count(29)
    shot(reader, "tour-of-one-unit")


def test_a_visit_is_called_off_after_a_look_at_whom_it_reaches(desktop, sign_in, shot, axe, staff):
    offering = make_offering(unit=staff.unit, page=make_event("走进沙家浜"), sessions=0)
    venue = make_venue("沙家浜革命历史纪念馆", phone="0512-52500000")
    make_session(offering, venue=venue, speaker=make_speaker("钱致远"))
    make_registration(offering, staff.participant)
    make_registration(offering, make_person("候一", staff.unit), State.WAITLISTED)
    make_registration(
        make_offering(unit=staff.unit, page=offering.page), make_person("旁人", staff.unit)
    )
    page = sign_in(desktop(), staff.district_organiser)
    page.goto(f"/admin/offerings/inspect/{offering.pk}/")
    page.get_by_role("link", name="取消这次举办").or_(
        page.locator(f"a[href$='/{offering.pk}/cancel/']")
    ).first.click()
    page.wait_for_load_state("networkidle")
    for words in ("已确认", "候补中", "站内 1 人", "钱致远", "0512-52500000"):
        expect(page.get_by_text(words).first).to_be_visible()
    axe(page)
    shot(page, "visit-cancel")
    page.get_by_label("理由").fill("台风，场馆闭馆")
    page.locator("form button.serious").click()
    page.wait_for_url(re.compile("/inspect/"))
    told = Notice.objects.filter(kind=Kind.CANCELLED)
    assert {notice.recipient.name for notice in told} == {staff.participant.name, "候一"}
    assert "台风，场馆闭馆" in told[0].body


@pytest.fixture
def three_towns(db):
    """Venues in three towns, on the list."""
    home = found()
    index = VenueIndexPage.objects.get(locale=home.locale)
    points = {"苏州": (31.299, 120.585), "昆山": (31.385, 120.981), "常熟": (31.654, 120.752)}
    for number, (town, (north, east)) in enumerate(points.items()):
        venue = make_venue(f"{town}馆", town=town, latitude=north, longitude=east)
        index.add_child(instance=VenuePage(title=venue.name, slug=f"v{number}", venue=venue))


def first_card(page):
    """The title of the first venue."""
    return page.locator(".card__title").first


@pytest.mark.parametrize("allowed", [True, False])
def test_the_nearest_venue_is_asked_for_on_a_click(three_towns, phone, axe, shot, allowed):
    given = {"geolocation": {"latitude": 31.6543, "longitude": 120.7543}}
    page = phone(**given, permissions=["geolocation"] if allowed else [])
    page.goto("/venues/")
    axe(page)
    page.get_by_role("button", name="离我最近").click()
    if allowed:
        page.wait_for_url(re.compile(r"near=31\.65%2C120\.75$"))
        expect(first_card(page)).to_have_text("常熟馆")
        shot(page, "venues-near")
    else:
        expect(page.get_by_text("浏览器没有提供位置")).to_be_visible()


def test_without_scripts_a_town_is_chosen(three_towns, phone):
    page = phone(java_script_enabled=False)
    page.goto("/venues/")
    expect(page.get_by_role("button", name="离我最近")).to_be_hidden()
    page.locator(".narrow > summary").click()
    page.locator(".filters > div").nth(2).get_by_role("link", name="昆山").click()
    expect(first_card(page)).to_have_text("昆山馆")
    page.goto(page.locator(".card__title a").first.get_attribute("href"))
    expect(page.locator(".locator svg")).to_be_visible()
    expect(page.get_by_role("link", name="高德地图")).to_be_visible()
