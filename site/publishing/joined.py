"""The style sheets that every page loads, joined into one file: on the way, each would cost time.

They stay apart in `site/static/css`; `css/site.css` is made of them whenever one has changed, by
whoever asks for static files: `collectstatic`, the development server, a test.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

JOINED = "css/site.css"
# In the order of their layers: the first sheet names them.
SHEETS = (
    *("reset", "tokens", "base", "layout", "site_head", "site_foot", "button", "row", "state"),
    *("field", "facts", "wayfinding", "picture", "prose", "table", "figure", "track"),
    *("timetable", "month", "person", "print"),
)


class JoinedSheetsFinder(BaseFinder):
    """Finds the one file, and makes it first."""

    def check(self, **_kwargs: Any) -> list[CheckMessage]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        """Where it is; nothing for any other path."""
        if path != JOINED:
            return []
        made = str(make() / JOINED)
        return [made] if find_all else made

    def list(self, _ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """The one file, for `collectstatic`."""
        yield JOINED, FileSystemStorage(location=make())


def make() -> Path:
    """The folder that holds the joined file, made anew if what stands there is not what it is."""
    folder: Path = settings.VAR / "joined"
    file = folder / JOINED
    sheets = Path(settings.ROOT) / "site" / "static" / "css"
    content = "".join((sheets / f"{name}.css").read_text("utf-8") for name in SHEETS)
    if not file.exists() or file.read_text("utf-8") != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Several processes may come here at once; nobody reads half a file.
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as new:
            new.write(content)
        Path(new.name).chmod(0o644)
        Path(new.name).replace(file)
    return folder
