"""Run a command with PostgreSQL and Redis beside it; without a command, keep them up."""

import argparse
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

from tests.services.postgresql import postgresql
from tests.services.redis_server import redis_server


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.services", description=__doc__)
    parser.add_argument(
        "--production",
        action="store_true",
        help="both servers must be there, PostgreSQL waits for the disk, REDIS_URL is set as well",
    )
    parser.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def addresses(stack: ExitStack, *, production: bool) -> dict[str, str]:
    """Environment variables that name the servers; those that are not installed are left out."""
    database = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(
        postgresql(durable=production)
    )
    cache = os.environ.get("TEST_REDIS_URL") or stack.enter_context(redis_server())
    if production and not (database and cache):
        raise SystemExit("PostgreSQL and Redis are needed: `make programs` says how to get them.")
    named = {"TEST_DATABASE_URL": database, "DATABASE_URL": database, "TEST_REDIS_URL": cache}
    if production:
        named["REDIS_URL"] = cache
    return {name: address for name, address in named.items() if address}


def end(signum: int, _frame: FrameType | None) -> None:
    """Leave through the context managers, so that no server outlives us."""
    raise SystemExit(128 + signum)


def main() -> int:
    """Start, run or wait, stop; answers the command's own exit code."""
    wanted = arguments()
    signal.signal(signal.SIGTERM, end)
    with ExitStack() as stack:
        environment = addresses(stack, production=wanted.production)
        if wanted.command:
            return run(wanted.command, os.environ | environment)
        for name, address in environment.items():
            print(f"export {name}={address}")
        sys.stdout.flush()
        signal.pause()
    return 0


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run to the end; Ctrl-C reaches the command itself, which we let finish."""
    with subprocess.Popen(command, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue
            except SystemExit:
                process.terminate()
                process.wait()
                raise


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
