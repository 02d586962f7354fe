"""Reviewing: by keyboard, from the assignment to the release, and back to the author."""

import re

import pytest
from playwright.sync_api import expect

from essays import actions
from essays.models import Essay, ReviewComment, ReviewPlan
from tests.factories import Cast, make_offering, make_person, make_registration, make_task

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "在纪念馆里，我想了很久。回到岗位，我要把复核做到每一页，𠮷利与否都如实记录。"


def handed_in(task, author, title: str) -> Essay:  # type: ignore[no-untyped-def]
    make_registration(task.offering, author)
    essay = actions.start(by=author, task=task).record
    given = {"title": title, "text": TEXT, "version": 0, "original": True}
    assert actions.submit(by=author, essay=essay, **given).ok
    return essay


@pytest.fixture
def task(cast: Cast):
    return make_task(make_offering(unit=cast.city), title="研修心得", prompt="写一件小事。")


def test_reading_by_keyboard_and_a_comment_on_what_is_selected(
    cast: Cast, task, phone, desktop, sign_in, shot, axe
) -> None:
    first = handed_in(task, cast.participant, "第一篇")
    handed_in(task, cast.colleague, "第二篇")
    page = sign_in(desktop(), cast.reviewer)
    page.goto(f"/review/{first.public_id}/")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="第二篇")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="第一篇")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("显示或收起本表")).to_be_visible()
    # From the character after the rare sign to the end: places are characters, not halves of them.
    page.evaluate(
        """() => { const piece = document.querySelector("[data-at]").firstChild;
        const range = document.createRange(), at = piece.data.indexOf("利与否");
        range.setStart(piece, at); range.setEnd(piece, at + 3);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.keyboard.press("c")
    page.keyboard.type("什么意思？")
    axe(page)
    shot(page, "review-comment")
    page.get_by_role("button", name="保存批注").click()
    expect(page.get_by_text("批注已保存")).to_be_visible()
    comment = ReviewComment.objects.get()
    assert TEXT[comment.start : comment.end] == "利与否"
    page.get_by_role("checkbox", name="字数不足").check()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="第二篇")).to_be_visible()

    author = sign_in(phone(), cast.participant)
    author.goto(first.get_absolute_url())
    expect(author.get_by_text("字数不足").first).to_be_visible()
    author.get_by_role("link", name="对照提交的正文查看").click()
    expect(author.get_by_role("mark").or_(author.locator("mark")).first).to_contain_text("利与否")
    expect(author.get_by_text("什么意思？")).to_be_visible()
    axe(author)
    shot(author, "review-own-comments")
    author.get_by_role("link", name="修改正文").click()
    author.locator("[name=text]").fill(TEXT + "第一步，从下周的交接班做起。")
    author.locator("[name=original]").check()
    author.get_by_role("button", name="提交心得").click()
    expect(author.get_by_text(re.compile("已提交|已收到")).first).to_be_visible()
    assert Essay.objects.get(pk=first.pk).state == "resubmitted"


def test_from_the_assignment_to_the_release(cast: Cast, task, desktop, sign_in, shot, axe) -> None:
    other = make_person("第二位", cast.city, "reviewer")
    essay = handed_in(task, cast.participant, "复核人一栏")
    organiser = sign_in(desktop(), cast.organiser)
    organiser.goto("/review/tasks/")
    axe(organiser)
    organiser.get_by_role("link", name="研修心得").click()
    organiser.get_by_role("link", name="修改评审方案").click()
    organiser.get_by_label("评委提出建议，由组织者决定").check()
    organiser.get_by_label("每篇评委人数").fill("2")
    organiser.get_by_label(re.compile("评分表")).fill("观察 | 2 | 10\n文字 | 1 | 10")
    axe(organiser)
    shot(organiser, "review-plan")
    organiser.get_by_role("button", name="保存方案").click()
    organiser.get_by_role("link", name="按规则分配").first.click()
    axe(organiser)
    shot(organiser, "review-assign")
    organiser.get_by_role("button", name="分配并通知评委").click()
    expect(organiser.get_by_text("已作出 2 项分配")).to_be_visible()

    for reviewer, points, verdict in ((cast.reviewer, "9", "建议采用"), (other, "3", "建议不采用")):
        page = sign_in(desktop(), reviewer)
        page.goto("/review/")
        page.get_by_role("link", name="复核人一栏").click()
        assert cast.participant.name not in page.content()
        for name in ("观察", "文字"):
            page.get_by_role("spinbutton", name=re.compile(name)).fill(points)
        page.get_by_label(re.compile("给组织者的说明")).fill("请看第二段。")
        axe(page)
        shot(page, "review-advice")
        page.get_by_role("button", name=verdict, exact=True).click()
        expect(page.get_by_text("建议已保存")).to_be_visible()

    organiser.reload()
    expect(organiser.get_by_text("评委意见不一")).to_be_visible()
    axe(organiser)
    shot(organiser, "review-desk")
    organiser.get_by_role("link", name="复核人一栏").first.click()
    axe(organiser)
    shot(organiser, "review-decide")
    organiser.get_by_role("button", name="采用", exact=True).click()
    expect(organiser.get_by_text("已拟定。发布之前")).to_be_visible()
    assert Essay.objects.get(pk=essay.pk).state == "in_review"
    organiser.get_by_role("link", name="发布 1 项决定").click()
    axe(organiser)
    shot(organiser, "review-release")
    organiser.get_by_role("button", name="发布 1 项决定").click()
    expect(organiser.get_by_text("已发布 1 项决定")).to_be_visible()
    assert Essay.objects.get(pk=essay.pk).state == "accepted"
    assert ReviewPlan.objects.get().by_chief
