"""A timetable brought as XLSX: checked by cell, written all or not, twice the same as once."""

from datetime import datetime, time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from events import changes
from events.actions import cancel_session
from events.incoming.columns import hours
from events.models import Session, TeachingPoint
from kernel.outbox import drain_once
from publishing.tabular.columns import BadCell, clock
from publishing.tabular.models import SheetImport
from tests.factories import make_course, make_offering, make_speaker, make_topic, make_venue
from tests.publishing.sheets import workbook

State = SheetImport.State
HEAD = [
    "日期",
    "开始时间",
    "结束时间",
    "课程",
    "教学形式",
    "主讲人",
    "地点",
    "教学点",
    "学时",
    "备注",
]


@pytest.fixture
def client(staff):
    """The organiser's, in Chinese."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(staff.organiser, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def offering(staff):
    """An offering without a timetable."""
    return make_offering(unit=staff.city, page=make_course("国情研修班"), sessions=0)


@pytest.fixture
def places(db):
    """A venue with a point, a speaker."""
    venue = make_venue("沙家浜革命历史纪念馆", short_name="沙家浜")
    TeachingPoint.objects.create(venue=venue, name="芦荡")
    return venue, make_speaker("钱致远")


ROWS = [
    ["2026-12-07", "9:00", "11:30", "强国之路", "专题讲座", "钱致远", "", "", 3, "x"],
    [
        datetime(2026, 12, 7),  # noqa: DTZ001 (as a workbook keeps a day)
        time(14),
        "16：30",
        "走进沙家浜",
        None,
        "",
        "沙家浜",
        "芦荡",
        "2.5",
        "",
    ],
]


def bring(client, offering, file):
    """The import that a file became, matched as guessed and checked."""
    answer = client.post(f"/admin/imports/new/timetable-{offering.public_id}/", {"file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    found = SheetImport.objects.latest("pk")
    form = {name: str(index) for name, index in found.mapping.items()}
    client.post(f"/admin/imports/{found.public_id}/columns/", form)
    drain_once()
    found.refresh_from_db()
    return found


def confirm(client, found):
    """Write it."""
    client.post(f"/admin/imports/{found.public_id}/")
    drain_once()
    found.refresh_from_db()
    assert found.state == State.DONE


def test_a_timetable_is_brought_and_the_same_twice_changes_nothing(client, offering, places):
    rows = [HEAD, *ROWS]
    found = bring(client, offering, workbook(rows))
    assert found.errors == []
    assert found.counts == {"new": 2, "changed": 0, "same": 0}
    assert not offering.sessions.exists()
    confirm(client, found)
    first, second = offering.sessions.all()
    assert (first.title, first.form, first.speaker, first.credit_hours) == (
        "强国之路",
        "lecture",
        places[1],
        3,
    )
    assert timezone.localtime(second.starts_at).isoformat() == "2026-12-07T14:00:00+08:00"
    assert (second.venue, second.teaching_point.name) == (places[0], "芦荡")
    page = client.get(f"/admin/imports/{found.public_id}/")
    assert page.context["done_url"] == f"/admin/offerings/inspect/{offering.pk}/"
    assert bring(client, offering, workbook(rows)).counts == {"new": 0, "changed": 0, "same": 2}
    listing = client.get("/admin/imports/")
    assert "课程表" in listing.text


def test_what_is_taken_away_comes_back_unchanged_and_moves_by_its_number(client, offering, places):
    topic = make_topic("强国之路", "昆山市委党校")
    confirm(client, bring(client, offering, workbook([HEAD, *ROWS])))
    session = offering.sessions.first()
    session.topic = topic
    session.save()
    answer = client.get(f"/admin/offerings/{offering.pk}/timetable.xlsx")
    assert "no-store" in answer["Cache-Control"]
    same = SimpleUploadedFile("t.xlsx", answer.content)
    assert bring(client, offering, same).counts == {"new": 0, "changed": 0, "same": 2}

    book = load_workbook(BytesIO(answer.content))
    sheet = book.active
    heads = {cell.value.rstrip("*"): cell.column_letter for cell in sheet[1]}
    sheet[f"{heads['日期']}2"] = "2026-12-08"
    buffer = BytesIO()
    book.save(buffer)
    found = bring(client, offering, SimpleUploadedFile("t.xlsx", buffer.getvalue()))
    assert found.counts == {"new": 0, "changed": 1, "same": 1}
    told = []
    changes.follow(changes.SessionChanged, "portal.test", told.append)
    try:
        confirm(client, found)
    finally:
        changes._FOLLOWERS[changes.SessionChanged].pop()
    assert [change.session.pk for change in told] == [session.pk]
    session.refresh_from_db()
    assert timezone.localtime(session.starts_at).day == 8


ROOM = ["沙家浜", "芦荡", "3", ""]
MORNING, NOON, AFTERNOON = (
    ["2026-12-07", "9:00", "11:00"],
    ["2026-12-07", "11:00", "13:00"],
    ["2026-12-07", "13:00", "15:00"],
)


def rows_of(offering, *rows):
    """A workbook whose rows speak of the offering's sessions by their numbers, in their order."""
    numbers = [session.public_id for session in offering.sessions.order_by("starts_at")]
    body = [[*row, number] for row, number in zip(rows, numbers, strict=False)]
    return workbook([[*HEAD, "编号"], *body])


@pytest.mark.parametrize(
    "times",
    [(AFTERNOON, MORNING), (NOON, AFTERNOON)],
    ids=["two change places", "a block goes later in its room"],
)
def test_rows_are_judged_as_the_whole_will_be_and_told_once(client, offering, places, times):
    rows = [
        [*MORNING, "甲", "专题讲座", "钱致远", *ROOM],
        [*NOON, "乙", "专题讲座", "钱致远", *ROOM],
    ]
    confirm(client, bring(client, offering, workbook([HEAD, *rows])))
    moved = [[*at, *row[3:]] for at, row in zip(times, rows, strict=True)]
    found = bring(client, offering, rows_of(offering, *moved))
    assert (found.errors, found.counts["changed"]) == ([], 2)
    told = []
    for kind in (changes.SessionChanged, changes.OfferingMoved):
        changes.follow(kind, "portal.test", told.append)
    try:
        confirm(client, found)
    finally:
        for kind in (changes.SessionChanged, changes.OfferingMoved):
            changes._FOLLOWERS[kind].pop()
    assert [len(change.moved) for change in told] == [2]
    hours = {s.title: f"{timezone.localtime(s.starts_at):%-H:%M}" for s in offering.sessions.all()}
    assert hours == {"甲": times[0][1], "乙": times[1][1]}


def test_a_new_time_with_a_new_speaker_is_one_change_and_a_refusal_stays_with_its_row(
    client, staff, offering, places
):
    make_speaker("孙知行")
    confirm(client, bring(client, offering, workbook([HEAD, *ROWS])))
    other = make_offering(unit=staff.city, page=make_course("别的班"), sessions=0)
    busy = [["2026-12-09", "9:00", "11:00", "丙", "专题讲座", "钱致远", "", "", 3, ""]]
    confirm(client, bring(client, other, workbook([HEAD, *busy])))
    first = ["2026-12-09", "9:00", "11:00", "强国之路", "专题讲座", "孙知行", "", "", 3, ""]
    second = ["2026-12-10", "9:00", "11:00", "走进沙家浜", "", "", "沙家浜", "芦荡", "2.5", ""]
    found = bring(client, offering, rows_of(offering, first, second))
    assert (found.errors, found.counts["changed"]) == ([], 2)
    first[0], second[0], second[5] = "2026-12-08", "2026-12-09", "钱致远"
    found = bring(client, offering, rows_of(offering, first, second))
    assert [error["row"] for error in found.errors] == [3]
    assert "丙" in found.errors[0]["words"] or "别的班" in found.errors[0]["words"]


def test_errors_are_told_by_cell_and_nothing_is_written(client, offering, places):
    wrong = [
        ["昨天", "9:00", "11:30", "甲", "唱歌", "无名氏", "", "", "1.2", ""],
        ["2026-12-07", "9:00", "8:00", "乙", "", "", "", "", "", ""],
        ["2026-12-08", "9:00", "10:00", "", "", "", "沙家浜", "大厅", "", ""],
        ["2026-12-09", "9:00", "10:00", "丙", "", "", "没有的馆", "", "", ""],
    ]
    found = bring(client, offering, workbook([HEAD, *ROWS, *wrong]))
    assert found.state == State.REFUSED
    places_told = {(error["row"], error["column"]) for error in found.errors}
    assert places_told == {
        (4, "day"), (4, "form"), (4, "credit_hours"),
        (5, "ends"), (6, "title"), (6, "teaching_point"), (7, "venue"),
    }  # fmt: skip
    assert not Session.objects.filter(offering=offering).exists()


def test_two_rows_of_one_session_and_numbers_of_others_are_refused(client, staff, offering, places):
    confirm(client, bring(client, offering, workbook([HEAD, *ROWS])))
    first, second = offering.sessions.all()
    cancel_session(by=staff.organiser, session=second, reason="x")
    head = [*HEAD, "编号"]
    row = [*ROWS[0], first.public_id]
    found = bring(client, offering, workbook([head, row, row, [*ROWS[1], second.public_id]]))
    assert {(e["row"], e["column"]) for e in found.errors} == {(3, "session"), (4, "session")}


def test_a_topic_fills_what_a_row_leaves_empty(client, offering, places):
    make_topic("强国之路", "昆山市委党校", form="seminar", credit_hours=2, title_en="Road")
    head = ["日期", "开始", "结束", "目录专题"]
    rows = [head, ["2026-12-07", "9:00", "11:00", "昆山市委党校 · 强国之路"]]
    confirm(client, bring(client, offering, workbook(rows)))
    session = offering.sessions.get()
    assert (session.title, session.title_en, session.form) == ("强国之路", "Road", "seminar")
    assert bring(client, offering, workbook(rows)).counts["same"] == 1


def test_only_who_manages_it_brings_a_timetable(staff, offering):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(
        staff.district_organiser, "allauth.account.auth_backends.AuthenticationBackend"
    )
    address = f"/admin/imports/new/timetable-{offering.public_id}/"
    refused = client.get(address)
    assert (refused.status_code, refused["Location"]) == (302, "/admin/")
    assert client.get("/admin/imports/new/timetable-nothing/").status_code == 404
    assert client.get(f"/admin/offerings/{offering.pk}/timetable.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (0.375, time(9)),
        ("9：30", time(9, 30)),
        ("14时05分", time(14, 5)),
        ("8.15", time(8, 15)),
        (datetime(2026, 1, 1, 8, 0, 30), time(8)),  # noqa: DTZ001 (as a workbook keeps it)
    ],
)
def test_times_are_read_as_people_write_them(cell, found):
    assert clock(cell) == found


@pytest.mark.parametrize("cell", ["早上", "25:00", "", -1])
def test_what_is_no_time_is_said(cell):
    with pytest.raises(BadCell):
        clock(cell)


@pytest.mark.parametrize("cell", ["1.2", "三", "-1", 100, "NaN", "Infinity"])
def test_hours_come_in_halves(cell):
    with pytest.raises(BadCell):
        hours(cell)
