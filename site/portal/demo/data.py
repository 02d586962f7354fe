"""Reading the rooms' data files, and turning their days into instants."""

import tomllib
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.html import escape

import courses
import essays
import events
import people
import portal

ROOMS = {"courses": courses, "essays": essays, "events": events, "people": people, "portal": portal}


@cache
def read(room: str, name: str) -> dict[str, Any]:
    """The data file `demo/<name>.toml` of a room."""
    folder = Path(str(ROOMS[room].__file__)).parent
    return tomllib.loads((folder / "demo" / f"{name}.toml").read_text(encoding="utf-8"))


def instant(day: int, clock: str = "09:00") -> datetime:
    """`day` days from today at `clock` ("09:00") in the site's zone."""
    hour, minute = clock.split(":")
    date = timezone.localdate() + timedelta(days=day)
    return datetime.combine(date, time(int(hour), int(minute)), timezone.get_current_timezone())


def blocks(body: list[Any]) -> list[tuple[str, Any]]:
    """A body of strings and `{type = …}` tables as StreamField blocks."""
    return [_block({"type": "paragraph", "text": b} if isinstance(b, str) else b) for b in body]


def _block(block: dict[str, Any]) -> tuple[str, Any]:
    made = MADE.get(block["type"])
    return made(block) if made else ("paragraph", f"<p>{escape(block['text'])}</p>")


def _list(block: dict[str, Any]) -> tuple[str, Any]:
    items = "".join(f"<li>{escape(item)}</li>" for item in block["items"])
    return ("paragraph", f"<ul>{items}</ul>")


def _timeline(block: dict[str, Any]) -> tuple[str, Any]:
    moments = [
        {"when": item["date"], "what": " ".join(filter(None, (item["title"], item["text"])))}
        for item in block["items"]
    ]
    return ("timeline", {"moments": moments})


def _notes(block: dict[str, Any]) -> tuple[str, Any]:
    return ("footnotes", {"notes": [f"<p>{escape(item)}</p>" for item in block["items"]]})


MADE: dict[str, Callable[[dict[str, Any]], tuple[str, Any]]] = {
    "heading": lambda block: ("heading", block["text"]),
    "quote": lambda block: (
        "quotation",
        {"text": block["text"], "source": block.get("source", "")},
    ),
    "list": _list,
    "timeline": _timeline,
    "notes": _notes,
}
