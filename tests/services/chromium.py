"""Where the browser is."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = ("Chromium", "Google Chrome")


def find_chromium() -> str | None:
    """The path of a Chromium: CHROMIUM, else the first one found; None when there is none."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else NAMES
    found = (shutil.which(candidate) for candidate in candidates)
    apps = (Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in ON_A_MAC)
    return next(filter(None, found), None) or next((str(a) for a in apps if a.exists()), None)
