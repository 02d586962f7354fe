"""A Redis server of this run alone."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.services.process import free_port, running


@contextmanager
def redis_server() -> Iterator[str | None]:
    """Serve an empty Redis that writes nothing to disk; None when it is not installed."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        yield None
        return
    port = free_port()
    command = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    with tempfile.TemporaryDirectory(prefix="yanxi-redis-", ignore_cleanup_errors=True) as folder:
        address = f"redis://127.0.0.1:{port}/0"

        def ping() -> None:
            with redis.Redis.from_url(address) as client:
                client.ping()

        with running(command, ping, Path(folder)):
            yield address
