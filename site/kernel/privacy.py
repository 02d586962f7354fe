"""Personal data: each room says how what it holds about a person is shown, merged and emptied."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class PersonalData:
    """A room's answer for one person.

    `models` names every model of the room that points at a person; `export(person)` gives plain
    rows by title; `merge(keep, drop)` moves ownership; `erase(person)` empties free text.
    """

    room: str
    models: tuple[type[models.Model], ...]
    export: Callable[[Any], dict[str, list[dict[str, Any]]]]
    merge: Callable[[Any, Any], None]
    erase: Callable[[Any], None]


PROVIDERS: dict[str, PersonalData] = {}


def register(provider: PersonalData) -> None:
    """Make a room's provider known; called from its `AppConfig.ready`."""
    PROVIDERS[provider.room] = provider


def export_all(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Everything held about `person`, by section title."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for room in sorted(PROVIDERS):
        sections |= PROVIDERS[room].export(person)
    return sections
