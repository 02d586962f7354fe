"""`manage.py` on a day that never changes, so that unchanged pages give equal pictures.

The demo lays its dates around today: `python -m tests.shots.still demo`.
"""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.core.management import execute_from_command_line

# A Tuesday morning. Its year must be one whose public holidays are known.
MOMENT = datetime(2026, 11, 24, 9, 40, tzinfo=ZoneInfo("Asia/Shanghai"))

if __name__ == "__main__":
    with time_machine.travel(MOMENT, tick=False):
        execute_from_command_line(["manage.py", *sys.argv[1:]])
