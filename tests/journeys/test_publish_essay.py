"""Publish an essay: the author agrees, a wording is proposed and approved, and consent ends."""

import pytest
from playwright.sync_api import expect

from essays.models import EssayPage
from people.enums import Role
from people.groups import ensure_groups, sync_groups
from tests.essays.published import accepted, collection
from tests.factories import Cast, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_consent_to_the_page_and_back(cast: Cast, phone, desktop, sign_in, shot, axe) -> None:
    ensure_groups()
    editor = make_person("编者", cast.city, Role.EDITOR)
    sync_groups(editor)
    essay = accepted(cast)
    above = collection()
    author = sign_in(phone(), cast.participant)
    author.goto(essay.get_absolute_url())
    author.get_by_role("link", name="决定是否发表").click()
    shot(author, "publish-essay-undecided")
    author.locator("[name=web_allow]").check()
    author.get_by_label("署笔名").first.check()
    author.locator("[name=pen_name]").fill("芦苇")
    axe(author)
    author.get_by_role("button", name="保存决定").click()
    expect(author.get_by_text("您的决定已保存").first).to_be_visible()

    desk = sign_in(desktop(), editor)
    desk.goto("/admin/essay-publications/")
    shot(desk, "publish-essay-list")
    assert cast.participant.name not in desk.content()
    desk.get_by_role("link", name="复核人一栏").first.click()
    desk.get_by_role("link", name="提出改稿建议").click()
    text = desk.locator("[name=text]")
    text.fill(text.input_value().replace("很久", "许久"))
    desk.locator("[name=note]").fill("改两个字，请看。")
    with desk.expect_navigation():
        desk.get_by_role("button", name="提出改稿建议").click()
    shot(desk, "publish-essay-proposed")

    author.reload()
    expect(author.get_by_text("改两个字，请看。")).to_be_visible()
    axe(author)
    shot(author, "publish-essay-proposal")
    author.get_by_role("button", name="同意改稿").click()
    expect(author.get_by_text("即日起采用新的文字").first).to_be_visible()

    desk.reload()
    desk.get_by_role("link", name="制作页面").click()
    desk.locator("[name=collection]").select_option(label="文集")
    desk.get_by_role("button", name="制作页面").click()
    desk.wait_for_url("**/edit/")
    shot(desk, "publish-essay-draft")
    page = EssayPage.objects.get()
    page.get_latest_revision().publish(user=cast.admin)

    reader = phone()
    reader.goto(page.url)
    expect(reader.get_by_text("芦苇")).to_be_visible()
    expect(reader.get_by_text("许久")).to_be_visible()
    assert cast.participant.name not in reader.content()
    axe(reader)
    shot(reader, "publish-essay-page")
    reader.goto(above.url)
    axe(reader)
    shot(reader, "publish-essay-collection")

    author.goto(f"{essay.get_absolute_url()}publication/")
    author.locator("[name=web_allow]").uncheck()
    author.get_by_role("button", name="保存决定").click()
    expect(author.get_by_text("您的决定已保存").first).to_be_visible()
    assert reader.goto(page.url).status == 404
    shot(author, "publish-essay-taken-back")
