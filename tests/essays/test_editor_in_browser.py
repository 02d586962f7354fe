"""The editor in a real browser: nothing is lost, whatever happens to line, tab or device."""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from essays import actions
from essays.models import Essay
from tests.essays.conftest import TEXT, InBrowser
from tests.factories import Cast

pytestmark = pytest.mark.browser

LONG = TEXT * 2


@pytest.fixture
def desk(live_server: Any, essay: Essay) -> Callable[[Browser], BrowserContext]:
    """Opens devices of the essay's author, each with a storage of its own."""
    client = Client()
    client.force_login(essay.author, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    cookie = {"name": session.key, "value": session.value, "url": live_server.url}

    def device(browser: Browser) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, locale="zh-CN")
        context.set_default_timeout(10_000)
        context.add_cookies([cookie])
        return context

    return device


def opened(context: BrowserContext, essay: Essay) -> Page:
    page = context.new_page()
    page.goto(f"/me/essays/{essay.public_id}/")
    expect(page.locator("[data-count-line][data-fits]")).to_be_visible()
    return page


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(r"已保存 \d\d:\d\d"))


def stored(essay: Essay) -> tuple[str, str, int]:
    draft = Essay.objects.select_related("draft").get(pk=essay.pk).draft
    return draft.title, draft.text, draft.version


def test_what_is_typed_is_counted_and_saved_by_itself(
    in_browser: InBrowser, desk: Any, essay: Essay
) -> None:
    def steps(browser: Browser) -> None:
        context = desk(browser)
        page = opened(context, essay)
        page.get_by_label("标题").fill("林𠮷安")
        page.get_by_label("正文").press_sequentially("知行合一😀。\nPM2.5 䶮")
        expect(page.locator("[data-count]")).to_have_text("6")
        saved(page)
        assert page.evaluate("localStorage.length") == 0
        context.close()

    in_browser(steps)
    assert stored(essay)[:2] == ("林𠮷安", "知行合一😀。\nPM2.5 䶮")


def typed_before_the_script(context: BrowserContext, essay: Essay, text: str) -> Page:
    """A slow line: the page stands and is written on before its script comes."""
    page, held = context.new_page(), []
    page.route("**/essay_editor*", lambda route: held.append(route))  # noqa: PLW0108
    with page.expect_request("**/essay_editor*"):
        page.goto(f"/me/essays/{essay.public_id}/", wait_until="commit")
    page.get_by_label("正文").fill(text)
    held[0].continue_()
    return page


def test_what_was_typed_before_the_script_came_is_saved(
    in_browser: InBrowser, desk: Any, essay: Essay
) -> None:
    def steps(browser: Browser) -> None:
        context = desk(browser)
        saved(typed_before_the_script(context, essay, "线路慢时写的"))
        context.close()

    in_browser(steps)
    assert stored(essay)[1:] == ("线路慢时写的", 1)


def test_what_was_typed_before_the_script_and_an_older_copy_are_both_kept(
    in_browser: InBrowser, desk: Any, essay: Essay
) -> None:
    def steps(browser: Browser) -> None:
        context = desk(browser)
        copy = json.dumps({"title": "", "text": "断网时写的", "version": 0})
        place = f"essay:{essay.public_id}"
        opened(context, essay).evaluate("(kept) => localStorage.setItem(...kept)", [place, copy])
        page = typed_before_the_script(context, essay, "线路慢时写的")
        page.get_by_role("button", name="对照两份文稿").click()
        expect(page.get_by_text("断网时写的")).to_be_visible()
        expect(page.get_by_text("线路慢时写的")).to_be_visible()
        context.close()

    in_browser(steps)
    assert stored(essay)[1:] == ("线路慢时写的", 1)


def test_a_lost_connection_loses_nothing(in_browser: InBrowser, desk: Any, essay: Essay) -> None:
    def steps(browser: Browser) -> None:
        context = desk(browser)
        page = opened(context, essay)
        context.set_offline(True)
        page.get_by_label("正文").fill("断网时写的")
        expect(page.locator("[data-saved]")).to_contain_text("网络已断开")
        page.get_by_role("button", name="提交心得").click()
        expect(page.locator("[data-saved]")).to_contain_text("请恢复后再提交")
        assert page.get_by_label("正文").input_value() == "断网时写的"
        context.set_offline(False)
        saved(page)
        context.close()

    in_browser(steps)
    assert stored(essay)[1:] == ("断网时写的", 1)


def test_a_closed_tab_loses_nothing(in_browser: InBrowser, desk: Any, essay: Essay) -> None:
    def steps(browser: Browser) -> None:
        context = desk(browser)
        page = opened(context, essay)
        context.set_offline(True)
        page.get_by_label("正文").fill("关页之前写的")
        page.close()
        context.set_offline(False)
        page = opened(context, essay)
        assert page.get_by_label("正文").input_value() == "关页之前写的"
        saved(page)
        context.close()

    in_browser(steps)
    assert stored(essay)[1] == "关页之前写的"


def test_two_devices_come_to_a_choice(in_browser: InBrowser, desk: Any, essay: Essay) -> None:
    def steps(browser: Browser) -> None:
        phone, desktop = desk(browser), desk(browser)
        one, other = opened(phone, essay), opened(desktop, essay)
        one.get_by_label("正文").fill("手机上写的")
        saved(one)
        other.get_by_label("正文").fill("电脑上写的")
        other.get_by_role("button", name="对照两份文稿").click()
        expect(other.get_by_text("手机上写的")).to_be_visible()
        expect(other.get_by_text("电脑上写的")).to_be_visible()
        other.get_by_role("button", name="保留这一份").click()
        assert other.get_by_label("正文").input_value() == "电脑上写的"
        assert other.evaluate("localStorage.length") == 0
        one.get_by_label("正文").fill("手机上又写的")
        one.get_by_role("button", name="对照两份文稿").click()
        one.get_by_role("link", name="用这一份继续写").click()
        assert one.get_by_label("正文").input_value() == "电脑上写的"
        phone.close()
        desktop.close()

    in_browser(steps)
    assert stored(essay)[1:] == ("电脑上写的", 2)


def test_a_copy_older_than_the_server_is_offered_not_forced(
    in_browser: InBrowser, desk: Any, essay: Essay
) -> None:
    def leave(browser: Browser) -> BrowserContext:
        context = desk(browser)
        page = opened(context, essay)
        context.set_offline(True)
        page.get_by_label("正文").fill("留在电脑里的")
        page.close()
        return context  # still offline: what a closing tab sends last must not arrive

    def come_back(_browser: Browser, context: BrowserContext) -> None:
        context.set_offline(False)
        page = opened(context, essay)
        assert page.get_by_label("正文").input_value() == "手机上写的"
        page.get_by_role("button", name="对照两份文稿").click()
        expect(page.get_by_text("留在电脑里的")).to_be_visible()
        expect(page.get_by_text("手机上写的")).to_be_visible()
        context.close()

    context = in_browser(leave)
    actions.save_draft(by=essay.author, essay=essay, title="", text="手机上写的", version=0)
    in_browser(come_back, context)
    assert stored(essay)[1] == "手机上写的"


def test_submitting_ends_in_a_receipt_and_leaves_no_copy(
    in_browser: InBrowser, desk: Any, essay: Essay
) -> None:
    def steps(browser: Browser) -> None:
        context = desk(browser)
        page = opened(context, essay)
        page.get_by_label("标题").fill("复核人一栏")
        page.get_by_label("正文").fill(LONG)
        page.get_by_label("本文由我本人撰写").check()
        page.get_by_role("button", name="提交心得").click()
        expect(page.get_by_text("已提交，等待评审。").first).to_be_visible()
        expect(page.get_by_text(f"{essay.public_id}-1")).to_be_visible()
        assert page.evaluate("localStorage.length") == 0
        context.close()

    in_browser(steps)
    assert essay.revisions.get().text == LONG


def test_a_submission_of_another_device_gives_the_unsent_text_back(
    in_browser: InBrowser, desk: Any, essay: Essay
) -> None:
    def leave(browser: Browser) -> BrowserContext:
        context = desk(browser)
        page = opened(context, essay)
        context.set_offline(True)
        page.get_by_label("正文").fill("没有送出的")
        page.close()
        return context  # still offline: what a closing tab sends last must not arrive

    def come_back(_browser: Browser, context: BrowserContext) -> None:
        context.set_offline(False)
        page = context.new_page()
        page.goto(f"/me/essays/{essay.public_id}/")
        expect(page.locator("#left-text")).to_have_value("没有送出的")
        context.close()

    context = in_browser(leave)
    submit = partial(actions.submit, by=essay.author, essay=essay, title="复核", text=LONG)
    assert submit(version=0, original=True).ok
    in_browser(come_back, context)


def test_without_a_script_saving_works(in_browser: InBrowser, desk: Any, essay: Essay) -> None:
    def steps(browser: Browser) -> None:
        context = browser.new_context(java_script_enabled=False, locale="zh-CN")
        signed_in = desk(browser)
        context.add_cookies(signed_in.cookies())
        page = context.new_page()
        page.goto(desk_address(signed_in, essay))
        page.get_by_label("正文").fill("没有脚本也能写")
        page.get_by_role("button", name="保存", exact=True).click()
        assert page.get_by_label("正文").input_value() == "没有脚本也能写"
        context.close()
        signed_in.close()

    in_browser(steps)
    assert stored(essay)[1] == "没有脚本也能写"


def desk_address(context: BrowserContext, essay: Essay) -> str:
    page = context.new_page()
    page.goto(f"/me/essays/{essay.public_id}/")
    return page.url


def test_a_reviewer_reads_and_decides_by_keyboard(
    in_browser: InBrowser, live_server: Any, cast: Cast, submitted: Essay
) -> None:
    client = Client()
    client.force_login(cast.reviewer, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def steps(browser: Browser) -> None:
        context = browser.new_context(base_url=live_server.url, locale="zh-CN")
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(f"/review/{submitted.public_id}/")
        expect(page.locator("[data-keys]")).to_be_visible()
        page.keyboard.press("r")  # a return lacks its comment: the key leads there
        page.keyboard.type("raja")  # typed into the comment, no verdict
        page.keyboard.press("Escape")
        page.get_by_role("heading", name="复核人一栏").click()
        page.keyboard.press("a")
        expect(page.get_by_role("button", name="采用")).to_be_focused()
        page.keyboard.press("a")
        expect(page.get_by_text("没有待评的心得")).to_be_visible()
        context.close()

    in_browser(steps)
    assert submitted.latest_revision().review.comment == "raja"
