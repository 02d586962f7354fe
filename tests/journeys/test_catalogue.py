"""An organiser makes a cohort from a template, brings its timetable as a table, and prints it."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import Cohort
from tests.factories import make_course, make_speaker, make_topic, make_venue
from tests.journeys.test_import import bring

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_cohort_is_made_from_a_template_and_its_timetable_brought(desktop, sign_in, shot, staff):
    make_course("国情研修班")
    make_venue("沙家浜革命历史纪念馆")
    make_speaker("钱致远")
    page = sign_in(desktop(), staff.organiser)
    page.goto("/admin/cohorts/")
    page.get_by_role("link", name="按模板开班").click()
    page.locator("[name=template]").select_option(label="短训班")
    page.locator("[name=page]").select_option(label="国情研修班")
    first = timezone.localdate() + timedelta(days=40)
    page.locator("[name=first_on]").fill(first.isoformat())
    page.locator("[name=capacity]").fill("40")
    page.keyboard.press("Escape")
    shot(page, "cohort-from-template")
    page.locator("form [type=submit]").last.click()
    page.get_by_text("已存为草稿").first.wait_for()
    cohort = Cohort.objects.get()
    assert cohort.offering.sessions.count() == 7
    shot(page, "offering-from-template")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出课程表（XLSX）").click()
    book = load_workbook(BytesIO(waiting.value.path().read_bytes()))
    sheet = book.active
    heads = {str(cell.value).rstrip("*"): cell.column_letter for cell in sheet[1]}
    sheet[f"{heads['课程名称']}4"] = "走进沙家浜"
    sheet[f"{heads['主讲']}4"] = "钱致远"
    sheet[f"{heads['场馆']}4"] = "沙家浜"
    wrong = BytesIO()
    book.save(wrong)
    page.get_by_role("link", name="导入课程表").click()
    bring(page, wrong.getvalue(), "课程表.xlsx")
    page.wait_for_url(re.compile("/columns/"))
    page.get_by_role("button", name="检查各行").click()
    page.locator(".import-errors tbody tr").wait_for()
    assert "名册中没有" in page.locator(".import-errors tbody").inner_text()
    sheet[f"{heads['场馆']}4"] = "沙家浜革命历史纪念馆"
    mended = BytesIO()
    book.save(mended)
    page.get_by_role("link", name="上传改好的文件").click()
    bring(page, mended.getvalue(), "课程表.xlsx")
    page.get_by_role("button", name="检查各行").click()
    page.get_by_role("button", name="全部导入").click()
    page.get_by_text("已全部导入").wait_for()
    page.locator("a.button", has_text="查看").first.click()
    page.get_by_text("走进沙家浜").first.wait_for()
    session = cohort.offering.sessions.get(title="走进沙家浜")
    assert (session.speaker.name, session.venue.name) == ("钱致远", "沙家浜革命历史纪念馆")
    assert page.url.endswith(f"/inspect/{cohort.offering_id}/")


def test_choosing_a_topic_fills_the_form_at_once(desktop, sign_in, staff):
    topic = make_topic("强国之路", "昆山市委党校", form="seminar", credit_hours=2)
    cohort_page = make_course("国情研修班")
    page = sign_in(desktop(), staff.organiser)
    page.goto(f"/admin/cohorts/from-template/?page={cohort_page.pk}")
    page.locator("[name=template]").select_option(label="训练营")
    first = timezone.localdate() + timedelta(days=40)
    page.locator("[name=first_on]").fill(first.isoformat())
    page.keyboard.press("Escape")
    page.locator("form [type=submit]").last.click()
    page.get_by_text("已存为草稿").first.wait_for()
    page.locator("a[href*='/admin/sessions/new/']").first.click()
    page.locator("select[name=topic]").select_option(value=str(topic.pk))
    assert page.locator("[name=title]").input_value() == "强国之路"
    assert page.locator("[name=credit_hours]").input_value() == "2.0"
    assert page.locator("[name=form]").input_value() == "seminar"
    page.locator("[name=title]").fill("我的题目")
    other = make_topic("另一个", "昆山市委党校")
    page.reload()
    page.locator("[name=title]").fill("我的题目")
    page.locator("select[name=topic]").select_option(value=str(other.pk))
    assert page.locator("[name=title]").input_value() == "我的题目", "what one wrote stays"
