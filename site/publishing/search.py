"""Chinese search on Wagtail's database backends.

The index side (`ZhSearchField`) writes bigrams and single characters (`publishing.grams`); the
query side (`publishing.asking`) turns a run of Han characters into a phrase of bigrams, and letters
also into the sounds of names.
"""

from typing import Any

from django.db import connection
from django.utils.module_loading import import_string
from modelsearch.backends import database
from modelsearch.index import AutocompleteField, SearchField, insert_or_update_object
from modelsearch.query import And, Fuzzy, Not, Or, PlainText
from wagtail.signals import page_published

from publishing.asking import Loosely, Nearly, loosely, nearly, query_of
from publishing.beginnings import ReadsBeginnings
from publishing.grams import index_text


class _IndexesChinese:
    def get_value(self, obj: Any) -> Any:
        """The field's value as the index keeps it."""
        value = super().get_value(obj)  # type: ignore[misc]
        if isinstance(value, (list, tuple)):
            value = " ".join(str(part) for part in value)
        return index_text(value)


class ZhSearchField(_IndexesChinese, SearchField):
    """A searched field with Chinese in it."""


class ZhAutocompleteField(_IndexesChinese, AutocompleteField):
    """The same for search as one types."""


def translate(query: Any, operator: str | None = None) -> Any:
    """A query that libraries made, with every text in it read as Chinese."""
    if isinstance(query, str):
        return loosely(query) if operator == "or" else query_of(query)
    if isinstance(query, (PlainText, Fuzzy)):
        return translate(query.query_string, query.operator)
    if isinstance(query, (Nearly, Loosely)):
        return nearly(query) if isinstance(query, Nearly) else loosely(query.text)
    if isinstance(query, (And, Or)):
        return type(query)([translate(part) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(translate(query.subquery))
    return query


class _ReadsChinese(ReadsBeginnings):
    """Mixed into the query compilers of the database's own backend."""

    def __init__(
        self, queryset: Any, query: Any, fields: Any = None, operator: Any = None, **kwargs: Any
    ) -> None:
        query = translate(query, operator)
        # Restricted to fields, PostgreSQL reads the columns themselves, where no bigram stands.
        super().__init__(queryset, query, fields=None, **kwargs)  # type: ignore[call-arg]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name modelsearch looks for
    """The database's own backend, with query compilers that read Chinese."""
    backend = database.SearchBackend(params)
    ranks = import_string("publishing.ranking.ranks")
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        compiler = getattr(backend, name)
        bases: tuple[Any, ...] = (_ReadsChinese, compiler)
        # PostgreSQL's column for what is typed so far stands beside title and text.
        if name == "query_compiler_class" or connection.vendor == "sqlite":
            bases = (_ReadsChinese, ranks, compiler)
        setattr(backend, name, type(compiler.__name__, bases, {}))
    return backend


def _index_again(instance: Any, **_kwargs: Any) -> None:
    insert_or_update_object(instance)


def follow_pages() -> None:
    """Index a page once more when it has been published.

    Saving indexes it before its children (topics of a course) are in the database.
    """
    page_published.connect(_index_again, dispatch_uid="publishing.search")
