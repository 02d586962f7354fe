"""One run from the empty database to the table."""

import sys
import time
from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from people.models import User
from publishing.page_cache import cache
from tests.bench import floors, rows
from tests.bench.contest import contest, cost_of_a_registration
from tests.bench.data import Scene, Size, build
from tests.bench.essays import last_hour, saves, submits
from tests.bench.finding import finding
from tests.bench.goals import goals
from tests.bench.importing import importing
from tests.bench.lists import lists
from tests.bench.measure import Plan
from tests.bench.polling import polling
from tests.bench.rush import A_MINUTE, PATIENCE, check_in, rush, statements_of_a_mark
from tests.bench.serving import THREADS, WORKERS, migrate, site
from tests.bench.similarity import Planted, similarity
from tests.bench.table import Line, machine, report, table, write

WHOLE, QUICK = Plan(rounds=5, seconds=1.5), Plan(rounds=5, seconds=0.2)
SMALL = Size(
    list=200, roster=120, floor=300, registering=180, places=150, attempts=220, register=5_000,
    checking=60, rush=100, stress=200, essays=60, submissions=150, importing=1_000,
    subscribers=900,
)  # fmt: skip


def run(wanted: Namespace, folder: Path, target: Path, at: datetime) -> int:
    """Measure, print, write; 1 when something is not as its line has to be: WRONG."""
    start = time.monotonic()
    plan, size = (QUICK, SMALL) if wanted.quick else (WHOLE, Size())
    facts = machine()
    say("Laying out the records")
    migrate()
    scene = build(size)
    cache.clear()
    say(f"Records laid out ({time.monotonic() - start:.0f} s)")
    with site(folder) as port:
        lines = [*bare_sql(scene, plan), *over_http(scene, port, plan, wanted.only)]
        judged = under_load(scene, port, lines)
        say("Opening the lists of the back office")
        listed = lists(scene, port, plan, quick=wanted.quick)
        lines += listed.lines
    judged |= alone(scene, folder, rate_of("SQL insert", lines), quick=wanted.quick)
    judged |= {"lists": [listed], "goals": goals(lines)}
    told = [one.sentence() for group in judged.values() for one in group]
    seconds = time.monotonic() - start
    print("\n".join(["", table(lines), "", *told, ""]))
    print(f"gunicorn: {WORKERS} processes of {THREADS} threads. {plan.rounds} rounds of at most")
    print(f"{plan.seconds} s a row; all together {seconds:.0f} s. docs/benchmarks.md explains it.")
    content = {"at": at.isoformat(timespec="seconds"), "quick": wanted.quick, "seconds": seconds}
    content |= report(lines, facts)
    content |= {name: [one.plain() for one in group] for name, group in judged.items()}
    print(write(content, target, at))
    return not all(one.right for group in judged.values() for one in group)


def under_load(scene: Scene, port: int, lines: list[Line]) -> dict[str, list[Any]]:
    """What many do at once over HTTP, by name; each knows whether it is right and says so."""
    say("Letting calendars poll")
    polls = polling(scene, port, rate_of("constant view", lines))
    say(polls.sentence())
    say("Letting people come at once")
    fought = contest(scene, port, cost_of_a_registration(scene))
    beside = {"statements": statements_of_a_mark(scene), "floor": rate_of("SQL insert", lines)}
    # A thousand within a minute is the goal; the stress run has as long as the clients wait.
    wanted = ((scene.size.rush, A_MINUTE), (scene.size.stress, PATIENCE))
    rushes = [rush(scene, port, many, within=most, **beside) for many, most in wanted]
    return {
        "polling": [polls],
        "contest": [fought],
        "rushes": rushes,
        "essays": [last_hour(scene, port)],
    }


def alone(scene: Scene, folder: Path, floor: float, *, quick: bool) -> dict[str, list[Any]]:
    """What a background task or one reader waits for, by name; `floor` is inserts a second."""
    say("Importing people")
    imported = importing(scene, scene.size.importing, floor)
    say("Comparing essays")
    planted = compared(scene, quick)
    say("Searching")
    searches = finding(folder, 1_000 if quick else 50_000)
    return {"import": [imported], "similarity": [planted], "search": searches}


def compared(scene: Scene, quick: bool) -> Planted:
    """New essays against 25,000, or 2,000 in a quick run."""
    essays, each = (2_000, 4) if quick else (25_000, 20)
    authors = list(User.objects.order_by("pk")[: essays + 5 * each])
    return similarity(scene.offering, authors, essays, each)


def rate_of(name: str, lines: list[Line]) -> float:
    """Requests a second of a row."""
    return next(line.figures.rate for line in lines if line.name == name)


def bare_sql(scene: Scene, plan: Plan) -> list[Line]:
    """The floors without Django."""
    say("Measuring bare SQL")
    most = replace(plan, most=scene.size.floor // plan.rounds)
    people = scene.take(scene.size.floor)
    return [
        Line("SQL select", floors.sql_select(scene.floor, plan)),
        Line("SQL insert", floors.sql_insert(scene.floor, people, most)),
    ]


def over_http(scene: Scene, port: int, plan: Plan, only: str | None) -> list[Line]:
    """The rows that ask the site, the floors among them first."""
    lines = []
    most = scene.size.essays
    own = [
        rows.Row("check-in", check_in, 8, "SQL insert", supply=scene.size.checking),
        rows.Row("essay, saving", saves, 8, "SQL insert", supply=most),
        rows.Row("essay, submitting", submits, 8, "SQL insert", supply=most),
    ]
    for row in rows.rows(scene, *own):
        if only and row.floor and row.floor != "bare view" and only not in row.name:
            continue
        say(f"Measuring {row.name}")
        figures, statements = rows.run(row, scene, port, plan)
        lines.append(Line(row.name, figures, statements, row.floor, row.goal))
    return lines


def say(words: str) -> None:
    """What is going on, beside the table."""
    print(words, file=sys.stderr, flush=True)
