"""Personal data: each room says how what it holds about a person is shown, merged and emptied.

A room declares sections: which rows of which model, which fields under which heading, which fields
are left out and why, and what becomes of them on erasure. The page "my data", the download and the
operator's preview are made of these, and a test compares them with the models: a field that is
neither shown nor left out with a reason fails it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Model, Q
from django.utils.functional import Promise

Row = dict[str, Any]
Headings = Mapping[str, str | Promise]


@dataclass(frozen=True)
class Section:
    """One kind of rows that a room holds about a person.

    `columns` maps a field, or a path of attributes from the row (`session.title`), to its heading.
    `left_out` maps each other field to why nobody sees it. `fate` says what erasure does.
    """

    name: str
    title: str | Promise
    model: type[models.Model]
    rows: Callable[[Any], Iterable[Any]]
    columns: Headings
    fate: str | Promise
    left_out: Mapping[str, str] = field(default_factory=dict)

    def export(self, person: Any) -> list[Row]:
        """The rows as plain values under the names of their fields."""
        return [
            {path.replace(".", "_"): plain(row, path) for path in self.columns}
            for row in self.rows(person)
        ]

    def headings(self) -> dict[str, str]:
        """The names of `export` with their headings in the active language."""
        return {path.replace(".", "_"): str(label) for path, label in self.columns.items()}

    def count(self, person: Any) -> int:
        """How many rows there are."""
        rows = self.rows(person)
        return rows.count() if isinstance(rows, models.QuerySet) else len(list(rows))


def plain(row: Any, path: str) -> Any:
    """The value at a path as JSON holds it: choices by their words, records by their names."""
    *steps, last = path.split(".")
    for step in steps:
        row = getattr(row, step, None)
    if row is None:
        return ""
    shown = getattr(row, f"get_{last}_display", None)
    value = shown() if shown else getattr(row, last)
    if callable(value) and not isinstance(value, models.Manager):
        value = value()
    return _as_json(value)


def _as_json(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, models.Manager):
        return ", ".join(str(one) for one in value.all())
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool | int | str) and not isinstance(value, Promise):
        return value
    return float(value) if isinstance(value, Decimal | float) else str(value)


def from_sections(sections: Iterable[Section]) -> Callable[[Any], dict[str, list[Row]]]:
    """The `export` of a provider that says everything by its sections."""

    def export(person: Any) -> dict[str, list[Row]]:
        return {section.name: section.export(person) for section in sections}

    return export


@dataclass(frozen=True)
class PersonalData:
    """A room's answer for one person.

    `models` names every model that points at a person; `export(person)` gives plain rows by
    section; `merge(keep, drop)` moves ownership; `erase(person)` empties what names or was written
    by them; `collisions(keep, drop)` says in sentences what cannot simply move, and what becomes
    of it.
    `about` says by which attribute a record names the person it is about, for the audit.
    `hindrances(person)` are sentences about what must be settled before the person can be erased.
    """

    room: str
    models: tuple[type[models.Model], ...]
    export: Callable[[Any], dict[str, list[Row]]]
    merge: Callable[[Any, Any], None]
    erase: Callable[[Any], None]
    collisions: Callable[[Any, Any], list[str]] = lambda keep, drop: []
    sections: tuple[Section, ...] = ()
    about: Mapping[type[Model], str] = field(default_factory=dict)
    hindrances: Callable[[Any], list[str]] = lambda person: []


PROVIDERS: dict[str, PersonalData] = {}


def register(provider: PersonalData) -> None:
    """Make a room's provider known; called from its `AppConfig.ready`."""
    PROVIDERS[provider.room] = provider


# The order in which a person reads it: themselves first, what the machine noted last.
FIRST, LAST = ("people", "registration", "attendance", "essays"), ("publishing", "kernel")


def providers() -> list[PersonalData]:
    """Every room's answer in the order in which people read them."""

    def place(room: str) -> tuple[int, str]:
        if room in FIRST:
            return FIRST.index(room), ""
        return len(FIRST) + (1 + LAST.index(room) if room in LAST else 0), room

    return [PROVIDERS[room] for room in sorted(PROVIDERS, key=place)]


def sections() -> dict[str, Section]:
    """Every declared section by its name, in reading order."""
    return {section.name: section for one in providers() for section in one.sections}


def export_all(person: Any) -> dict[str, list[Row]]:
    """Everything held about `person`, by section."""
    held: dict[str, list[Row]] = {}
    for provider in providers():
        held |= provider.export(person)
    return held


def hindrances(person: Any) -> list[str]:
    """What must be settled before `person` can be erased; empty when nothing must."""
    return [sentence for provider in providers() for sentence in provider.hindrances(person)]


def erase_all(person: Any) -> None:
    """Empty what every room holds about `person`; the rooms of records first, the account last."""
    for room in sorted(PROVIDERS, key=lambda room: (room == "people", room)):
        PROVIDERS[room].erase(person)


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
    for relation in model._meta.get_fields():
        if isinstance(relation, models.ForeignKey) and issubclass(
            type(person), relation.related_model
        ):
            found |= Q(**{relation.name: person})
    return found


def key_of_person(record: Any) -> int | None:
    """The key of the person whom a record is about, as its room says; None where it is nobody."""
    if record is None:
        return None
    if isinstance(record, get_user_model()):
        return record.pk
    for provider in PROVIDERS.values():
        path = provider.about.get(type(record))
        if path is not None:
            *steps, last = path.split(".")
            for step in steps:
                record = getattr(record, step)
            return getattr(record, f"{last}_id")
    return None
