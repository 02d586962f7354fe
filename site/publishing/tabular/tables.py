"""What a room declares of a table it takes, and what is known of a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from kernel.outcomes import Result
from kernel.rules import Rule
from publishing.tabular.columns import Column, plain


@dataclass(frozen=True)
class Row:
    """One row of a file: its number there, and a value for each column that the file has.

    None stands for an empty cell; a column that the file lacks is not in `values`.
    """

    number: int
    values: dict[str, Any]

    def get(self, name: str) -> Any:
        """The value of a column; None where there is none."""
        return self.values.get(name)


@dataclass(frozen=True)
class CellError:
    """What is wrong with one cell, in words for the person; without a column, with the row."""

    row: int
    column: str
    words: str


@dataclass
class Findings:
    """What examining rows against the records came to: errors, and how many rows do what."""

    errors: list[CellError] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    same: int = 0

    def wrong(self, row: Row, column: str, words: str | Promise) -> None:
        """Note an error."""
        self.errors.append(CellError(row.number, column, str(words)))

    @property
    def counts(self) -> dict[str, int]:
        """For the screen and the audit."""
        return {"new": self.new, "changed": self.changed, "same": self.same}


@dataclass(frozen=True)
class Table:
    """A kind of rows that a room takes.

    `columns(person)`: what `person` may fill. `examine(rows, by)` looks every row up and changes
    nothing; it raises nothing for a bad row. `write(by=, rows=)` is the room's action: it examines
    once more under its locks, writes all or nothing, and answers with `details["findings"]`.
    """

    name: str  # in addresses
    label: str | Promise
    explains: str | Promise
    rule: Rule
    columns: Callable[[Any], Sequence[Column]]
    examine: Callable[[Sequence[Row], Any], Findings]
    write: Callable[..., Result]
    done_url: str = ""  # name of the address where the rows are seen afterwards
    done_args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Family:
    """Tables alike, one for each of some records: `<name>-<public id>` in addresses.

    `table(public_id)`: the table of that record, None when there is no such record.
    """

    name: str
    label: str | Promise
    table: Callable[[str], Table | None]


TABLES: dict[str, Table] = {}
FAMILIES: dict[str, Family] = {}


def register(*tables: Table) -> None:
    """Make tables known; called from a room's `AppConfig.ready`."""
    for table in tables:
        TABLES[table.name] = table


def register_family(family: Family) -> None:
    """Make tables of records known; called from a room's `AppConfig.ready`."""
    FAMILIES[family.name] = family


def table_named(name: str) -> Table | None:
    """The table of that name; None when no room takes it, or its record is gone."""
    if name in TABLES:
        return TABLES[name]
    family, _dash, record = name.partition("-")
    return FAMILIES[family].table(record) if record and family in FAMILIES else None


def label_of(name: str) -> str | Promise:
    """What a table or its family is called, without a query."""
    family = FAMILIES.get(name.partition("-")[0])
    return TABLES[name].label if name in TABLES else family.label if family else name


def tables_for(person: Any) -> list[Table]:
    """What `person` may import."""
    return [table for table in TABLES.values() if table.rule.allows(person)]


def guess(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Which heading is which column: by its heading in any of our languages or an alias."""
    left = {plain(heading): index for index, heading in reversed(list(enumerate(headings)))}
    found: dict[str, int] = {}
    for column in columns:
        known = {column.name, *column.aliases}
        for language in ("zh-hans", "en"):
            with translation.override(language):
                known.add(str(column.header))
        index = next((left[name] for name in map(plain, known) if name and name in left), None)
        if index is not None and index not in found.values():
            found[column.name] = index
    return found
