"""What was written in one form is not lost by sending another, nor by going away unasked."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from essays import actions
from essays.models import ReviewComment
from tests.attendance.leaving import make_leave_course
from tests.factories import Cast, make_offering, make_registration, make_task

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "在纪念馆里，我想了很久。回到岗位，我要把复核做到每一页，都如实记录。"
VERDICT = "写得真切；请把第二段里的做法写完整。"


@pytest.fixture
def essay(cast: Cast):
    """It waits for its reviewer."""
    task = make_task(make_offering(unit=cast.city))
    make_registration(task.offering, cast.participant)
    essay = actions.start(by=cast.participant, task=task).record
    given = {"title": "复核", "text": TEXT, "version": 0, "original": True}
    assert actions.submit(by=cast.participant, essay=essay, **given).ok
    return essay


def answer_next(page: Page, words: str) -> None:
    """What the browser's own question is answered with, once."""
    page.once("dialog", lambda dialog: getattr(dialog, words)())


def test_a_comment_does_not_take_the_verdict_away(cast: Cast, essay, desktop, sign_in) -> None:
    page = sign_in(desktop(), cast.reviewer)
    page.goto(f"/review/{essay.public_id}/")
    verdict, remark = page.locator(".verdict [name=comment]"), page.locator("[name=text]")
    verdict.click()
    page.keyboard.type(VERDICT)
    page.locator("[data-comment-box] summary").click()
    page.locator("[name=quote]").fill("复核")
    remark.fill("什么意思？")
    keep = page.get_by_role("button", name="保存批注")
    answer_next(page, "dismiss")
    with page.expect_event("dialog"):
        keep.click(no_wait_after=True)
    expect(keep).not_to_have_attribute("aria-busy", "true")
    expect(verdict).to_have_value(VERDICT)
    expect(remark).to_have_value("什么意思？")

    verdict.fill("")
    keep.click()
    expect(page.get_by_text("批注已保存")).to_be_visible()
    assert ReviewComment.objects.count() == 1


def test_who_only_reads_or_sends_is_not_asked(cast: Cast, essay, desktop, sign_in) -> None:
    page = sign_in(desktop(), cast.reviewer)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"/review/{essay.public_id}/")
    page.locator(".reading-nav a").first.click()
    page.go_back()
    page.locator(".verdict [name=comment]").fill(VERDICT)
    page.get_by_role("button", name="退回修改").click()
    page.wait_for_url("**/review/")
    assert asked == []
    essay.refresh_from_db()
    assert essay.state == "returned"


def test_who_fetches_a_file_is_not_asked_and_keeps_the_words(cast: Cast, desktop, sign_in) -> None:
    course = make_leave_course(cast)
    leave = course.asked(0, 0, evidence=ContentFile(b"%PDF", name="证明.pdf"))
    page = sign_in(desktop(), course.coordinator)
    page.goto(f"/leave/{leave.public_id}/")
    reason = page.get_by_label("理由")
    reason.click()
    page.keyboard.type("材料不全")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_download() as fetched:
        page.get_by_role("link", name="证明材料").click()
    assert fetched.value.suggested_filename == "证明.pdf"
    assert asked == []
    expect(reason).to_have_value("材料不全")
