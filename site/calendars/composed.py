"""Statements that are composed once and asked for one reader after another.

Django needs twenty milliseconds to put together what tells whether a personal feed is what it was;
the database answers in two. When an editor changes something, every reader's calendar asks.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Expression, Field, QuerySet


class Given(Expression):
    """The place of a value that is known only when the statement is sent, under its name."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A parameter that is this place itself."""
        return "%s", [self]


class Composed:
    """The statement of a query that reads one row, with places for what is given later."""

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        self.sql, self.parameters = query.query.sql_with_params()

    def row(self, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row for these values, by the names of their places; None without any."""
        given = [
            _adapted(one, values[one.name]) if isinstance(one, Given) else one
            for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def _adapted(place: Given, value: Any) -> Any:
    """A value as this database takes it."""
    if isinstance(place.output_field, DateTimeField):
        return connection.ops.adapt_datetimefield_value(value)
    return value
