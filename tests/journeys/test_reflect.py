"""Reflect: writing with autosave, submitting, being returned, being accepted."""

import re

import pytest
from playwright.sync_api import expect

from essays.enums import EssayState
from essays.models import Essay
from tests.factories import Cast, make_offering, make_registration, make_task

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "在纪念馆里，我想了很久。回到岗位，我要把复核做到每一页，𠮷利与否都如实记录。"


@pytest.fixture
def task(cast: Cast):
    """A task that the participant owes."""
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    return make_task(offering, title="研修心得", prompt="写一件您带回岗位的事。")


def test_an_essay_from_the_first_word_to_acceptance(
    cast: Cast, task, phone, desktop, sign_in, shot, axe
) -> None:
    page = sign_in(phone(), cast.participant)
    page.goto("/me/")
    shot(page, "reflect-me")
    page.get_by_role("button", name=re.compile("写|心得|开始")).or_(
        page.get_by_role("link", name=re.compile("研修心得"))
    ).first.click()
    page.locator("[name=title]").fill("复核人一栏")
    page.locator("[name=text]").fill(TEXT)
    expect(page.get_by_text(re.compile("已保存")).first).to_be_visible(timeout=20_000)
    axe(page)
    shot(page, "reflect-writing")
    assert Essay.objects.get().draft.text == TEXT
    page.locator("[name=original]").check()
    page.get_by_role("button", name="提交心得").click()
    expect(page.get_by_text(re.compile("已提交|已收到")).first).to_be_visible()
    axe(page)
    shot(page, "reflect-submitted")

    reviewer = sign_in(desktop(), cast.reviewer)
    _review(reviewer, "退回", comment="请写得再具体一点。", shot=shot, axe=axe)
    page.reload()
    expect(page.get_by_text("请写得再具体一点。").first).to_be_visible()
    shot(page, "reflect-returned")
    page.locator("[name=text]").fill(TEXT + "第一步，从下周的交接班做起。")
    page.locator("[name=original]").check()
    page.get_by_role("button", name="提交心得").click()
    expect(page.get_by_text(re.compile("已提交|已收到")).first).to_be_visible()

    _review(reviewer, "采用", comment="", shot=shot, axe=axe)
    page.reload()
    expect(page.get_by_text(re.compile("采用")).first).to_be_visible()
    shot(page, "reflect-accepted")
    essay = Essay.objects.get()
    assert essay.state == EssayState.ACCEPTED
    assert essay.revisions.count() == 2


def _review(page, verdict: str, *, comment: str, shot, axe) -> None:  # type: ignore[no-untyped-def]
    """Take the first essay of the queue and decide."""
    page.goto("/review/")
    axe(page)
    shot(page, "reflect-queue")
    page.get_by_role("link", name="复核人一栏").click()
    axe(page)
    shot(page, "reflect-review")
    assert "林𠮷安" not in page.content()
    if comment:
        page.locator("[name=comment]").fill(comment)
    page.get_by_role("button", name=re.compile(verdict)).first.click()
    page.wait_for_load_state()


def test_two_devices_never_overwrite_each_other(
    cast: Cast, task, phone, desktop, sign_in, shot, axe
) -> None:
    one = sign_in(phone(java_script_enabled=False), cast.participant)
    one.goto("/me/")
    one.get_by_role("button", name=re.compile("写|心得|开始")).first.click()
    address = one.url
    two = sign_in(desktop(java_script_enabled=False), cast.participant)
    two.goto(address)
    for page, text in ((one, "手机上的文字。"), (two, "电脑上的文字。")):
        page.locator("[name=text]").fill(text)
        page.get_by_role("button", name=re.compile("保存")).first.click()
    expect(two.get_by_text("手机上的文字。").first).to_be_visible()
    expect(two.get_by_text("电脑上的文字。").first).to_be_visible()
    shot(two, "reflect-conflict")
    assert Essay.objects.get().draft.text == "手机上的文字。"
