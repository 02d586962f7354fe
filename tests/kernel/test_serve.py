"""Stopping the site stops what runs beside it."""

import signal
import subprocess
import sys

from kernel.management.commands import serve

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(); time.sleep(60)"


def test_what_does_not_end_by_itself_is_ended(monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 0.2)
    deaf = subprocess.Popen([sys.executable, "-u", "-c", DEAF], stdout=subprocess.PIPE)
    deaf.stdout.readline()
    ready = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    serve.end([deaf, ready])
    deaf.stdout.close()
    assert deaf.returncode == -signal.SIGKILL
    assert ready.returncode == -signal.SIGTERM
