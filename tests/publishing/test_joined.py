"""The style sheets of every page are one file, whoever serves it."""

from pathlib import Path

from django.conf import settings as site
from django.contrib.staticfiles import finders

from publishing.joined import JOINED, SHEETS, make


def test_all_sheets_stand_in_it_in_their_order():
    content = Path(finders.find(JOINED)).read_text("utf-8")
    folder = site.ROOT / "site" / "static" / "css"
    assert content == "".join((folder / f"{name}.css").read_text("utf-8") for name in SHEETS)
    assert content.index("@layer reset, tokens") < content.index(":root")


def test_it_is_collected_with_the_others():
    collected = dict(pair for finder in finders.get_finders() for pair in finder.list([]))
    assert JOINED in collected
    with collected[JOINED].open(JOINED) as file:
        assert b"@layer print" in file.read()


def test_it_is_made_anew_when_it_is_not_what_it_should_be(settings, tmp_path):
    settings.VAR = tmp_path
    file = make() / JOINED
    file.write_text("old", "utf-8")
    assert "@layer" in (make() / JOINED).read_text("utf-8")


def test_every_sheet_of_ours_is_joined_or_loaded_by_a_page():
    folder = site.ROOT / "site" / "static" / "css"
    templates = "".join(
        path.read_text("utf-8") for path in (site.ROOT / "templates").rglob("*.html")
    )
    python = "".join(
        path.read_text("utf-8")
        for room in ("site", "courses", "events", "media")
        for path in (site.ROOT / room).rglob("*.py")
    )
    for sheet in folder.rglob("*.css"):
        name = sheet.relative_to(folder).as_posix()
        assert name.removesuffix(".css") in SHEETS or f"css/{name}" in templates + python, name
