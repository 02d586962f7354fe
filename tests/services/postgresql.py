"""A PostgreSQL server of this run alone."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.services.process import as_unprivileged, free_port, running

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
# Tests throw the data away: waiting for the disk would only make them slow.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def find_programs() -> Path | None:
    """The folder of initdb and postgres, the newest version first; None when there is none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [f for pattern in FOLDERS for f in Path("/").glob(pattern[1:])]
    with_initdb = [folder for folder in folders if (folder / "initdb").exists()]
    return max(with_initdb, key=version, default=None)


def version(folder: Path) -> int:
    """The major version in a path such as /usr/lib/postgresql/17/bin."""
    return int("".join(c for c in folder.parent.name if c.isdigit()) or 0)


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str | None]:
    """Serve an empty database; gives its address, or None when PostgreSQL is not installed.

    `durable` keeps the server as careful with the disk as it is in production (benchmarks).
    """
    programs = find_programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="yanxi-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        account = as_unprivileged(folder, "postgres")
        create_cluster(programs, folder, account)
        port = free_port()
        options = [
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
        ]
        options += ["max_connections=200", "shared_buffers=256MB", *(() if durable else CARELESS)]
        command = [str(programs / "postgres"), "-D", "data"]
        command += [word for option in options for word in ("-c", option)]
        address = f"postgres://yanxi@127.0.0.1:{port}"
        with running(
            command, lambda: psycopg.connect(f"{address}/postgres").close(), folder, **account
        ):
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE yanxi")
            yield f"{address}/yanxi"


def create_cluster(programs: Path, folder: Path, account: dict) -> None:
    """Make the data folder: UTF-8, superuser `yanxi`, no password on the loopback."""
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    subprocess.run(
        [
            *(programs / "initdb", "-D", "data", "--username=yanxi", "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", f"--locale={locale}"),
        ],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        **account,
    )
