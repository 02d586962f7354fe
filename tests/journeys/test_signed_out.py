"""Who is signed out while writing signs in beside it and sends what was written."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from attendance.models import Attendance
from essays.models import Essay
from people.models import User
from registration.models import Registration
from tests.factories import (
    Cast,
    make_event,
    make_offering,
    make_question,
    make_registration,
    make_session,
    make_task,
)
from tests.people.signing import PASSWORD, equip

pytestmark = pytest.mark.django_db(transaction=True)
ANSWER = "苏E·A1234，两人同行，请留靠近电梯的房间。"
TEXT = "在纪念馆里，我想了很久。回到岗位，我要把复核做到每一页，𠮷利与否都如实记录。"
STILL = re.compile("/accounts/signed-in/still/")


@pytest.fixture(autouse=True)
def counts() -> Any:
    """Each journey counts failed sign-ins from nothing."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def asked(cast: Cast):
    """An offering that asks one thing."""
    equip(cast.participant)
    offering = make_offering(unit=cast.unit)
    make_question(offering, label="车牌号", label_en="Number plate")
    return offering


def sign_in_beside(page: Page, words: str, person: User) -> None:
    """In the tab that the message opens, as a person does it."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name=words).click()
    beside = opened.value
    if "/logout/" in beside.url:
        beside.locator("main form button[type=submit]").click()
    beside.locator("#id_login").fill(str(person.email))
    beside.locator("#id_password").fill(PASSWORD)
    beside.locator("main form button[type=submit]").first.click()
    beside.wait_for_url("**/accounts/signed-in/")
    beside.close()


def go_and_stay(page: Page, address: str) -> None:
    """Open a page, and be at it for some minutes."""
    page.clock.install()
    page.goto(address)
    page.clock.fast_forward("05:00")


def fill_in(page: Page, offering) -> None:
    go_and_stay(page, f"/o/{offering.public_id}/register/")
    page.get_by_label("车牌号").fill(ANSWER)


def register(page: Page) -> None:
    page.get_by_role("button", name="报名", exact=True).click()


def test_a_registration_waits_until_its_writer_is_back(
    cast: Cast, asked, phone, sign_in, shot, axe
) -> None:
    page = sign_in(phone(), cast.participant)
    fill_in(page, asked)
    Session.objects.all().delete()
    register(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("刚才的内容没有提交")
    expect(alert).to_be_in_viewport()
    axe(page)
    shot(page, "signed-out-while-writing")
    register(page)
    expect(alert).to_have_count(1)
    assert not Registration.objects.exists()
    sign_in_beside(page, "登录（在新标签页打开）", cast.participant)
    expect(page.get_by_label("车牌号")).to_have_value(ANSWER)
    register(page)
    expect(page.get_by_text("已确认").first).to_be_visible()
    assert Registration.objects.get().answers.get().value == ANSWER


def test_nothing_goes_in_the_name_of_who_signed_in_meanwhile(
    cast: Cast, asked, desktop, sign_in, shot
) -> None:
    page = sign_in(desktop(), cast.participant)
    fill_in(page, asked)
    sign_in(page, cast.colleague)
    register(page)
    expect(page.get_by_role("alert")).to_contain_text("另一个账号")
    shot(page, "another-signed-in")
    assert not Registration.objects.exists()
    sign_in_beside(page, "切换账号（在新标签页打开）", cast.participant)
    register(page)
    expect(page.get_by_text("已确认").first).to_be_visible()
    assert Registration.objects.get().person == cast.participant


def test_the_pressed_button_goes_along(cast: Cast, desktop, sign_in, shot) -> None:
    equip(cast.participant)
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    make_task(offering, title="研修心得", min_characters=5)
    page = sign_in(desktop(), cast.participant)
    go_and_stay(page, "/me/")
    page.get_by_role("button", name="开始写").click()
    page.locator("[name=original]").check()
    page.clock.fast_forward("05:00")
    Session.objects.all().delete()
    page.locator("[name=title]").fill("复核")
    page.locator("[name=text]").fill(TEXT)
    page.get_by_role("button", name="提交心得").click()
    expect(page.get_by_role("alert")).to_contain_text("刚才的内容没有提交")
    shot(page, "signed-out-essay")
    sign_in_beside(page, "登录（在新标签页打开）", cast.participant)
    page.get_by_role("button", name="提交心得").click()
    expect(page.locator("[data-receipt]")).to_be_visible()
    assert Essay.objects.get().revisions.get().text == TEXT


@pytest.mark.parametrize("answer", ["none", "broken"])
def test_a_form_goes_where_the_site_does_not_answer(
    cast: Cast, asked, desktop, sign_in, answer
) -> None:
    page = sign_in(desktop(), cast.participant)
    if answer == "none":
        page.route(STILL, lambda route: route.abort("aborted"))
    else:
        page.route(STILL, lambda route: route.fulfill(status=403, body="<p>not here</p>"))
    fill_in(page, asked)
    register(page)
    expect(page.get_by_text("已确认").first).to_be_visible()


def test_a_page_that_came_a_moment_ago_does_not_ask(cast: Cast, asked, desktop, sign_in) -> None:
    page, questions = sign_in(desktop(), cast.participant), []
    page.on("request", lambda request: questions.extend(STILL.findall(request.url)))
    page.goto(f"/o/{asked.public_id}/register/")
    page.get_by_label("车牌号").fill(ANSWER)
    register(page)
    expect(page.get_by_text("已确认").first).to_be_visible()
    assert not questions


def test_an_old_browser_sends_without_asking(cast: Cast, asked, phone, sign_in) -> None:
    page = sign_in(phone(), cast.participant)
    page.add_init_script("delete HTMLFormElement.prototype.requestSubmit")
    fill_in(page, asked)
    register(page)
    expect(page.get_by_text("已确认").first).to_be_visible()


def test_who_presses_again_while_it_goes_is_not_asked_again(
    cast: Cast, asked, phone, sign_in
) -> None:
    page, questions = sign_in(phone(), cast.participant), []
    page.on("request", lambda request: questions.extend(STILL.findall(request.url)))
    fill_in(page, asked)
    again = "(e) => setTimeout(() => e.submitter.click())"
    listen = f"form => form.addEventListener('submit', {again}, {{ once: true }})"
    page.locator("form[data-questions]").evaluate(listen)
    register(page)
    expect(page.get_by_text("已确认").first).to_be_visible()
    assert len(questions) == 1


def test_a_phone_that_slept_asks(cast: Cast, asked, phone, sign_in) -> None:
    page = sign_in(phone(), cast.participant)
    fill_in(page, asked)
    page.evaluate("performance.now = () => 1000")  # it stood still meanwhile, the clock did not
    Session.objects.all().delete()
    register(page)
    expect(page.get_by_role("alert")).to_contain_text("刚才的内容没有提交")


def test_a_roll_call_waits_as_well(staff, desktop, sign_in, shot) -> None:
    equip(staff.organiser)
    offering = make_offering(unit=staff.unit, sessions=0)
    make_registration(offering, staff.participant)
    begins = timezone.now() - timedelta(minutes=5)
    session = make_session(offering, starts_at=begins)
    page = sign_in(desktop(), staff.organiser)
    go_and_stay(page, f"/desk/s/{session.public_id}/roll/")
    page.get_by_label("出勤").last.check()
    Session.objects.all().delete()
    page.get_by_role("button", name="保存点名").click()
    expect(page.get_by_role("alert")).to_contain_text("刚才的内容没有提交")
    shot(page, "signed-out-roll")
    sign_in(page, staff.organiser)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="保存点名").click()
    assert Attendance.objects.get().status == "present"


# Wagtail's own mails still ask Django for a connection in the old way.
@pytest.mark.filterwarnings("ignore:get_connection")
def test_a_page_in_the_back_office_waits_and_is_handed_in(staff, desktop, sign_in, shot) -> None:
    equip(staff.editor)
    event = make_event("一场沙龙")
    page = sign_in(desktop(), staff.editor)
    going_on = {"ping_url": "/admin/editing-sessions/", "release_url": "", "html": ""}
    page.route("**/editing-sessions/**", lambda route: route.fulfill(json=going_on))
    go_and_stay(page, f"/admin/pages/{event.pk}/edit/")
    Session.objects.all().delete()
    page.locator("#id_summary").fill(ANSWER)
    page.locator("[data-edit-form] [name=action-submit]").dispatch_event("click")
    expect(page.get_by_role("alert")).to_contain_text("刚才的内容没有提交")
    shot(page, "signed-out-editor")
    sign_in_beside(page, "登录（在新标签页打开）", staff.editor)
    page.locator("[data-edit-form] [name=action-submit]").dispatch_event("click")
    expect(page.get_by_text("已经提交进行审核")).to_be_visible()
    event.refresh_from_db()
    assert event.get_latest_revision_as_object().summary == ANSWER
    assert event.workflow_in_progress
