"""A list of people on its way into the register: with errors first, then mended."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from people.models import User
from tests.publishing.sheets import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ["姓名", "工作单位", "工号", "手机号"]


def bring(page, content, name="名单.xlsx"):
    """Choose a file and send it."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("input[type=file]", {"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="读取文件").click()


def of(rows):
    """The bytes of a workbook."""
    return workbook(rows).read()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_with_errors_is_mended_and_imported(desktop, sign_in, shot, staff, scripts):
    page = sign_in(desktop(java_script_enabled=scripts), staff.organiser)
    page.goto("/admin/people/")
    if scripts:
        shot(page, "register-list")
        page.get_by_role("link", name="导入", exact=True).first.click()
        page.wait_for_load_state("networkidle")
    else:
        page.goto("/admin/imports/new/people/")
    bring(page, b"no workbook at all")
    assert "XLSX" in page.locator(".w-field__errors, .error-message").first.inner_text()
    if scripts:
        shot(page, "import-start")

    bring(
        page,
        of([["昆山名单"], HEAD, ["苗青", "昆山市图书馆", 7, 13900000001], ["柳叶", "无", 8, 1]]),
    )
    page.wait_for_url(re.compile("/columns/"))
    if scripts:
        shot(page, "import-columns")
    page.get_by_role("button", name="检查各行").click()
    page.get_by_role("link", name="下载有错误的行").wait_for()
    if scripts:
        shot(page, "import-errors")
        wide = page.viewport_size
        page.set_viewport_size({"width": 390, "height": 844})
        shot(page, "import-errors")
        page.set_viewport_size(wide)
    rows = page.locator(".import-errors tbody tr")
    assert rows.count() == 2
    assert "D4" in rows.all_inner_texts()[0] + rows.all_inner_texts()[1]
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载有错误的行").click()
    book = load_workbook(BytesIO(waiting.value.path().read_bytes()))
    sheet = book.worksheets[0]
    sheet["D2"], sheet["F2"] = "昆山市第一中学", "139 0000 0002"
    mended = BytesIO()
    book.save(mended)

    page.get_by_role("link", name="上传改好的文件").click()
    bring(page, mended.getvalue())
    page.wait_for_url(re.compile("/columns/"))
    page.get_by_role("button", name="检查各行").click()
    page.get_by_role("button", name="全部导入").wait_for()
    if scripts:
        shot(page, "import-ready")
    page.get_by_role("button", name="全部导入").click()
    page.get_by_text("已全部导入").wait_for()
    if scripts:
        shot(page, "import-done")
    assert User.objects.get(number="8").unit == staff.other_unit
    assert not User.objects.filter(number="7").exists(), "it stood in the other file"
