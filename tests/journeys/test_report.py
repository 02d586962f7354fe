"""Report: what an organiser sees of an offering, and takes away as XLSX."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance
from tests.factories import Cast, make_offering, make_registration, make_session, make_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offering(cast: Cast):
    """One is over: one of two came, both owe an essay."""
    offering = make_offering(unit=cast.city, sessions=0)
    session = make_session(offering, starts_at=timezone.now() - timedelta(hours=5))
    there = make_registration(offering, cast.participant)
    make_registration(offering, cast.colleague)
    Attendance.objects.create(
        session=session,
        registration=there,
        status=AttendanceStatus.PRESENT,
        in_at=session.starts_at,
        method=Method.PASS,
    )
    make_task(offering)
    return offering


def test_an_organiser_sees_and_downloads_the_report(
    cast: Cast, offering, desktop, phone, sign_in, shot, axe
) -> None:
    for page in (sign_in(desktop(), cast.organiser), sign_in(phone(), cast.organiser)):
        page.goto("/reports/")
        axe(page)
        shot(page, "report-list")
        page.goto(f"/reports/o/{offering.public_id}/")
        expect(page.get_by_text("何䶮").first).to_be_visible()
        axe(page)
        shot(page, "report-offering")
    page = sign_in(desktop(), cast.organiser)
    page.goto(f"/reports/o/{offering.public_id}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 表格").first.click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    text = {str(cell.value) for sheet in book for row in sheet.rows for cell in row}
    assert {"林𠮷安", "何䶮"} <= text


def test_a_liaison_sees_what_the_unit_owes(
    cast: Cast, offering, desktop, phone, sign_in, shot, axe
) -> None:
    for page in (sign_in(desktop(), cast.liaison), sign_in(phone(), cast.liaison)):
        page.goto("/unit/")
        expect(page.get_by_text("何䶮").first).to_be_visible()
        axe(page)
        shot(page, "report-unit")
