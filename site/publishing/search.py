"""Chinese search on Wagtail's database backends: runs of Han characters as overlapping bigrams.

Neither SQLite's nor PostgreSQL's parser divides Chinese: 弘扬爱国奋斗精神 is one token to both, and
爱国 is not found in it. The index side (`ZhSearchField`) writes bigrams and single characters; the
query side turns a run into a phrase of bigrams, and letters also into the sounds of names. Both
sides see the same plain words: punctuation, full-width and traditional forms and case are gone, and
characters too new for a parser are spelled out.
"""

import re
from typing import Any

from django.db import connection
from django.utils.module_loading import import_string
from modelsearch.backends import database
from modelsearch.index import AutocompleteField, SearchField, insert_or_update_object
from modelsearch.query import MATCH_ALL, And, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery
from wagtail.signals import page_published

from publishing.folding import folded
from publishing.romanised import heard_as

LONGEST_QUERY = 200
MOST_PARTS = 24  # SQLite's parser of queries overflows above a hundred
RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
NO_WORD = re.compile(r"[\W_]+")
# What Unicode 6.1, which SQLite's tokenizer knows, takes for a letter; others would part words.
KNOWN = re.compile(r"[\u3400-\u4db5\u4e00-\u9fcc]")


def bigrams(run: str) -> list[str]:
    """爱国奋斗 → 爱国, 国奋, 奋斗; a single character stays itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def plain(text: str) -> str:
    """Words alone: folded, everything between words one space."""
    return NO_WORD.sub(" ", folded(text)).strip()


def spelled(gram: str) -> str:
    """A gram with characters that a parser may not know as letters written by their number."""
    return "".join(char if KNOWN.match(char) else f"x{ord(char):x}x" for char in gram)


def words_of(text: str) -> list[str]:
    """`text` as words and Han runs, in order: 学习Python3班 → 学习, python3, 班."""
    return RUN.sub(lambda match: f" {match[0]} ", plain(text)).split()


def index_text(text: Any) -> str:
    """`text` with Han runs as bigrams, and its single characters at the end."""
    words = words_of(str(text or ""))
    runs = [word for word in words if RUN.fullmatch(word)]
    divided = (
        spelled(gram) if word in runs else gram
        for word in words
        for gram in (bigrams(word) if word in runs else [word])
    )
    return " ".join([*divided, *sorted({spelled(char) for run in runs for char in run})])


def query_of(text: str, *, loose: bool = False) -> SearchQuery:
    """What finds `text`: Han runs as phrases, other words as they are; all must be found.

    `loose`: any bigram or word is enough. Text without a word finds nothing.
    """
    parts: list[SearchQuery] = []
    for word in words_of(text[:LONGEST_QUERY]):
        parts += _parts_of(word, loose=loose)
    parts = list({repr(part): part for part in parts}.values())[:MOST_PARTS]
    if not parts:
        return Not(MATCH_ALL)
    if len(parts) == 1:
        return parts[0]
    return Or(parts) if loose else And(parts)


def _parts_of(word: str, *, loose: bool) -> list[SearchQuery]:
    if not RUN.fullmatch(word):
        sounds = heard_as(word)
        return [Or([PlainText(word), *sounds])] if sounds else [PlainText(word)]
    grams = [spelled(gram) for gram in bigrams(word)]
    if loose or len(grams) == 1:
        return [PlainText(gram) for gram in grams]
    return [Phrase(" ".join(grams))]


def translate(query: Any, operator: str | None = None) -> Any:
    """A query that libraries made, with every text in it read as Chinese."""
    if isinstance(query, str):
        return query_of(query, loose=operator == "or")
    if isinstance(query, (PlainText, Fuzzy)):
        return query_of(query.query_string, loose=query.operator == "or")
    if isinstance(query, (And, Or)):
        return type(query)([translate(part) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(translate(query.subquery))
    return query


class Loosely(SearchQuery):
    """Marks a text of which any part is enough: `search(Loosely("爱国奋斗"))`."""

    def __init__(self, text: str) -> None:
        self.text = text


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


class _ReadsChinese:
    """Mixed into the query compilers of the database's own backend."""

    def __init__(
        self, queryset: Any, query: Any, fields: Any = None, operator: Any = None, **kwargs: Any
    ) -> None:
        if isinstance(query, Loosely):
            query = query_of(query.text, loose=True)
        else:
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
