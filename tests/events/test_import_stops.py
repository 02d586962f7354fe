"""The stops of a tour out of a workbook: found again, checked by cell, all or nothing."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.actions import cancel_offering, publish_offering
from events.actions.import_stops import examine_stops, import_stops
from events.enums import Counting, OfferingState
from events.incoming.columns import stop_columns
from events.models import Offering, Session, TeachingPoint
from kernel.models import AuditRow
from notices.enums import Kind
from notices.models import Notice
from people.groups import ensure_groups, sync_groups
from publishing.tabular.columns import BadCell, clock
from publishing.tabular.outcomes import ImportOutcome
from publishing.tabular.rows import parse_lines
from publishing.tabular.tables import guess
from tests.factories import (
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_speaker,
    make_venue,
)

HEAD = [
    "活动",
    "场次",
    "日期",
    "开始",
    "结束",
    "承办单位",
    "场馆",
    "地点",
    "主讲人",
    "对象",
    "名额",
]
FIRST = date(2027, 3, 1)


@pytest.fixture
def tour(cast):
    """The page of a tour that counts its stops."""
    return make_event("弘扬爱国奋斗精神巡回宣讲", counting=Counting.STOP)


def line(number, **changes):
    """A row of the workbook: one stop a day."""
    row = {
        "活动": "弘扬爱国奋斗精神巡回宣讲", "场次": number,
        "日期": (FIRST + timedelta(days=number)).isoformat(), "开始": "14:00", "结束": "16:00",
        "承办单位": "昆山市图书馆", "场馆": None, "地点": f"第{number}报告厅", "主讲人": None,
        "对象": "全体职工", "名额": 200,
    }  # fmt: skip
    row |= changes
    return [row[name] for name in HEAD]


def read(lines, by):
    """Rows as the import reads them, and the errors of single cells."""
    columns = stop_columns(by)
    parsed = list(parse_lines(enumerate(lines, start=2), columns, guess(columns, HEAD)))
    return [row for row, _errors in parsed], [error for _row, errors in parsed for error in errors]


def bring(lines, by):
    """Write them."""
    return import_stops(by=by, rows=read(lines, by)[0])


def errors_of(lines, by):
    """Row and column of everything that is wrong."""
    rows, errors = read(lines, by)
    found = [*errors, *examine_stops(rows, by).errors]
    return {(error.row, error.column) for error in found}


def test_fifty_eight_stops_come_at_once_and_a_second_time_nothing_changes(cast, tour):
    lines = [line(number) for number in range(1, 59)]
    rows, errors = read(lines, cast.organiser)
    assert errors == []
    assert examine_stops(rows, cast.organiser).counts == {"new": 58, "changed": 0, "same": 0}
    assert not Offering.objects.exists(), "the dry run leaves nothing"
    assert not AuditRow.objects.filter(action="events.create_offering").exists()
    assert bring(lines, cast.organiser).outcome is ImportOutcome.WRITTEN
    assert tour.offerings.count() == 58
    twelfth = tour.offerings.get(number=12)
    assert (twelfth.label, twelfth.state) == ("第12场", OfferingState.DRAFT)
    assert (twelfth.audience, twelfth.lead_unit) == ("全体职工", cast.unit)
    assert twelfth.pools.get().capacity == 200
    session = twelfth.sessions.get()
    assert timezone.localtime(session.starts_at).strftime("%F %R") == "2027-03-13 14:00"
    assert session.place_note == "第12报告厅"
    before = AuditRow.objects.count()
    again = bring(lines, cast.organiser)
    assert again.outcome is ImportOutcome.NOTHING_TO_WRITE
    assert AuditRow.objects.count() == before
    assert Session.objects.count() == 58


def test_a_changed_row_changes_that_stop_and_tells_those_registered(cast, tour):
    bring([line(1), line(2)], cast.organiser)
    first, second = tour.offerings.order_by("number")
    for offering in (first, second):
        publish_offering(by=cast.organiser, offering=offering)
    make_registration(first, cast.participant)
    make_registration(second, cast.colleague)
    venue = make_venue("沙家浜革命历史纪念馆", short_name="沙家浜")
    speaker = make_speaker("钱致远")
    changed = line(1, 开始="15:00", 结束="17:00", 场馆="沙家浜", 主讲人="钱致远", 名额=300)
    result = bring([changed, line(2)], cast.organiser)
    assert result.details["findings"].counts == {"new": 0, "changed": 1, "same": 1}
    session = first.sessions.get()
    assert timezone.localtime(session.starts_at).hour == 15
    assert (session.venue, session.speaker) == (venue, speaker)
    assert first.pools.get().capacity == 300
    told = Notice.objects.filter(kind=Kind.CHANGED)
    assert [notice.recipient for notice in told] == [cast.participant]


def test_an_empty_cell_changes_nothing(cast, tour):
    bring([line(1)], cast.organiser)
    bare = line(1, 对象=None, 名额=None, 主讲人=None)
    assert bring([bare], cast.organiser).outcome is ImportOutcome.NOTHING_TO_WRITE


def test_without_numbers_a_stop_is_found_by_unit_and_hour(cast, tour):
    lines = [line(number, 场次=None) for number in (1, 2, 3)]
    bring(lines, cast.organiser)
    assert set(tour.offerings.values_list("number", flat=True)) == {1, 2, 3}
    assert bring(lines, cast.organiser).outcome is ImportOutcome.NOTHING_TO_WRITE


def test_what_is_wrong_is_told_by_cell_and_nothing_is_written(cast, tour):
    lines = [
        line(1, 活动="没有的活动"),
        line(2, 日期="二月三十日"),
        line(3, 开始="25点"),
        line(4, 开始="16:00", 结束="14:00"),
        line(5, 承办单位="别处的单位"),
        line(6, 场馆="没有的馆"),
        line(7, 地点=None),
        line(8, 主讲人="无名"),
        line(9, 名额="很多"),
        line(10),
        line(10, 开始="08:00"),
    ]
    assert errors_of(lines, cast.organiser) == {
        (2, "tour"), (3, "on"), (4, "starts"), (5, "ends"), (6, "lead_unit"), (7, "venue"),
        (8, "venue"), (9, "speaker"), (10, "places"), (12, "number"),
    }  # fmt: skip
    assert bring(lines, cast.organiser).outcome is ImportOutcome.HAS_ERRORS
    assert not Offering.objects.exists()


def test_one_refusal_takes_everything_back(cast, tour, monkeypatch):
    bring([line(1)], cast.organiser)
    offering = tour.offerings.get()
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    lines = [line(2), line(1, 名额=1)]
    assert errors_of(lines, cast.organiser) == {(3, "")}
    assert bring(lines, cast.organiser).outcome is ImportOutcome.HAS_ERRORS
    assert tour.offerings.count() == 1


def test_stops_that_are_over_or_more_than_one_session_are_left_alone(cast, tour):
    bring([line(1), line(2)], cast.organiser)
    first, second = tour.offerings.order_by("number")
    cancel_offering(by=cast.organiser, offering=first, reason="改期")
    make_session(second)
    moved = [line(1, 对象="别人"), line(2, 开始="09:00")]
    assert errors_of(moved, cast.organiser) == {(2, ""), (3, "")}
    # As they are, they may stand in the file.
    assert errors_of([line(1), line(2)], cast.organiser) == set()


def test_nobody_writes_beyond_their_reach(cast, tour):
    bring([line(1, 承办单位="苏州市")], cast.organiser)
    district = cast.district_organiser
    assert errors_of([line(2, 承办单位="苏州市")], district) == {(2, "lead_unit")}
    assert errors_of([line(1, 对象="我们")], district) == {(2, "lead_unit")}
    assert errors_of([line(2)], district) == set()


def test_a_teaching_point_is_one_of_its_venue(cast, tour):
    venue = make_venue("烈士陵园")
    TeachingPoint.objects.create(venue=venue, name="英名墙")
    head = [*HEAD, "教学点"]
    columns = stop_columns(cast.organiser)
    for point, wrong in (("英名墙", set()), ("广场", {"point"})):
        lines = [[*line(1, 场馆="烈士陵园"), point]]
        rows = [row for row, _ in parse_lines(enumerate(lines, 2), columns, guess(columns, head))]
        assert {e.column for e in examine_stops(rows, cast.organiser).errors} == wrong


def test_a_second_stop_of_a_unit_at_one_hour_is_told(cast, tour):
    bring([line(1)], cast.organiser)
    same_hour = line(7, 日期=(FIRST + timedelta(days=1)).isoformat())
    assert errors_of([same_hour], cast.organiser) == {(2, "number")}


def test_a_stop_made_by_hand_is_found_by_its_hour_and_gets_its_number(cast, tour):
    bring([line(1)], cast.organiser)
    offering = tour.offerings.get()
    Offering.objects.filter(pk=offering.pk).update(number=None)
    assert bring([line(9, 日期=(FIRST + timedelta(days=1)).isoformat(), 地点="第1报告厅")],
                 cast.organiser).outcome is ImportOutcome.WRITTEN  # fmt: skip
    offering.refresh_from_db()
    assert offering.number == 9
    assert tour.offerings.count() == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("14:00", time(14)),
        ("9：30", time(9, 30)),
        ("14时05分", time(14, 5)),
        ("8点", time(8)),
        (time(16, 30), time(16, 30)),
        (0.5, time(12)),
        ("14:00:00", time(14)),
    ],
)
def test_times_as_people_write_them(written, expected):
    assert clock(written) == expected


@pytest.mark.parametrize("written", ["下午", "25:00", "14:61", "", 99])
def test_no_time(written):
    with pytest.raises(BadCell):
        clock(written)


def test_drafts_are_published_together_by_those_who_lead_them(cast, tour, client):
    bring([line(number) for number in (1, 2, 3)], cast.organiser)
    ensure_groups()
    sync_groups(cast.organiser)
    client.force_login(cast.organiser)
    make_offering(unit=cast.city, state=OfferingState.DRAFT)
    path = f"/admin/bulk/events/offering/publish/?page={tour.pk}&id=all&childOf="
    assert client.get(path).status_code == 200
    assert client.post(path, {"expected": 3}).status_code == 302
    assert tour.offerings.filter(state=OfferingState.PUBLISHED).count() == 3
    assert Offering.objects.filter(state=OfferingState.DRAFT).count() == 1
