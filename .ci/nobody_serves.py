"""Says in one line why `make run` cannot serve: `nobody_serves.py 8000`, before work is done."""

import fcntl
import os
import socket
import sys
from pathlib import Path

LOCK = Path(os.environ.get("VAR_DIR") or "var") / "serve.lock"  # held by `manage.py serve`


def folder_is_free() -> bool:
    """Whether no site is being served from this folder."""
    if not LOCK.exists():
        return True
    with LOCK.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def port_is_free(port: int) -> bool:
    """Whether nobody answers on the port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def main(port: int) -> int:
    """0 when both are free."""
    if not folder_is_free():
        print("The site is being served from this folder already; stop that one first.")
        return 1
    if not port_is_free(port):
        print(f"Port {port} is taken by another program: make run PORT={port + 1}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
