#!/usr/bin/env python
"""Run a management command of Yanxi."""

import os
import sys
from pathlib import Path

# `site/` is a folder of packages, not a package: see docs/adr/0001-site-is-a-path.md.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
