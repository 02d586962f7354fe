"""Told: a notice in the inbox, read and found again, and a choice of what else reaches a person."""

import pytest
from playwright.sync_api import expect

from notices.channels import lay_out
from notices.delivery import notify
from notices.enums import Kind
from notices.models import Choice, Wording

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {"subject": "集合地点提醒", "text": "请于 8:30 前在北门集合。", "sender": "周明远"}


def test_a_participant_reads_and_chooses(phone, sign_in, shot, axe, cast):
    person = cast.participant
    for number, kind in enumerate((Kind.MESSAGE, Kind.CANCELLED)):
        context = WORDS | {"title": "国情研修班", "reason": "台风"}
        notify(person=person, kind=kind, key=str(number), path="/me/", context=context)
    page = sign_in(phone(), person)
    page.goto("/me/notices/")
    axe(page)
    shot(page, "notices")
    page.get_by_label("通知类别").get_by_role("link", name="消息").click()
    page.get_by_role("button", name="知道了：集合地点提醒").click()
    page.get_by_label("通知类别").get_by_role("link", name="未读").click()
    expect(page.locator(".notice")).to_have_count(1)
    page.goto("/me/notices/?show=messages")
    page.get_by_role("button", name="标为未读：集合地点提醒").click()
    expect(page.locator(".notice--unread")).to_have_count(1)

    page.get_by_label("通知类别").get_by_role("link", name="全部").click()
    page.get_by_role("link", name="接收方式").click()
    assert page.evaluate("document.documentElement.scrollHeight") < 3000  # folded, without a script
    for summary in page.locator("main summary").all():
        summary.click()
    axe(page)
    shot(page, "notices-preferences")
    page.locator("[name=mail_message]").select_option("collected")
    page.locator("[name=rhythm]").select_option("weekly")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("您的选择已保存").wait_for()
    assert Choice.objects.get(person=person, kind=Kind.MESSAGE).mail == "collected"


def test_the_back_office_shows_who_was_not_reached_and_the_words(desktop, sign_in, shot, staff):
    notice = notify(person=staff.participant, kind=Kind.MESSAGE, key="1", context=WORDS)
    lay_out([notice.pk])
    notice.deliveries.update(state="given_up", trouble="bad_address", detail="550 no such user")
    row = Wording.objects.get(kind=Kind.CONFIRMED, language="zh-hans")
    page = sign_in(desktop(), staff.admin)
    for name, path in (
        ("deliveries", "/admin/deliveries/"),
        ("delivery", f"/admin/deliveries/inspect/{notice.deliveries.get().pk}/"),
        ("words", f"/admin/wordings/inspect/{row.pk}/"),
        ("words-form", f"/admin/wordings/edit/{row.pk}/"),
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        shot(page, f"admin-notices-{name}")
    page.get_by_role("button", name="查看示例").click()
    page.get_by_text("尚未保存").wait_for()
    shot(page, "admin-notices-sample")
