#!/bin/sh
# Prints a Python >= 3.12 that really runs and can make a virtual environment.
# Every candidate is run, not merely found: a pyenv shim exists and fails when its version is not chosen,
# and Debian's python3 lacks ensurepip until python3-venv is installed.

usable() {
    "$1" -c 'import sys; assert sys.version_info >= (3, 12)
import ensurepip, sqlite3, ssl, venv' >/dev/null 2>&1
}

newest_of_pyenv() {
    ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python 2>/dev/null | sort -t. -k3 -rn
}

for candidate in "${PYTHON:-}" python3.13 python3.14 python3.12 python3 python $(newest_of_pyenv); do
    [ -n "$candidate" ] && usable "$candidate" && { command -v "$candidate"; exit 0; }
done

echo "Yanxi needs Python 3.12 or newer with venv (Debian, Ubuntu: apt-get install python3 python3-venv; \
any machine: pyenv install 3.13), or name one: make PYTHON=/path/to/python3.13" >&2
exit 1
