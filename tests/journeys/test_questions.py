"""Questions: answered on a phone, changed, and worked with in the back office."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from notices.models import Notice
from registration.actions import add_question_block
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.question_kinds import QuestionBlock
from tests.factories import Cast, make_answer, make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db(transaction=True)


def an_offering(cast: Cast):
    """An offering of the unit that asks about sleeping and about a car."""
    offering = make_offering(unit=cast.unit)
    add_question_block(by=cast.organiser, offering=offering, block=QuestionBlock.ACCOMMODATION)
    make_question(offering, label="车牌号", label_en="Number plate")
    return offering


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_questions_are_answered_on_a_phone(cast, phone, sign_in, shot, axe, scripted) -> None:
    offering = an_offering(cast)
    page = sign_in(phone(java_script_enabled=scripted), cast.participant)
    page.goto(offering.get_absolute_url())
    page.get_by_role("button", name="报名", exact=True).click()
    if scripted:
        axe(page)
        shot(page, "questions-form")
        page.get_by_role("button", name="报名", exact=True).click()
        expect(page.locator("[data-error-summary]")).to_be_visible()
        axe(page)
    page.get_by_label("车牌号").fill("苏E·A1234")
    page.get_by_label("需要", exact=True).check()
    if not scripted:
        page.get_by_role("button", name="报名", exact=True).click()
        expect(page.get_by_text("您的回答带出一个新问题")).to_be_visible()
    page.get_by_label("入住日期").fill("2026-12-01")
    page.get_by_label("离店日期").fill("2026-12-03")
    page.get_by_label("单人间").check()
    if scripted:
        axe(page)
        shot(page, "questions-woken")
    page.get_by_role("button", name="报名", exact=True).click()
    expect(page.get_by_text("已确认").first).to_be_visible()
    row = Registration.objects.get(person=cast.participant)
    assert row.answers.count() == 5

    page.get_by_role("link", name="修改回答").click()
    page.get_by_label("不需要", exact=True).check()
    page.get_by_label("车牌号").fill("苏E·B5678")
    page.get_by_role("button", name="保存回答").click()
    expect(page.get_by_text("您的回答已保存").first).to_be_visible()
    expect(page.get_by_text("苏E·B5678")).to_be_visible()
    assert row.answers.count() == 2
    if scripted:
        axe(page)
        shot(page, "questions-answered")
        page.goto(f"/en/o/{offering.public_id}/answers/")
        axe(page)
        shot(page, "questions-english")


def test_an_organiser_decides_exports_and_writes(desktop, sign_in, shot, axe, staff) -> None:
    offering = an_offering(staff)
    plate = offering.questions.get(label="车牌号")
    for person in (staff.participant, staff.colleague):
        row = make_registration(offering, person, State.PENDING)
        make_answer(row, plate, f"苏E·{person.pk}")
    page = sign_in(desktop(), staff.organiser)
    listed = f"/admin/registrations/?offering={offering.pk}"
    page.goto(f"/admin/questions/?offering={offering.pk}")
    shot(page, "admin-questions")
    page.goto(f"/admin/questions/new/?offering={offering.pk}")
    shot(page, "admin-question")

    page.goto(listed)
    shot(page, "admin-answers")
    for box in page.locator("[data-bulk-action-checkbox]").all():
        box.check()
    page.get_by_role("link", name="批准", exact=False).first.click()
    shot(page, "admin-approve-preview")
    page.locator("form button[type=submit], form input[type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    assert set(Registration.objects.values_list("state", flat=True)) == {State.CONFIRMED}

    page.goto(listed)
    with page.expect_download() as download:
        page.evaluate(f"location.href = '{listed}&export=xlsx'")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert any("车牌号" in [str(cell) for cell in row] for row in book.active.values)

    page.goto(f"/admin/bulk/registration/registration/message/?id=all&offering={offering.pk}")
    page.locator("input[name=subject]").fill("集合地点")
    page.locator("textarea[name=text]").fill("请于八点到北门。")
    shot(page, "admin-message")
    page.locator("form button[type=submit], form input[type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    assert Notice.objects.filter(kind="message", subject="集合地点").count() == 2

    page.goto(f"/admin/registrations/roster/{offering.pk}/")
    axe(page)
    shot(page, "roster")
