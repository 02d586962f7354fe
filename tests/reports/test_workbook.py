"""The workbook: sheets, times, file name, and nothing in it that could be run."""

from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from reports.workbook import neutral
from tests.factories import make_event, make_offering, make_person, make_registration, make_task


@pytest.fixture
def client(client, cast):
    """The browser of the city's organiser."""
    client.force_login(cast.organiser)
    return client


def opened(response):
    return load_workbook(BytesIO(response.content))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_three_sheets_with_chinese_names(client, cast):
    offering = make_offering(unit=cast.city, page=make_event("国情研修"))
    make_registration(offering, cast.participant)
    make_task(offering, title="两弹城心得")
    book = opened(client.get(f"/reports/o/{offering.public_id}.xlsx"))
    assert book.sheetnames == ["统计", "名单", "心得欠交"]
    assert rows(book["统计"])[0][:2] == ["活动", "国情研修 第1期"]
    assert rows(book["名单"])[1][:3] == ["昆山市图书馆", "林𠮷安", "已确认"]
    assert rows(book["心得欠交"])[1][:4] == ["昆山市图书馆", "林𠮷安", "两弹城心得", "未动笔"]


def test_in_english_it_is_english(client, cast):
    offering = make_offering(unit=cast.city)
    book = opened(client.get(f"/en/reports/o/{offering.public_id}.xlsx"))
    assert book.sheetnames == ["Figures", "Participants", "Essays owed"]


def test_times_are_those_of_the_sites_clock(client, cast):
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    make_task(offering, due_at=datetime(2026, 11, 30, 15, 59, tzinfo=UTC))
    book = opened(client.get(f"/reports/o/{offering.public_id}.xlsx"))
    cell = book["心得欠交"]["E2"]
    assert cell.value == datetime(2026, 11, 30, 23, 59)  # noqa: DTZ001 - a workbook knows no zones
    assert cell.number_format == "yyyy-mm-dd hh:mm"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x")']
)
def test_nothing_typed_becomes_a_formula(client, cast, text):
    offering = make_offering(unit=cast.city, page=make_event(text))
    make_registration(offering, make_person(unit=cast.unit, last_name=text, first_name=""))
    make_task(offering, title=text)
    book = opened(client.get(f"/reports/o/{offering.public_id}.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    typed = [
        cell.value for cell in cells if isinstance(cell.value, str) and text.strip() in cell.value
    ]
    assert len(typed) >= 2
    assert not [
        value for value in typed if value.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    ]


def test_what_a_file_cannot_hold_is_left_out():
    assert neutral("甲\x00乙\x0b") == "甲乙"
    assert neutral("\x00=1") == "'=1"
    assert neutral("林𠮷安") == "林𠮷安"


def test_the_file_has_a_chinese_name(client, cast):
    offering = make_offering(unit=cast.city, page=make_event('国情/研修 "一"\r\nX: y'))
    disposition = client.get(f"/reports/o/{offering.public_id}.xlsx")["Content-Disposition"]
    name = unquote(disposition.partition("filename*=utf-8''")[2])
    assert name.startswith("国情 研修 一 X y 第1期")
    assert name.endswith(".xlsx")
    assert "\n" not in disposition


def test_it_is_never_kept_by_a_cache(client, cast):
    offering = make_offering(unit=cast.city)
    assert "no-store" in client.get(f"/reports/o/{offering.public_id}.xlsx")["Cache-Control"]


def test_rates_are_numbers(client, cast):
    offering = make_offering(unit=cast.city)
    figures = rows(opened(client.get(f"/reports/o/{offering.public_id}.xlsx"))["统计"])
    values = {row[0]: row[1] for row in figures if row[0]}
    assert values["到课率"] == "—"
    assert values["已报名"] == 0
