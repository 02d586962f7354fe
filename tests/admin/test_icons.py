"""Every icon that a screen of the back office names is one that Wagtail draws."""

import re
from pathlib import Path

from wagtail import hooks

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'\b(?:header_)?icon(?:_name)?\s*=\s*"([a-z-]+)"')
ROOMS = ("site/*/viewsets", "site/*/quota_admin", "events/viewsets", "courses/viewsets")


def test_no_screen_names_an_icon_that_is_not_drawn() -> None:
    drawn: list[str] = []
    for hook in hooks.get_hooks("register_icons"):
        drawn = hook(drawn)
    known = {Path(path).stem for path in drawn}
    files = [file for room in ROOMS for folder in ROOT.glob(room) for file in folder.rglob("*.py")]
    files += ROOT.glob("site/*/wagtail_hooks.py")
    used = {(name, file.name) for file in files for name in NAMED.findall(file.read_text())}
    assert len(used) > 20
    assert {one for one in used if one[0] not in known} == set()
