"""The site's search among 50,000 articles, on PostgreSQL and on SQLite.

Each runs in a process and a database of its own: the other rows would feel so many pages. What is
timed is the whole answer of `/search/` inside the process; no such answer is ever kept.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.bench.serving import own_database, variables

# Models are imported once Django is set up.
SCRIPT = "import django; django.setup(); from tests.bench.articles import main; main()"
MILLISECONDS = 100  # for the answer to any of the queries


@dataclass
class Found:
    """Milliseconds of each query on one database, at the pace of a quiet machine.

    `slower`: how many times as long this one took at the median of the run.
    """

    vendor: str
    articles: int
    ms: dict[str, float] = field(default_factory=dict)
    slower: float = 1.0

    @property
    def right(self) -> bool:
        """Every query was answered in time."""
        return max(self.ms.values()) < MILLISECONDS

    def sentence(self) -> str:
        """For the screen."""
        each = ", ".join(f"{query} {ms:.0f}" for query, ms in self.ms.items())
        return (
            f"{'RIGHT' if self.right else 'WRONG'}: search among {self.articles:,} articles on"
            f" {self.vendor}, ms on a quiet machine ({self.slower:.1f} times as fast as this):"
            f" {each}."
        )

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return vars(self) | {"slower": round(self.slower, 2)}


def finding(folder: Path, articles: int) -> list[Found]:
    """Measure on a database of the run's PostgreSQL, then on an SQLite file in `folder`."""
    server, redis = os.environ["TEST_DATABASE_URL"], os.environ["TEST_REDIS_URL"]
    with own_database(server, "search") as database:
        first = in_a_process(database, redis, folder / "search-postgresql", articles)
    file = folder / "search-sqlite"
    return [first, in_a_process(f"sqlite:///{file}/yanxi.sqlite3", redis, file, articles)]


def in_a_process(database: str, redis: str, folder: Path, articles: int) -> Found:
    """Lay out and measure in another process on another database."""
    folder.mkdir()
    named = variables(database, urlunsplit(urlsplit(redis)._replace(path="/2")), str(folder))
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(articles)],
        env=os.environ | named,
        stdout=subprocess.PIPE,
        check=True,
    )
    return Found(**json.loads(run.stdout.splitlines()[-1]))
