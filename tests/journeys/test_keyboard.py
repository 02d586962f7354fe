"""By keyboard alone: to read, to register, to write, to check in; every stop is seen and named."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from attendance import codes
from attendance.models import Attendance
from essays.models import Essay, GenreRule
from portal.founding import found
from registration.models import Registration
from tests.factories import (
    Cast,
    make_course,
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_task,
    make_venue,
)
from tests.journeys.keyboard import Keys

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "在纪念馆里，我想了很久。回到岗位，我要把复核做到每一页。"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FOREIGN = re.compile(r"EN|iPhone|Outlook|Thunderbird|\"[\d\W]+\"")  # names, and days by number


def all_stops(page: Page) -> list[str]:
    """Every control of a page from its start to the browser's own, each seen and named."""
    keys, stops = Keys(page), []
    while (here := keys.tab()) and len(stops) < 400:
        stops.append(here)
    return stops


@pytest.fixture
def programme(cast: Cast):
    """A site with a course, an event at a venue, and a session next month."""
    found()
    event = make_event("走进沙家浜", summary="芦苇荡里的一课。")
    offering = make_offering(unit=cast.city, page=event, sessions=0)
    make_session(offering, venue=make_venue("沙家浜革命历史纪念馆"), title="芦苇荡里的一课")
    make_offering(unit=cast.city, page=make_course("苏州国情研修班"), sessions=2)
    return offering


def test_a_reader_skips_the_masthead_searches_filters_and_turns_the_month(
    programme, desktop
) -> None:
    page = desktop()
    keys = Keys(page)
    page.goto("/")
    assert "跳到正文" in keys.tab()
    keys.press("Enter")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    keys.to("searchbox")
    keys.type("沙家浜")
    expect(page.locator(".search-field__suggestions a").first).to_be_visible()
    keys.press("ArrowDown")
    assert "沙家浜" in keys.here()
    keys.press("Escape")
    assert keys.here().startswith("searchbox")
    keys.press("Enter")
    page.wait_for_url(re.compile("/search/"))
    page.goto("/events/")
    keys.enter('link "已结束')
    page.wait_for_url(re.compile("when=past"))
    page.goto("/calendar/")
    title = page.locator("main h2").first.inner_text()
    keys.enter('link "往后"')
    expect(page.locator("main h2").first).not_to_have_text(title)


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_every_stop_of_a_public_page_is_seen_and_named_in_chinese(
    programme, request, width: str
) -> None:
    page = request.getfixturevalue(width)()
    paths = ("/", "/courses/", "/calendar/", "/search/?q=国情", programme.get_absolute_url())
    for path in paths:
        page.goto(path)
        stops = all_stops(page)
        assert len(stops) > 10, path
        assert not page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count(), path
        assert [s for s in stops if not CHINESE.search(s) and not FOREIGN.search(s)] == [], path


def test_display_is_switched_by_space_and_kept(programme, desktop) -> None:
    page = desktop()
    keys = Keys(page)
    page.goto("/courses/")
    keys.to("大字")
    keys.press("Space")
    assert "pressed" in keys.here()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.type") == "large"


def test_a_place_is_taken_and_given_back(cast: Cast, programme, desktop, sign_in) -> None:
    page = sign_in(desktop(), cast.participant)
    keys = Keys(page)
    page.goto(programme.get_absolute_url())
    keys.enter('button "报名"')
    expect(page.get_by_text("已确认").first).to_be_visible()
    row = Registration.objects.get(person=cast.participant)
    assert row.is_confirmed
    page.goto(programme.get_absolute_url())
    keys.enter("退出报名")
    keys.enter('button ".*退出')
    expect(page.get_by_text("已退出").first).to_be_visible()
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_an_essay_is_written_looked_at_and_handed_in(cast: Cast, desktop, sign_in) -> None:
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    task = make_task(offering, title="研修心得")
    for genre in ("prose", "poem"):
        GenreRule.objects.create(task=task, genre=genre, min_characters=10, max_characters=200)
    page = sign_in(desktop(), cast.participant)
    keys = Keys(page)
    page.goto("/me/")
    keys.enter("开始写")
    page.wait_for_url(re.compile("/me/essays/(?!task)"))
    keys.to("combobox")
    keys.press("ArrowDown")
    keys.to('textbox "题目|textbox "标题')
    keys.type("灯")
    keys.tab()
    keys.type(TEXT)
    keys.enter('button "预览"')
    expect(page.get_by_role("heading", name="灯")).to_be_visible()
    keys.enter("返回撰写")
    keys.to("checkbox")
    keys.press("Space")
    keys.enter('button "提交心得"')
    expect(page.get_by_text("已提交").first).to_be_visible()
    revision = Essay.objects.get().revisions.get()
    assert revision.text == TEXT
    expect(page.get_by_text(revision.receipt_number)).to_be_visible()


@pytest.fixture
def session(cast: Cast):
    """Two people are expected at a session that has just begun."""
    offering = make_offering(unit=cast.city, sessions=0)
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    return make_session(offering, starts_at=timezone.now() - timedelta(minutes=5), title="初心")


def test_people_are_checked_in_taken_back_and_called_up(
    cast: Cast, session, desktop, sign_in
) -> None:
    page = sign_in(desktop(), cast.organiser)
    keys = Keys(page)
    page.goto("/desk/")
    keys.enter("初心")
    counter = page.locator(".counter__here")
    expect(page.locator("#text")).to_be_focused()
    keys.type("heyan")
    expect(page.locator(".who:visible")).to_have_count(1)
    keys.press("Enter")
    expect(counter).to_have_text("1")
    keys.enter('button "撤销')
    expect(counter).to_have_text("0")
    keys.press("Escape")
    page.goto(page.url)
    keys.enter('link "点名"')
    keys.to("radio")
    keys.press("ArrowRight")
    keys.enter('button "保存点名"')
    expect(page.get_by_text("点名已保存")).to_be_visible()
    assert Attendance.objects.exists()


def test_a_participant_checks_in_by_the_code_of_the_screen(
    cast: Cast, session, phone, sign_in
) -> None:
    tag = codes.tag_of(codes.door_of(session), session, codes.step_at(timezone.now()))
    page = sign_in(phone(), cast.participant)
    keys = Keys(page)
    page.goto(f"/c/{session.public_id}-{tag}/")
    keys.enter('button "签到"')
    expect(page.locator("[data-result]")).to_contain_text("已签到")
    keys.enter('link "我的签到"')
    expect(page.get_by_role("heading", name="初心")).to_be_visible()
    assert Attendance.objects.attended().get().registration.person == cast.participant


def test_wrong_digits_are_typed_once_more(cast: Cast, session, phone, sign_in) -> None:
    now = codes.step_at(timezone.now(), codes.SPOKEN_STEP)
    digits = codes.digits_of(codes.door_of(session), session, now)
    page = sign_in(phone(), cast.participant)
    keys = Keys(page)
    page.goto("/c/")
    keys.to("textbox")
    keys.type(str(int(digits[0]) ^ 1) + digits[1:])
    keys.enter('button "签到"')
    expect(page.locator("[data-result][data-tone=refused]")).to_be_visible()
    keys.enter('link "输入六位数字')
    keys.to("textbox")
    keys.type(digits)
    keys.enter('button "签到"')
    expect(page.locator("[data-result]")).to_contain_text("已签到")
    assert Attendance.objects.attended().exists()
