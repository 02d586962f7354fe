"""Attendance out and in as XLSX: what comes back unchanged changes nothing."""

import sys
from datetime import time, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from attendance.actions import examine_marks, import_marks
from attendance.enums import AttendanceStatus, Method
from attendance.incoming.columns import COLUMNS
from attendance.models import Attendance, AttendanceChange
from attendance.tables import FAMILY
from kernel.outbox import drain_once
from publishing.tabular.rows import parse_lines
from publishing.tabular.tables import guess
from tests.factories import make_offering, make_person, make_registration, make_session
from tests.people.rows import rows_of, wrong
from tests.people.test_import_pages import brought, matched

S = AttendanceStatus


@pytest.fixture
def held(staff):
    """Two sessions of yesterday and one to come; three people, two of them with one name."""
    offering = make_offering(unit=staff.city, sessions=0)
    first = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    first -= timedelta(days=1)
    for number, gap in enumerate((timedelta(0), timedelta(hours=5), timedelta(days=9))):
        make_session(offering, starts_at=first + gap, title=f"第{number + 1}课")
    for person in (
        staff.participant,
        make_person("王小明", staff.unit, number="0007"),
        make_person("王小明", staff.other_unit),
    ):
        make_registration(offering, person)
    return offering


@pytest.fixture
def client(staff):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(staff.organiser, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def on(offering):
    first = offering.sessions.order_by("starts_at").first()
    return timezone.localtime(first.starts_at).date()


def heading(offering, *rows):
    """Rows as a file of another system writes them."""
    head = ["学员姓名", "工作单位", "上课日期", "开始时间", "签到状态", "签到时间", "签退时间"]
    day = on(offering).isoformat()
    return [head, *([name, unit, day, *rest] for name, unit, *rest in rows)]


def bring(by, offering, lines):
    """Parse, examine, import; the findings and the code of the outcome."""
    mapping = guess(COLUMNS, [str(cell) for cell in lines[0]])
    parsed = list(parse_lines(enumerate(lines[1:], start=2), COLUMNS, mapping))
    assert not [error for _row, errors in parsed for error in errors]
    rows = [row for row, _errors in parsed]
    result = import_marks(by=by, offering=offering, rows=rows)
    return result.outcome.code, result.details["findings"]


def test_marks_of_another_system_come_in_once(staff, held):
    lines = heading(
        held,
        ("林𠮷安", "", "09:00", "正常", "08:57", "11:32"),
        ("王小明", "昆山市图书馆", "09:00", "", "09:40", ""),
        ("王小明", "昆山市第一中学", "09:00", "事假", "", ""),
        ("林𠮷安", "", "14:00", "×", "", ""),
    )
    code, findings = bring(staff.organiser, held, lines)
    assert (code, findings.new, findings.changed) == ("written", 4, 0)
    first = Attendance.objects.get(registration__person=staff.participant, session__title="第1课")
    assert (first.status, first.method) == (S.PRESENT, Method.IMPORT)
    assert timezone.localtime(first.in_at).strftime("%H:%M") == "08:57"
    assert timezone.localtime(first.out_at).strftime("%H:%M") == "11:32"
    statuses = Attendance.objects.order_by("registration", "session").values_list("status")
    assert [status for (status,) in statuses] == [S.PRESENT, S.ABSENT, S.LATE, S.ON_LEAVE]
    assert set(AttendanceChange.objects.values_list("method", "by")) == {
        (Method.IMPORT, staff.organiser.pk)
    }
    code, findings = bring(staff.organiser, held, lines)
    assert (code, findings.same) == ("nothing_to_write", 4)
    assert AttendanceChange.objects.count() == 4


def test_what_differs_is_corrected_and_keeps_its_history(staff, held):
    lines = heading(held, ("林𠮷安", "", "09:00", "缺勤", "", ""))
    bring(staff.organiser, held, lines)
    lines = heading(held, ("林𠮷安", "", "09:00", "迟到", "09:30", ""))
    code, findings = bring(staff.organiser, held, lines)
    assert (code, findings.new, findings.changed) == ("written", 0, 1)
    changes = AttendanceChange.objects.order_by("pk")
    assert [(c.from_status, c.to_status) for c in changes] == [
        ("unrecorded", "absent"),
        ("absent", "late"),
    ] or [(c.from_status, c.to_status) for c in changes] == [("", "absent"), ("absent", "late")]


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"name": "无此人"}, "name"),
        ({"name": "王小明"}, "name"),
        ({"number": "9999"}, "number"),
        ({"registration": "k3v9qd2mt7xa"}, "registration"),
        ({"session": "k3v9qd2mt7xa"}, "session"),
        ({"session_title": "没有的课"}, "day"),
        ({"starts": None}, "day"),
        ({"day": None, "starts": None}, "day"),
        ({"status": None}, "status"),
        ({"status": "made_up"}, "status"),
        ({"status": "absent", "came": "x"}, "came"),
        ({"status": "present", "came": "12:00", "left": "11:00"}, "left"),
        ({"status": "present", "left": "11:00"}, "came"),
    ],
)
def test_errors_name_the_cell_and_nothing_is_written(staff, held, values, column):
    day = on(held)

    clocks = {"12:00": time(12), "11:00": time(11), "x": time(9), None: None}
    given_values = {"name": "林𠮷安", "day": day, "starts": time(9), "status": "present"} | values
    for name in ("came", "left"):
        if name in given_values:
            given_values[name] = clocks[given_values[name]]
    rows = rows_of(given_values)
    assert wrong(examine_marks(rows, held)) == [(rows[0].number, column)]
    good = {"name": "林𠮷安", "day": day, "starts": time(14), "status": "present"}
    result = import_marks(by=staff.organiser, offering=held, rows=rows_of(given_values, good))
    assert not result.ok
    assert not Attendance.objects.exists()


def test_one_mark_is_spoken_of_once_and_presence_is_not_known_ahead(staff, held):
    ahead = held.sessions.order_by("starts_at").last()
    row = {"name": "林𠮷安", "session": ahead.public_id, "status": "on_leave"}
    assert not examine_marks(rows_of(row), held).errors
    assert wrong(examine_marks(rows_of(row, row), held)) == [(3, "")]
    assert wrong(examine_marks(rows_of(row | {"status": "present"}), held)) == [(2, "status")]


def test_a_time_of_another_day_credits_nobody(staff, held):
    first = held.sessions.order_by("starts_at").first()
    row = {"name": "林𠮷安", "session": first.public_id, "status": None}
    at = timezone.localtime(first.starts_at).replace(tzinfo=None)
    before = {"came": at - timedelta(days=1)}
    after = {"came": at, "left": at + timedelta(days=2)}
    late = before | {"status": "late"}
    for strange, column in ((before, "came"), (after, "left"), (late, "came")):
        assert wrong(examine_marks(rows_of(row | strange), held)) == [(2, column)]
    for told in ({"status": "present"}, {"came": at - timedelta(hours=2), "left": at}):
        assert not examine_marks(rows_of(row | told), held).errors, "the same day, or no time"


def test_a_mark_of_a_session_that_was_moved_stays(client, staff, held):
    bring(staff.organiser, held, heading(held, ("林𠮷安", "", "09:00", "正常", "08:57", "11:32")))
    first = held.sessions.order_by("starts_at").first()
    begins, ends = first.starts_at - timedelta(days=3), first.ends_at - timedelta(days=3)
    held.sessions.filter(pk=first.pk).update(starts_at=begins, ends_at=ends)
    sheet = taken(client, held).worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet]
    assert bring(staff.organiser, held, lines)[0] == "nothing_to_write"


def test_times_of_a_night_session_are_of_the_day_on_which_it_is_held(staff, held):
    first = held.sessions.order_by("starts_at").first()
    begins = timezone.localtime(first.starts_at).replace(hour=22, minute=30)
    ends = begins + timedelta(hours=2)
    held.sessions.filter(pk=first.pk).update(starts_at=begins, ends_at=ends)
    line = ("林𠮷安", "", "22:30", "", "22:20", "00:35")
    assert bring(staff.organiser, held, heading(held, line))[0] == "written"
    mark = Attendance.objects.get()
    came, left = begins - timedelta(minutes=10), ends + timedelta(minutes=5)
    assert (mark.status, mark.in_at, mark.out_at) == (S.PRESENT, came, left)


def test_everybody_a_file_names_is_locked_before_it_is_read_again(staff, held, monkeypatch):
    same = ("林𠮷安", "", "09:00", "正常", "08:57", "")
    bring(staff.organiser, held, heading(held, same))
    module, locked = sys.modules["attendance.actions.import_marks"], []
    monkeypatch.setattr(module, "hold", lambda keys: locked.extend(sorted(keys)))
    other = ("王小明", "昆山市图书馆", "09:00", "迟到", "09:40", "")
    bring(staff.organiser, held, heading(held, same, other))
    rows = held.registrations.order_by("pk")
    assert locked == [row.pk for row in rows[:2]], "a mark that is the same now may change"


def test_a_file_takes_no_mark_away(staff, held):
    bring(staff.organiser, held, heading(held, ("林𠮷安", "", "09:00", "正常", "08:57", "")))
    session = held.sessions.order_by("starts_at").first()
    row = {"name": "林𠮷安", "session": session.public_id, "status": "unrecorded"}
    assert wrong(examine_marks(rows_of(row), held)) == [(2, "status")]


def test_through_the_pages_with_mapping_and_dry_run(client, staff, held):
    table = f"attendance-{held.public_id}"
    assert FAMILY.table("0" * 12) is None
    lines = heading(
        held, ("林𠮷安", "", "09:00", "正常", "08:57", ""), ("无此人", "", "09:00", "到")
    )
    found, _location = brought(client, lines, table)
    assert found.mapping["came"] == 5
    page = matched(client, found).content.decode()
    assert "没有此姓名" in page
    assert not Attendance.objects.exists()
    found, _location = brought(client, lines[:2], table)
    matched(client, found)
    assert not Attendance.objects.exists(), "a dry run writes nothing"
    client.post(f"/admin/imports/{found.public_id}/")

    drain_once()
    assert Attendance.objects.get().method == Method.IMPORT
    shown = client.get(f"/admin/imports/{found.public_id}/").content.decode()
    assert reverse("attendance:matrix", args=[held.pk]) in shown
    stranger = Client()
    stranger.force_login(
        staff.district_organiser, "allauth.account.auth_backends.AuthenticationBackend"
    )
    refused = stranger.get(f"/admin/imports/new/{table}/")
    assert refused.status_code in (302, 403)


def taken(client, offering):
    answer = client.get(reverse("attendance:workbook", args=[offering.pk]))
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content))


def test_the_workbook_has_ends_lengths_methods_and_the_matrix(client, staff, held):
    bring(staff.organiser, held, heading(held, ("林𠮷安", "", "09:00", "正常", "08:57", "11:32")))
    held.sessions.filter(title="第2课").update(title="=1+1")
    book = taken(client, held)
    rows, matrix = book["考勤明细"], book["考勤表"]
    head = [str(cell.value).rstrip("*") for cell in rows[1]]
    lines = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in rows]
    first = next(line for line in lines if line["姓名"] == "林𠮷安")
    assert first["姓名"] == "林𠮷安"
    assert (first["开始时间"], first["结束"], first["分钟数"]) == ("09:00", "11:00", 120)
    assert (first["签到"], first["签退"], first["登记方式"]) == ("08:57", "11:32", "文件导入")
    assert first["操作人"] == "周明远"
    values = {str(cell.value) for sheet in (rows, matrix) for row in sheet for cell in row}
    assert "'=1+1" in values
    assert "=1+1" not in values, "formulas are neutral"
    assert [cell.value for cell in matrix[6]][:3] == [1, "王小明", "昆山市图书馆"], "four strokes"
    assert rows.max_row == 1 + 9


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    marks=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(0, 1),
            st.sampled_from([s for s in S if s != S.UNRECORDED]),
            st.integers(0, 7_199),
        ),
        max_size=6,
        unique_by=lambda mark: mark[:2],
    )
)
def test_what_is_taken_out_and_brought_back_changes_nothing(client, staff, held, marks):
    Attendance.objects.all().delete()
    people = list(held.registrations.order_by("pk"))
    sessions = list(held.sessions.order_by("starts_at"))
    for who, which, status, seconds in marks:
        session = sessions[which]
        in_at = session.starts_at + timedelta(seconds=seconds)
        came = status in (S.PRESENT, S.LATE, S.LEFT_EARLY, S.MADE_UP)
        Attendance.objects.create(
            session=session,
            registration=people[who],
            status=status,
            in_at=in_at if came else None,
            out_at=in_at + timedelta(seconds=61) if came and seconds % 2 else None,
            method=Method.CODE,
        )
    before = list(Attendance.objects.order_by("pk").values())
    sheet = taken(client, held).worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet]
    code, findings = bring(staff.organiser, held, lines)
    assert code == "nothing_to_write", findings
    assert list(Attendance.objects.order_by("pk").values()) == before
    assert not AttendanceChange.objects.exists()
