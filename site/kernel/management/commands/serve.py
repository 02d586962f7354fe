"""`manage.py serve`: the whole site on one machine, with nothing but Python."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

PATIENCE = 20  # seconds for a task to finish; a loaded machine may need all of them
CELERY = [
    "-m",
    "celery",
    "--quiet",
    "-A",
    "config",
    "worker",
    "-B",
    "-P",
    "solo",
    "--loglevel",
    "WARNING",
]


class Command(BaseCommand):
    """Runs the web server with a Celery worker and beat beside it, and stops them together."""

    help = "Serve the site together with its task worker; Ctrl-C stops both."

    def add_arguments(self, parser: Any) -> None:
        """`--port`, 8000 unless told."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Hold the lock (two sites on one folder would run two beats), start both, wait."""
        path = settings.VAR / "serve.lock"
        with path.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise CommandError(
                    "The site is being served from this folder already; stop that one first."
                ) from error
            self._run(port)

    def _run(self, port: int) -> None:
        root = str(settings.ROOT)
        env = os.environ | {"PYTHONPATH": os.pathsep.join([f"{root}/site", root])}
        web = ["manage.py", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
        # Whoever ends this ends the children too: Ctrl-C or `kill`, in the background as well.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _stop)
        children = [
            subprocess.Popen([sys.executable, *command], cwd=root, env=env)  # noqa: S603
            for command in (CELERY, web)
        ]
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            end(children)


def end(children: Iterable["subprocess.Popen[bytes]"]) -> None:
    """Let processes finish what they do, and no longer than `PATIENCE`."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _stop(*args: Any) -> None:
    raise KeyboardInterrupt
