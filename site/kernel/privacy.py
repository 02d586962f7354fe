"""Personal data: each room says how what it holds about a person is shown, merged and emptied."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class PersonalData:
    """A room's answer for one person.

    `models` names every model of the room that points at a person; `export(person)` gives plain
    rows by title; `merge(keep, drop)` moves ownership; `erase(person)` empties free text;
    `collisions(keep, drop)` says in sentences what cannot simply move, and what becomes of it.
    """

    room: str
    models: tuple[type[models.Model], ...]
    export: Callable[[Any], dict[str, list[dict[str, Any]]]]
    merge: Callable[[Any, Any], None]
    erase: Callable[[Any], None]
    collisions: Callable[[Any, Any], list[str]] = lambda keep, drop: []


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


def merge_all(keep: Any, drop: Any) -> None:
    """Move everything from the lowest room up: registrations before what hangs on them, as they
    are locked. Rooms register in the order of INSTALLED_APPS, the highest first.
    """
    for provider in reversed(PROVIDERS.values()):
        provider.merge(keep, drop)


def collisions_all(keep: Any, drop: Any) -> list[str]:
    """What merging `drop` into `keep` meets in every room, in sentences."""
    return [words for room in sorted(PROVIDERS) for words in PROVIDERS[room].collisions(keep, drop)]


def owned_by(person: Any) -> list[tuple[str, int]]:
    """What points at a person, by the records' name: how many; without those of which are none.

    Audit rows are left out: they say who acted, and stay so.
    """
    counts: dict[str, int] = {}
    for provider in PROVIDERS.values():
        for model in provider.models if provider.room != "kernel" else ():
            number = model._base_manager.filter(_points_at(model, person)).count()
            name = str(model._meta.verbose_name_plural)
            counts[name] = counts.get(name, 0) + number
    return [(name, number) for name, number in counts.items() if number]


def _points_at(model: type[models.Model], person: Any) -> Q:
    found = Q(pk__in=[])
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and issubclass(type(person), field.related_model):
            found |= Q(**{field.name: person})
    return found
