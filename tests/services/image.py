"""Images of migrated databases, so that not every run starts from nothing (half a minute).

Kept under var/tests/, named by all migrations and the lock: a change of either makes a new one.
Django runs `migrate` over a loaded image all the same, and with it what belongs after it. CI keeps
none from run to run: there the first worker of a run makes one for the others (see `shelf`).
"""

import fcntl
import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.services.postgresql import find_programs

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "tests"


@cache
def fingerprint() -> str:
    """Differs when the migrated schema may differ."""
    patterns = ("*/migrations/*.py", "site/*/migrations/*.py", "requirements.txt")
    files = sorted(file for pattern in patterns for file in ROOT.glob(pattern))
    content = b"".join(str(file).encode() + file.read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:16]


def shelf(run: Path) -> Path:
    """Where images are: var/tests/, but in CI the folder `run`, which goes away with the run."""
    return run if os.environ.get("CI") else FOLDER


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """One process of a run after the other: the first one makes the image, the rest find it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def path(connection: BaseDatabaseWrapper, folder: Path) -> Path:
    """Where in `folder` the image for a database of this kind is.

    Wagtail's search chooses its tables by the engine of `default`, so that is part of the name.
    """
    chosen_by = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    return folder / f"{fingerprint()}.{connection.vendor}-{chosen_by}"


def load(connection: BaseDatabaseWrapper, test_name: str, folder: Path = FOLDER) -> bool:
    """Fill the not yet existing database `test_name`; False when there is no image of use.

    Another run may take an image away while we read it.
    """
    image = path(connection, folder)
    if not image.exists():
        return False
    with suppress(FileNotFoundError, subprocess.CalledProcessError):
        return fill(connection, test_name, image)
    return False


def fill(connection: BaseDatabaseWrapper, test_name: str, image: Path) -> bool:
    """Write the image into a new database."""
    if connection.vendor == "sqlite":
        Path(test_name).write_bytes(image.read_bytes())
        return True
    programs = find_programs()
    if programs is None:
        return False
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(test_name)}")
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(test_name)}")
    run_postgresql(connection, programs / "pg_restore", "--dbname", test_name, str(image))
    return True


def save(connection: BaseDatabaseWrapper, folder: Path = FOLDER) -> None:
    """Keep the freshly migrated database that `connection` is on, in the place of older images."""
    programs = find_programs()
    if connection.vendor == "postgresql" and programs is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    image = path(connection, folder)
    unfinished = image.with_name(f"{image.name}.{os.getpid()}")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(unfinished)])
    else:
        options = ("--format=custom", "--compress=0", f"--file={unfinished}")
        run_postgresql(connection, programs / "pg_dump", *options, connection.settings_dict["NAME"])
    for older in folder.glob(f"*{image.suffix}"):
        older.unlink(missing_ok=True)
    unfinished.replace(image)


def run_postgresql(connection: BaseDatabaseWrapper, program: Path, *words: str) -> None:
    """Run one of PostgreSQL's programs against the server of `connection`."""
    server = connection.settings_dict
    where = {"PGHOST": server["HOST"], "PGPORT": str(server["PORT"]), "PGUSER": server["USER"]}
    password = {"PGPASSWORD": server["PASSWORD"]} if server["PASSWORD"] else {}
    subprocess.run([program, *words], check=True, env=os.environ | where | password)
