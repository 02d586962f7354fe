"""The lists of the back office in the benchmark: they answer, and one that is slow is told."""

from itertools import islice

import pytest

from tests.bench import rows
from tests.bench.data import build
from tests.bench.lists import LIMIT, Lists, wanted
from tests.bench.measure import Figures
from tests.bench.table import Line
from tests.bench.test_bench import TINY
from tests.factories.timetables import make_many_cohorts, next_monday


@pytest.mark.urls("tests.bench.urls")
def test_each_list_shows_its_cohorts(db, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    scene = build(TINY)
    make_many_cohorts(scene.organiser.unit, 2, next_monday().year)
    statements = {row.name: rows.count(row, row.calls(scene)) for row in wanted(scene)}
    assert len(statements) == 3
    assert max(statements.values()) <= 26
    paths = {next(islice(row.calls(scene), 1)).path.partition("?")[0] for row in wanted(scene)}
    assert len(paths) == 3


@pytest.mark.parametrize(("slowest", "right"), [(LIMIT - 1, True), (LIMIT + 1, False)])
def test_lists_are_right_when_none_is_slow_in_its_best_round(slowest, right):
    rates = [[1000 / 50], [1000 / (2 * LIMIT), 1000 / slowest]]
    lines = [Line(name, Figures(1, rate, [0.05])) for name, rate in zip("ab", rates, strict=True)]
    lists = Lists(1000, lines)
    assert lists.right is right
    assert lists.sentence().startswith("RIGHT" if right else "WRONG")
    assert lists.plain()["best_ms"] == {"a": 50.0, "b": slowest}
