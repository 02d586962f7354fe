"""Run the benchmark: `python -m tests.services --production python -m tests.bench [--quick]`."""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import django

from tests.bench.serving import own_database, variables

ROOT = Path(__file__).resolve().parents[2]


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter rounds, fewer people")
    parser.add_argument("--only", metavar="WORD", help="the floors, and rows whose name holds it")
    return parser.parse_args()


@contextmanager
def environment() -> Iterator[Path]:
    """Set the site up on a database and a folder of its own; gives the folder."""
    servers = os.environ.get("TEST_DATABASE_URL"), os.environ.get("TEST_REDIS_URL")
    if not all(servers):
        raise SystemExit("make bench starts the servers that this needs.")
    with (
        tempfile.TemporaryDirectory(prefix="yanxi-bench-", ignore_cleanup_errors=True) as folder,
        own_database(servers[0]) as database,
    ):
        os.environ.update(variables(database, servers[1], folder))
        django.setup()
        yield Path(folder)


def end(signum: int, _frame: FrameType | None) -> None:
    """Leave through the context managers, so that no server outlives us."""
    raise SystemExit(128 + signum)


def main() -> int:
    """Measure everything; 1 when a place was given twice or not at all."""
    signal.signal(signal.SIGTERM, end)
    wanted = arguments()
    with environment() as folder:
        from tests.bench.run import run  # noqa: PLC0415 (models need the settings above)

        return run(wanted, folder, ROOT / "var" / "bench", datetime.now(UTC))


if __name__ == "__main__":
    sys.exit(main())
