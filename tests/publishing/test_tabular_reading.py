"""Files as they come: what is understood, what is refused and in which words."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kernel.rules import signed_in
from publishing.spreadsheets import for_spreadsheet
from publishing.tabular import workbooks
from publishing.tabular.columns import BadCell, Column, as_text, day, one_of, text, whole_number
from publishing.tabular.rows import missing, parse_lines
from publishing.tabular.tables import CellError, Row, Table, guess
from publishing.tabular.workbooks import Unreadable, read_head, read_lines
from publishing.tabular.written import blank, marked
from tests.publishing.sheets import with_part, workbook

NAME = Column("name", "姓名", text(4), required=True, aliases=("学员姓名",))
HOURS = Column("hours", "学时", whole_number(0, 100))
KIND = Column("kind", "类别", one_of(lambda: {"甲": "a", "乙": "b"}), choices=lambda: ["甲", "乙"])
# As a sheet keeps it: without a zone.
NAIVE = datetime(2026, 5, 1, 9)  # noqa: DTZ001
COLUMNS = (NAME, HOURS, KIND)


def lines_of(file, head=1):
    return list(read_lines(file, head))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1001.0, "1001"), (13800138000, "13800138000"), (" 林 ", "林"), (2.5, "2.5"), (True, "1"),
        (NAIVE.replace(hour=0), "2026-05-01"), ("'=1+1", "=1+1"), ("'s", "'s"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_see_it(value, written):
    assert as_text(value) == written


@pytest.mark.parametrize(
    "value",
    [
        NAIVE,
        date(2026, 5, 1),
        "2026-5-1",
        "2026/05/01",
        "2026.5.1",
        "2026年5月1日",
    ],
)
def test_a_day_is_read_however_it_is_written(value):
    assert day(value) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("parse", "value"),
    [
        (day, "2026-02-30"), (day, "明天"), (text(2), "三个字"), (whole_number(1, 9), "0"),
        (whole_number(1, 9), "一"), (KIND.parse, "丙"),
    ],
)  # fmt: skip
def test_a_cell_that_makes_no_sense_says_what_would(parse, value):
    with pytest.raises(BadCell, match=r"\w"):
        parse(value)


def test_headings_are_known_by_any_name_they_go_by():
    assert guess(COLUMNS, ["类别（必选）", "序号", "学员姓名*", "Hours"]) == {
        "name": 2,
        "hours": 3,
        "kind": 0,
    }
    assert missing(COLUMNS, {"hours": 1}) == [NAME]


def test_titles_may_stand_above_the_headings_and_blank_rows_between():
    file = workbook([["2026年学员名单"], [], ["学时", "姓名"], [3, "林一"], [None], ["x", None]])
    head = read_head(file, COLUMNS)
    assert (head.row, head.headings, head.filled) == (3, ["学时", "姓名"], 2)
    parsed = list(parse_lines(lines_of(file, 3), COLUMNS, {"hours": 0, "name": 1}))
    assert parsed[0] == (Row(4, {"name": "林一", "hours": 3}), [])
    row, errors = parsed[1]
    assert row == Row(6, {"name": None, "hours": None})
    assert [(error.row, error.column) for error in errors] == [(6, "name"), (6, "hours")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "XLSX"), ("姓名,学时\n".encode(), "XLSX"), (b"PK\x03\x04" + b"x" * 50, "XLSX"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "XLS"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_words(content, words):
    with pytest.raises(Unreadable, match=words):
        read_head(SimpleUploadedFile("a.xlsx", content), COLUMNS)


def test_limits_are_named(monkeypatch):
    file = workbook([["姓名"], *([["林"]] * 5)])
    for limit, value, words in (
        ("MOST_BYTES", 100, "MB"), ("MOST_UNPACKED", 1000, "MB"), ("MOST_PARTS", 2, "MB"),
        ("MOST_ROWS", 4, "4"), ("MOST_LINES", 3, "3"),
    ):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(workbooks, limit, value)
            with pytest.raises(Unreadable, match=words):
                read_head(file, COLUMNS)
    assert read_head(file, COLUMNS).filled == 5


def test_a_bomb_is_refused_before_it_is_unpacked():
    small = with_part(workbook([["姓名"], ["林"]]), "xl/media/picture.bin", b"0" * 125_829_121)
    assert small.size < 200_000
    with pytest.raises(Unreadable, match="120"):
        read_head(small, COLUMNS)


def test_what_was_changed_on_the_way_or_has_a_password_is_refused_in_words():
    whole = workbook([["姓名"], ["林"]]).read()
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    packed = part.header_offset + 30 + len(part.filename)
    changed = whole[:packed] + b"\xff" * 20 + whole[packed + 20 :]
    # The flags of each part stand twice: before it and in the directory.
    locked = re.sub(rb"(PK\x03\x04..|PK\x01\x02....).", b"\\1\x01", whole, flags=re.DOTALL)
    for content, words in ((changed, "损坏"), (locked, "密码")):
        with pytest.raises(Unreadable, match=words):
            read_head(SimpleUploadedFile("a.xlsx", content), COLUMNS)


def test_macros_are_refused():
    with pytest.raises(Unreadable, match="XLSX"):
        read_head(with_part(workbook([["姓名"], ["林"]]), "xl/vbaProject.bin", b"x"), COLUMNS)


def test_entities_are_refused():
    laughs = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
    with pytest.raises(Unreadable):
        read_head(with_part(workbook([["姓名"]]), "xl/worksheets/sheet1.xml", laughs), COLUMNS)


def test_an_empty_sheet_and_one_without_rows_are_told_apart():
    with pytest.raises(Unreadable) as empty:
        read_head(workbook([]), COLUMNS)
    with pytest.raises(Unreadable) as bare:
        read_head(workbook([["姓名"]]), COLUMNS)
    assert str(empty.value) != str(bare.value)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30))
def test_what_we_write_neutral_is_read_as_it_was(words):
    kept = as_text(words)
    if kept and not kept.startswith("'"):
        assert as_text(for_spreadsheet(kept)) == kept


def test_the_template_has_headings_lists_and_words():
    table = Table("t", "学员", "说明", signed_in, lambda person: COLUMNS, None, None)
    book = load_workbook(workbooks_file(blank(table, COLUMNS)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["姓名*", "学时", "类别"]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ("=lists!$C$1:$C$2", "C2:C5000")
    assert [cell.value for cell in book["lists"]["C"]] == ["甲", "乙"]
    assert guess(COLUMNS, [cell.value for cell in sheet[1]]) == {"name": 0, "hours": 1, "kind": 2}


def test_the_marked_file_has_the_bad_rows_and_can_be_brought_again():
    file = workbook([["姓名", "学时"], ["林一", 3], ["=2+3", "很多"]])
    errors = [CellError(3, "hours", "请填整数。")]
    made = marked(["姓名", "学时"], lines_of(file), errors, {"name": 0, "hours": 1})
    again = workbooks_file(made)
    (line,) = lines_of(again)
    assert line[1][0] == 3
    assert line[1][3] == "很多"
    sheet = load_workbook(again).worksheets[0]
    assert sheet["D2"].comment.text == "请填整数。"
    assert sheet["D2"].fill.start_color.rgb == "00F9D7D2"
    assert guess(COLUMNS, read_head(again, COLUMNS).headings) == {"name": 2, "hours": 3}


def workbooks_file(content):
    return SimpleUploadedFile("again.xlsx", content)
