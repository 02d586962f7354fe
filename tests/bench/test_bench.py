"""The benchmark runs at all: its records, every row's request once, its table and file."""

import json
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.test import Client

from kernel import outbox
from tests.bench import rows
from tests.bench.contest import Verdict, contest, cost_of_a_registration
from tests.bench.data import Size, build
from tests.bench.essays import LastHour, begun, in_bursts, judged, saves, submits
from tests.bench.goals import Goal
from tests.bench.importing import Imported, importing
from tests.bench.measure import (
    Call,
    Drive,
    Figures,
    Plan,
    UnexpectedAnswerError,
    arrive,
    measure,
)
from tests.bench.polling import Poll, Polls, polling
from tests.bench.rush import GOAL, Rush, check_in, rush, statements_of_a_mark
from tests.bench.table import Line, report, table, write

TINY = Size(
    list=3,
    short_list=2,
    roster=3,
    floor=1,
    registering=3,
    places=1,
    attempts=2,
    spare=4,
    register=3,
    checking=3,
    rush=2,
    stress=2,
    essays=3,
    submissions=3,
    importing=5,
    subscribers=100,
)
LINES = [
    Line("constant view", Figures(1, [1000.0, 900.0, 1100.0], [0.001, 0.002]), 0),
    Line("home, cold", Figures(1, [20.0], [0.05]), 31, "constant view"),
    Line("marking", Figures(2, [50.0], [0.04]), 14, "a floor that was not measured"),
]


def test_the_table_stands_beside_the_floor():
    head, rule, floor, home, marking = table(LINES).splitlines()
    assert head.split()[:3] == ["clients", "per", "second"]
    assert set(rule) == {"-"}
    assert floor.split() == [
        "constant",
        "view",
        "1",
        "1,000",
        "900",
        "…",
        "1,100",
        "1.5",
        "2.0",
        "0",
    ]
    assert home.endswith("31  50.0 × constant view")
    assert marking.endswith("14")


def test_a_run_is_kept_for_programs(tmp_path):
    path = write(
        report(LINES, {"cpus": 2}),
        tmp_path / "bench",
        datetime(2026, 5, 1, tzinfo=UTC),
    )
    assert path.name == "20260501T000000Z.json"
    kept = json.loads(path.read_text("utf-8"))
    assert kept["machine"] == {"cpus": 2}
    assert kept["rows"][1]["times_floor"] == 50.0
    assert kept["rows"][1]["per_second"] == {"min": 20.0, "median": 20.0, "max": 20.0}


@pytest.mark.parametrize(
    ("counted", "answered", "cost", "right"),
    [
        ((900, 300, 900), 1200, (12, 1), True),
        ((901, 299, 901), 1200, (12, 1), False),
        ((899, 301, 899), 1200, (12, 1), False),
        ((900, 300, 899), 1200, (12, 1), False),
        ((900, 300, 900), 1199, (12, 1), False),  # somebody got no answer
        ((900, 300, 900), 1200, (13, 1), False),  # a registration costs more than its goal
        ((900, 300, 900), 1200, (12, 2), False),  # or is not one transaction
        ((900, 300, 900), 1200, (12, 0), False),
    ],
)
def test_a_contest_is_right_when_every_place_went_to_one_person(counted, answered, cost, right):
    verdict = Verdict(900, 1200, *counted, Figures(1200, [1.0], [1.0] * answered), *cost)
    assert verdict.right is right
    assert verdict.sentence().startswith("RIGHT" if right else "WRONG")
    assert f"{cost[0]} SQL statements a registration (goal 12)" in verdict.sentence()
    assert verdict.plain()["transactions"] == cost[1]


@pytest.mark.urls("tests.bench.urls")
def test_a_contest_of_two_for_one_place_says_what_a_registration_costs(
    live_server, settings, monkeypatch
):
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # as in production
    monkeypatch.setattr(outbox, "_poke", lambda: None)  # here the worker would be this process
    scene = build(TINY)
    cost = cost_of_a_registration(scene)
    told = contest(scene, live_server.thread.port, cost)
    assert cost[0] >= 10, "the whole request is counted"
    assert told.right, told.sentence()


@pytest.mark.parametrize(
    ("marked", "changes", "seconds", "statements", "right"),
    [
        (9, 9, 60.0, 5, True),
        (8, 8, 60.0, 5, False),  # somebody was lost
        (9, 10, 60.0, 5, False),  # something was written twice
        (9, 9, 60.1, 5, False),  # somebody was in too late
        (9, 9, 60.0, 6, False),  # a mark costs more than its goal
    ],
)
def test_a_rush_is_right_when_everybody_is_in_once_and_in_time(
    marked, changes, seconds, statements, right
):
    rush = Rush(9, marked, changes, seconds, Figures(32, [1.0], [1.0]), statements)
    assert rush.right is right
    assert rush.in_time is (seconds <= 60.0)
    assert rush.sentence().startswith("RIGHT" if right else "WRONG")


@pytest.mark.parametrize(
    ("submitted", "whole", "seconds", "right"),
    [(9, 9, 60.0, True), (8, 8, 60.0, False), (9, 8, 60.0, False), (9, 9, 3601.0, False)],
)
def test_the_last_hour_is_right_when_nothing_is_lost(submitted, whole, seconds, right):
    hour = LastHour(9, submitted, whole, seconds, Figures(30, [1.0], [1.0]))
    assert hour.right is right
    assert hour.sentence().startswith("RIGHT" if right else "WRONG")


@pytest.mark.urls("tests.bench.urls")
def test_the_last_hour_keeps_every_essay(db, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    scene = build(TINY)
    pairs = begun(scene, 3)
    for call in in_bursts(scene, pairs):
        rows.send(Client(), call)
    hour = judged(pairs, 1.0, Figures(30, [1.0], [1.0]))
    assert (hour.people, hour.submitted, hour.whole) == (3, 3, 3)


@pytest.mark.parametrize(
    ("there", "again", "write", "right"),
    [(9, 0, 60.0, True), (8, 0, 60.0, False), (9, 1, 60.0, False), (9, 0, 119.0, False)],
)
def test_an_import_is_right_when_all_are_there_in_time_and_nothing_changes_twice(
    there, again, write, right
):
    told = Imported(9, 8, there, again, check=2.0, write=write)
    assert told.right is right
    assert told.sentence().startswith("RIGHT" if right else "WRONG")


def test_an_import_of_five_changes_nothing_the_second_time(db, settings):
    told = importing(build(TINY), TINY.importing, floor=1000.0)
    assert told.right, told.sentence()
    assert (told.new, told.there) == (4, 5)
    assert told.plain()["times_floor"] > 0


@pytest.mark.parametrize(("taken", "right"), [(0.199, True), (0.201, False)])
def test_a_row_with_a_goal_is_judged_by_its_median(taken, right):
    goal = Goal("search", 200, Figures(1, [5.0] * 3, [0.001, taken, 0.9]))
    assert goal.right is right
    assert goal.sentence().startswith("RIGHT" if right else "WRONG")


@pytest.mark.urls("tests.bench.urls")
def test_a_rush_of_two_says_what_a_mark_costs_beside_its_floor(live_server, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # as in production
    scene = build(TINY)
    told = rush(scene, live_server.thread.port, 2, statements=5, floor=1000.0)
    assert told.right, told.sentence()
    assert "5 SQL statements a mark (goal 5)" in told.sentence()
    assert told.plain()["times_floor"] == round(1000.0 / told.figures.rate, 2)


@pytest.mark.urls("tests.bench.urls")
def test_every_row_asks_what_the_site_answers(db, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    scene = build(TINY)
    own = [
        rows.Row("check-in", check_in, supply=3),
        rows.Row("saving", saves, supply=3),
        rows.Row("submitting", submits, supply=3),
    ]
    statements = {row.name: rows.count(row, row.calls(scene)) for row in rows.rows(scene, *own)}
    assert statements["constant view"] == statements["home, cached"] == 0
    assert statements["one SELECT"] == 1
    assert statements_of_a_mark(scene) <= GOAL
    assert statements["check-in"] <= 9, "five of the mark, the rest signs in and finds the door"
    assert statements["saving"] <= 9, "three of the draft, the rest signs in and finds the essay"
    assert statements["submitting"] <= 24
    assert statements["list of 2, cold"] == statements["list of 3, cold"]


@pytest.mark.urls("tests.bench.urls")
def test_a_row_is_measured_in_rounds(live_server):
    port = live_server.thread.port
    calls = iter(lambda: Call("/health/live"), None)
    figures = measure(Drive(port, calls), 2, Plan(rounds=3, seconds=0.2, most=5))
    assert (len(figures.rates), len(figures.taken)) == (3, 15)
    assert figures.ms > 0


@pytest.mark.urls("tests.bench.urls")
def test_people_come_evenly_however_long_others_wait(live_server):
    port = live_server.thread.port
    start = time.perf_counter()
    taken = arrive(port, [Call("/health/live")] * 6, 0.6, 10.0)
    assert len(taken) == 6
    assert time.perf_counter() - start >= 0.5  # the last of them came then
    with pytest.raises(UnexpectedAnswerError, match="/health/live: 200"):
        arrive(port, [Call("/health/live"), Call("/health/live", status=201)], 0.1, 10.0)


def test_another_answer_than_expected_ends_the_run(live_server):
    calls = iter(lambda: Call("/health/live", status=201), None)
    with pytest.raises(UnexpectedAnswerError, match="/health/live: 200"):
        measure(Drive(live_server.thread.port, calls), 1, Plan(1, 0.2, 2))


def test_polls_are_right_when_nearly_all_hear_that_nothing_is_new():
    def polls(unchanged, seconds=1.0, status=200):
        known = Counter({304: unchanged, status: 1000 - unchanged})
        first = Poll("first", Counter({200: 1000}), 9.0)
        return Polls([first, Poll("again", known, seconds)], needed=30.0, floor=2000.0)

    assert polls(950).right
    assert "95.0% of them 304" in polls(950).sentence()
    assert polls(950).plain()["polls"][1]["times_floor"] == 2.0
    assert not polls(949).right
    assert not polls(990, seconds=40.0).right
    assert not polls(990, status=503).right


@pytest.mark.urls("tests.bench.urls")
def test_calendars_poll_three_times(live_server, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    polls = polling(build(TINY), live_server.thread.port, 1000.0).polls
    first, quiet, edited = polls
    assert first.statuses == {200: 100}
    assert quiet.statuses == {304: 97, 200: 3}  # one of 25 among the 75 with a feed of their own
    assert edited.statuses == {304: 100}
