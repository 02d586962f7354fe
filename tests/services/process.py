"""Starting a server program on a free port, and ending it."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 120.0  # seconds; a loaded machine with two cores needs some


class ServerDidNotStartError(RuntimeError):
    """A server ended or stayed silent; the message holds its last words."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_unprivileged(folder: Path, user: str) -> dict[str, object]:
    """What subprocess needs to become `user`, who then owns `folder`; nothing unless we are root.

    PostgreSQL refuses to run as root.
    """
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(user)
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def running(
    command: Sequence[str],
    answers: Callable[[], object],
    folder: Path,
    **popen: object,
) -> Iterator[None]:
    """Run `command` in `folder` until the block ends; it starts once `answers` raises no more."""
    log = folder / "log"
    with log.open("wb") as output:
        # A session of its own: Ctrl-C reaches the tests, which then end the server in order.
        server = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, start_new_session=True, **popen
        )
    try:
        wait_until(answers, server, log)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()
        server.wait()


def wait_until(answers: Callable[[], object], server: subprocess.Popen, log: Path) -> None:
    """Ask until the server answers; raise ServerDidNotStartError when it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            answers()
        except Exception as silence:  # each client library has its own
            if server.poll() is not None or time.monotonic() > deadline:
                raise ServerDidNotStartError(log.read_text(errors="replace")[-2000:]) from silence
            time.sleep(0.05)
        else:
            return
