"""A team on tour as others see it: on pages, in letters, in the workbook of the stops."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.utils.translation import override

from events.actions import send_team
from events.actions.import_stops import examine_stops, import_stops
from events.enums import Counting
from events.incoming.columns import stop_columns
from events.models import Offering, Session
from events.outgoing import stops_workbook
from events.papers.letters import speaker_letters, venue_letters
from publishing.page_cache import cache
from publishing.tabular.outcomes import ImportOutcome
from publishing.tabular.rows import parse_lines
from publishing.tabular.tables import guess
from tests.factories import (
    make_event,
    make_offering,
    make_session,
    make_speaker,
    make_team,
    make_venue,
)
from tests.factories.timetables import at, next_monday

HEAD = ["活动", "场次", "日期", "开始", "结束", "承办单位", "地点", "主讲人", "宣讲团", "名额"]


@pytest.fixture
def team(db):
    team = make_team("巡回宣讲团", "钱致远", "顾安然")
    team.name_en = "Touring speakers"
    team.save()
    return team


@pytest.fixture
def tour(cast, team):
    return make_event("巡回宣讲", counting=Counting.STOP, team=team)


@pytest.fixture
def stop(cast, tour, team):
    """The first stop, where the team speaks in four weeks."""
    stop = make_offering(
        unit=cast.district, page=tour, sessions=0, label="第1场", number=1, team=team
    )
    starts = at(next_monday(), "14:00")
    make_session(stop, starts_at=starts, title="宣讲", venue=make_venue("沙家浜纪念馆"))
    send_team(by=cast.organiser, offering=stop, team=team)
    stop.refresh_from_db()
    return Offering.objects.with_figures().get(pk=stop.pk)


@pytest.mark.parametrize("address", ["page", "stop"])
def test_the_team_and_its_members_stand_on_the_page_of_tour_and_stop(tour, stop, address):
    cache.clear()
    url = tour.url if address == "page" else f"/o/{stop.public_id}/"
    text = Client().get(url).text
    assert "巡回宣讲团" in text
    assert "钱致远、顾安然" in text, "in the rail"
    assert "钱致远 讲师、顾安然 讲师" in text, "in the timetable"


def test_english_readers_find_the_team_by_its_english_name(stop):
    assert "Touring speakers" in Client().get(f"/en/o/{stop.public_id}/").text


def test_pages_without_a_team_cost_no_more(cast, stop, django_assert_max_num_queries):
    plain = make_offering(unit=cast.district)
    counted = []
    for offering in (stop, plain):
        with django_assert_max_num_queries(200) as queries:
            Client().get(f"/o/{offering.public_id}/")
        counted.append(sum("sessionspeaker" in query["sql"] for query in queries.captured_queries))
    assert counted == [1, 0]


def written_on(paper):
    """All words of a paper."""
    return str(paper.pieces)


def test_every_member_gets_a_letter_that_names_the_others(stop):
    letters = [written_on(paper) for paper in speaker_letters(stop)]
    assert len(letters) == 2
    for letter, name in zip(letters, ("钱致远", "顾安然"), strict=True):
        assert f"{name} 讲师" in letter
        assert "巡回宣讲团" in letter
        assert "钱致远 讲师、顾安然 讲师" in letter
    assert "钱致远 讲师、顾安然 讲师" in written_on(venue_letters(stop)[0])


def line(number, **changes):
    """A row of the workbook: one stop a day."""
    day = next_monday() + timedelta(days=number)
    row = {
        "活动": "巡回宣讲", "场次": number, "日期": day.isoformat(), "开始": "14:00",
        "结束": "16:00", "承办单位": "昆山市图书馆", "地点": f"第{number}报告厅", "主讲人": None,
        "宣讲团": None, "名额": 200,
    } | changes  # fmt: skip
    return [row[name] for name in HEAD]


def read(lines, by, head=HEAD):
    """Rows as the import reads them, and the errors of single cells."""
    columns = stop_columns(by)
    parsed = list(parse_lines(enumerate(lines, start=2), columns, guess(columns, head)))
    return [row for row, _errors in parsed], [error for _row, errors in parsed for error in errors]


def names(tour, number):
    """Who speaks at a stop."""
    stop = tour.offerings.get(number=number)
    session = Session.objects.select_related("offering").get(offering=stop)
    return [str(one) for one in session.speakers]


def test_a_row_names_the_team_of_a_stop_and_an_empty_cell_means_that_of_the_tour(cast, tour):
    make_team("青年团", "林越")
    make_speaker("何先生")
    lines = [line(1), line(2, 宣讲团="青年团"), line(3, 主讲人="何先生")]
    rows, errors = read(lines, cast.organiser)
    assert not errors
    assert examine_stops(rows, cast.organiser).counts == {"new": 3, "changed": 0, "same": 0}
    assert import_stops(by=cast.organiser, rows=rows).outcome is ImportOutcome.WRITTEN
    assert names(tour, 1) == ["钱致远", "顾安然"]
    assert names(tour, 2) == ["林越"]
    assert names(tour, 3) == ["何先生", "钱致远", "顾安然"]
    assert import_stops(by=cast.organiser, rows=rows).outcome is ImportOutcome.NOTHING_TO_WRITE
    rows, _errors = read([line(1, 宣讲团="青年团"), *lines[1:]], cast.organiser)
    assert examine_stops(rows, cast.organiser).counts == {"new": 0, "changed": 1, "same": 2}
    assert names(tour, 1) == ["钱致远", "顾安然"], "the dry run leaves nothing"
    import_stops(by=cast.organiser, rows=rows)
    assert names(tour, 1) == ["林越"]


def test_mistakes_of_teams_are_told_by_cell(cast, tour, team):
    same_hour = line(2)[2]
    lines = [
        line(1, 宣讲团="没有的团"),
        line(2, 宣讲团="巡回宣讲团"),
        line(3, 日期=same_hour, 承办单位="昆山市城市规划局", 宣讲团="巡回宣讲团"),
    ]
    lines[2][5] = cast.district.name
    rows, errors = read(lines, cast.district_organiser)
    assert [(error.row, error.column) for error in errors] == [(2, "team")]
    found = examine_stops(rows[1:], cast.district_organiser).errors
    assert [(error.row, error.column) for error in found] == [(4, "team")]
    assert "钱致远" in found[0].words


def test_the_stops_come_out_as_they_go_in(cast, tour, team):
    make_team("青年团", "林越")
    make_speaker("何先生")
    lines = [line(1), line(2, 宣讲团="青年团"), line(3, 主讲人="何先生")]
    import_stops(by=cast.organiser, rows=read(lines, cast.organiser)[0])
    with override("zh-hans"):
        content = stops_workbook(tour, tour.offerings.all(), cast.organiser)
    head, *taken = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    assert len(taken) == 3
    by_head = [dict(zip(head, row, strict=True)) for row in taken]
    assert [row["宣讲团"] for row in by_head] == ["巡回宣讲团", "青年团", "巡回宣讲团"]
    assert [row["主讲"] for row in by_head] == [None, None, "何先生"]
    rows, errors = read(taken, cast.organiser, head)
    assert not errors
    assert examine_stops(rows, cast.organiser).counts == {"new": 0, "changed": 0, "same": 3}


@pytest.mark.parametrize("number", [1, 3])
def test_the_workbook_of_many_stops_costs_as_much_as_that_of_one(
    cast, tour, number, django_assert_num_queries
):
    lines = [line(day) for day in range(1, number + 1)]
    import_stops(by=cast.organiser, rows=read(lines, cast.organiser)[0])
    with django_assert_num_queries(6):
        stops_workbook(tour, tour.offerings.all(), cast.organiser)


def test_the_api_names_all_who_speak(stop):
    (session,) = Client().get(f"/api/v1/offerings/{stop.public_id}").json()["sessions"]
    assert session["speaker"] == "钱致远、顾安然"
