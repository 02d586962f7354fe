"""Words of which the last may go on, in the tongues of both databases."""

from functools import reduce
from typing import Any

from modelsearch.query import Phrase


class Begins(Phrase):
    """A phrase whose last word may be the start of a longer one: `Begins("gu yan w")`."""


class ReadsBeginnings:
    """Mixed into the query compilers of the database's own backend, which know no such phrase."""

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        """What PostgreSQL's compiler calls for each part of a query."""
        if not isinstance(query, Begins):
            return super().build_tsquery_content(query, config=config, invert=invert)  # type: ignore[misc]
        from django.contrib.postgres.search import SearchQuery  # noqa: PLC0415 (needs psycopg)
        from modelsearch.backends.database.postgres.query import (  # noqa: PLC0415 (the same)
            CombinedLexeme,
            Lexeme,
        )

        *before, last = query.query_string.split()
        lexemes = [*(Lexeme(word) for word in before), Lexeme(last, prefix=True)]
        chain = reduce(lambda one, other: CombinedLexeme(one, "<->", other), lexemes)
        asked = SearchQuery(chain, search_type="raw", config=config)
        return ~asked if invert else asked

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """What SQLite's compiler calls for each part of a query."""
        if not isinstance(query, Begins):
            return super().build_search_query_content(query, config=config)  # type: ignore[misc]
        from modelsearch.backends.database.sqlite.query import (  # noqa: PLC0415 (SQLite's alone)
            Lexeme,
            SearchQueryExpression,
        )

        return SearchQueryExpression(Lexeme(query.query_string, prefix=True))
