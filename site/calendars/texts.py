"""Rows as one text, put together by the database: one statement tells whether they are the same.

A line a row, in no order that anybody promises: `in_order` puts them into one.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Func, Subquery, TextField, Value
from django.db.models.functions import Cast

Part = tuple[Any, list[Any]]
"""Rows, as a queryset, and the columns of them that matter."""


class _Named(Func):
    """A function that goes by another name on SQLite."""

    sqlite_name = ""
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same under the name that SQLite has for it."""
        return self.as_sql(compiler, connection, function=self.sqlite_name, **context)


class _Lines(_Named):
    """An aggregate that asks for no groups, so that it can stand in a subquery of its own."""

    function, sqlite_name = "STRING_AGG", "GROUP_CONCAT"


class _Array(_Named):
    """Texts as a JSON array. Django's own asks SQLite first whether it knows JSON, which would be
    one more statement of a poll now and then."""

    function, sqlite_name = "JSON_BUILD_ARRAY", "JSON_ARRAY"


def text_of(columns: Iterable[Any]) -> Cast:
    """Several columns of one row as one text."""
    return Cast(_Array(*(Cast(column, TextField()) for column in columns)), TextField())


def lines_of(rows: Any, columns: Iterable[Any]) -> Subquery:
    """What `columns` of `rows` hold, a line a row; None where there are no rows.

    As JSON, in which no value holds a line's end or looks like two; each column as text first,
    since a type with a length would cut what is longer.
    """
    whole = _Lines(text_of(columns), Value("\n"))
    return Subquery(rows.order_by().annotate(whole_text=whole).values("whole_text"))


def in_order(text: str | None) -> list[str]:
    """The lines of such a text, the same whatever way the database went."""
    return sorted(text.split("\n")) if text else []
