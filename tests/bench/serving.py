"""A database of this run alone, and gunicorn on it."""

import http.client
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.management import call_command
from django.db import connection, connections

from tests.services import image
from tests.services.process import free_port, running

ROOT = Path(__file__).resolve().parents[2]
# Threads for 32 clients at once; the site's own default is four to a process.
WORKERS, THREADS = 2, 16


@contextmanager
def own_database(server: str, purpose: str = "bench") -> Iterator[str]:
    """The address of a database on the PostgreSQL at `server` that goes away with the block."""
    name = f"yanxi_{purpose}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        connections.close_all()
        with psycopg.connect(server, autocommit=True) as maintenance:
            maintenance.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def variables(database: str, redis: str, var: str) -> dict[str, str]:
    """What an operator would set."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        # A queue beside the cache: emptying the one leaves the other.
        "CELERY_BROKER_URL": urlunsplit(urlsplit(redis)._replace(path="/1")),
        "SECRET_KEY": "measured-and-thrown-away-0123456789-abcdefghijklmnopqrstuv",
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": "https://localhost",
        "EMAIL_URL": "smtp://127.0.0.1:1",  # the outbox keeps the mails: no worker runs
        "TRUSTED_PROXIES": "1",
        "VAR_DIR": var,
        "LOG_LEVEL": "WARNING",
    }


def migrate() -> None:
    """Bring the database up to date, from the tests' image of it when there is one."""
    name = connection.settings_dict["NAME"]
    connection.close()
    kept = image.load(connection, name)
    call_command("migrate", verbosity=0, interactive=False)
    if not kept:
        image.save(connection)


@contextmanager
def site(folder: Path) -> Iterator[int]:
    """Serve with gunicorn's own configuration file; gives the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py")]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    # No worker may be replaced in the middle of a row.
    command += ["--threads", str(THREADS), "--max-requests", "0", "tests.bench.wsgi:application"]

    def answers() -> None:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asked.request("GET", "/health/live", headers={"Host": "localhost"})
        if asked.getresponse().status != 200:
            raise ConnectionError
        asked.close()

    with running(command, answers, folder):
        yield port
