"""The figures as a table for people and as a file for programs."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.measure import Figures

HEAD = ("", "clients", "per second", "(min … max)", "ms", "p99", "SQL", "beside its floor")


@dataclass(frozen=True)
class Line:
    """One measured row."""

    name: str
    figures: Figures
    statements: int | None = None  # None: bare SQL, one by its nature
    floor: str = ""
    goal: float = 0.0  # milliseconds that half of the requests stay below; 0: none is set


def beside(line: Line, lines: list[Line]) -> tuple[float, str] | None:
    """How many times the floor's cost a row costs (work a second, turned over); with its name."""
    floor = next((other for other in lines if other.name == line.floor), None)
    return (floor.figures.rate / line.figures.rate, floor.name) if floor else None


def cells(line: Line, lines: list[Line]) -> tuple[str, ...]:
    """A row as it is printed."""
    figures, ratio = line.figures, beside(line, lines)
    return (
        line.name,
        str(figures.clients),
        f"{figures.rate:,.0f}",
        f"{min(figures.rates):,.0f} … {max(figures.rates):,.0f}",
        f"{figures.ms:,.1f}" if figures.ms >= 1 else f"{figures.ms:.2f}",
        f"{figures.p99:,.1f}" if figures.p99 >= 1 else f"{figures.p99:.2f}",
        "" if line.statements is None else str(line.statements),
        f"{ratio[0]:,.1f} × {ratio[1]}" if ratio else "",
    )


def table(lines: list[Line]) -> str:
    """Columns in line: names to the left, numbers to the right."""
    grid = [HEAD, *(cells(line, lines) for line in lines)]
    widths = [max(len(row[column]) for row in grid) for column in range(len(HEAD))]
    left = {0, len(HEAD) - 1}

    def padded(row: tuple[str, ...]) -> str:
        return "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()

    return "\n".join([padded(HEAD), "-" * len(padded(grid[-1])), *map(padded, grid[1:])])


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    packages = ("django", "wagtail", "psycopg", "gunicorn")
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cpus": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
    } | {name: version(name) for name in packages}


def report(lines: list[Line], facts: dict[str, Any]) -> dict[str, Any]:
    """Everything, for JSON."""
    rows = []
    for line in lines:
        ratio = beside(line, lines)
        rows.append(
            {"name": line.name, "sql": line.statements}
            | line.figures.plain()
            | ({"floor": line.floor, "times_floor": round(ratio[0], 2)} if ratio else {})
        )
    return {"machine": facts, "rows": rows}


def write(content: dict[str, Any], folder: Path, at: datetime) -> Path:
    """Keep a run under the instant it began, in UTC."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return path
