"""Rows of the table that somebody waits for: how long at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests.bench.measure import Figures
from tests.bench.table import Line


@dataclass(frozen=True)
class Goal:
    """A row and the milliseconds that half of its requests stay below.

    The median is judged: on a machine with other work to do the slowest say more about the others.
    """

    name: str
    most: float
    figures: Figures

    @property
    def right(self) -> bool:
        """Whether the median is fast enough."""
        return self.figures.ms < self.most

    def sentence(self) -> str:
        """In words."""
        return (
            f"{'RIGHT' if self.right else 'WRONG'}: {self.name}: {self.figures.ms:.0f} ms,"
            f" p95 {self.figures.p95:.0f} ms (goal: the median below {self.most:.0f} ms)."
        )

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {"name": self.name, "goal_ms": self.most, "right": self.right}


def goals(lines: Iterable[Line]) -> list[Goal]:
    """Those of the rows that have one."""
    return [Goal(line.name, line.goal, line.figures) for line in lines if line.goal]
