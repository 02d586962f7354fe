"""Another process on the tests' database: it can be killed as a worker is."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.db import connection


def run_apart(code: str, **changed: Any) -> subprocess.CompletedProcess[str]:
    """What became of `code` in a process of its own; `changed` are settings that differ there."""
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    given = "".join(f"settings.{name} = {value!r}\n" for name, value in changed.items())
    begin = "import django\nfrom django.conf import settings\ndjango.setup()\n"
    root = settings.ROOT
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    env |= {"PYTHONPATH": os.pathsep.join([f"{root}/site", str(root)])}
    return subprocess.run(
        [sys.executable, "-c", begin + given + code],
        cwd=root,
        env=env,
        timeout=120,
        capture_output=True,
        text=True,
        check=False,
    )
