"""The lists of the back office in a city that has held 1,000 cohorts: each is there in a moment."""

from dataclasses import dataclass
from itertools import repeat
from typing import Any

from django.db import connection
from django.urls import reverse

from tests.bench.data import Scene
from tests.bench.measure import Call, Plan
from tests.bench.rows import COLD, Row, cookie_of, run
from tests.bench.table import Line
from tests.factories.timetables import make_many_cohorts, next_monday

LIMIT = 200.0  # milliseconds until a list is there
WHOLE, QUICK = 1_000, 100


@dataclass(frozen=True)
class Lists:
    """The rows of the table, and whether each list was there in time."""

    cohorts: int
    lines: list[Line]

    @staticmethod
    def best(line: Line) -> float:
        """Milliseconds a request in the best round: what else the machine does counts least."""
        return 1000 / max(line.figures.rates)

    @property
    def right(self) -> bool:
        """Whether none took longer than the limit."""
        return all(self.best(line) < LIMIT for line in self.lines)

    def sentence(self) -> str:
        """In words."""
        told = ", ".join(f"{line.name} {self.best(line):.0f} ms" for line in self.lines)
        word = "RIGHT" if self.right else "WRONG"
        return f"{word}: with {self.cohorts:,} cohorts, at most {LIMIT:.0f} ms: {told}."

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        best = {line.name: round(self.best(line), 1) for line in self.lines}
        return {"right": self.right, "cohorts": self.cohorts, "limit_ms": LIMIT, "best_ms": best}


def wanted(scene: Scene) -> list[Row]:
    """Each list as an organiser of the city opens it, one after the other."""
    headers = cookie_of(scene, scene.organiser)
    year = reverse("offerings:year") + f"?year={next_monday().year}"
    lists = {
        "cohorts, list": reverse("cohorts:index"),
        "offerings, list": reverse("offerings:index"),
        "calendar of the year": year,
    }
    return [
        Row(name, lambda _scene, path=path: repeat(Call(path, headers=headers)), 1, COLD)
        for name, path in lists.items()
    ]


def lists(scene: Scene, port: int, plan: Plan, *, quick: bool) -> Lists:
    """Lay the cohorts out and measure; last of all, for beside them other rows are slower."""
    number = QUICK if quick else WHOLE
    make_many_cohorts(scene.organiser.unit, number, next_monday().year)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    lines = [Line(row.name, *run(row, scene, port, plan), COLD) for row in wanted(scene)]
    return Lists(number, lines)
