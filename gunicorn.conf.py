"""How gunicorn serves the site: `gunicorn` in this folder, elsewhere `gunicorn -c` and this file.

GUNICORN_CMD_ARGS and the command line override everything here.
"""

import os
from pathlib import Path

from prometheus_client import multiprocess

ROOT = Path(__file__).resolve().parent

wsgi_app = "config.wsgi:application"
# `site/` is a folder of packages, not a package; the root holds courses/, events/ and media/.
pythonpath = f"{ROOT},{ROOT / 'site'}"

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", 2 * (os.cpu_count() or 1)))
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 30
keepalive = 5
# A worker is replaced now and then, so that no leak in a library can grow for ever.
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (heartbeats, not data)
# Requests are logged by the site itself, with their ids.
accesslog = None
errorlog = "-"
# It would open a socket in the home folder of whoever runs it.
control_socket_disable = True


def child_exit(server, worker):
    """Take the gauges of a worker that ended out of /metrics."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
