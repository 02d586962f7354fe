"""A tsquery that is written once, however often it stands in a statement. Needs psycopg."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet


class Written(SearchQuery):
    """A search query as the SQL that it is, with its parameters."""

    def __init__(self, sql: str, params: tuple[Any, ...]) -> None:
        super().__init__("")
        self.written = sql, params

    def as_sql(self, *_args: Any, **_kwargs: Any) -> Any:
        """The SQL and its parameters."""
        return self.written


def written(query: Any, asked: QuerySet[Any]) -> Written:
    """`query`, which names no column of what is `asked`, written down.

    What is asked of names has dozens of parts and a statement that ranks holds it five times:
    Django would copy, resolve and compile each part each time, for longer than PostgreSQL takes.
    """
    compiler = asked.query.get_compiler(asked.db)
    sql, params = compiler.compile(query.resolve_expression(asked.query))
    return Written(sql, tuple(params))
