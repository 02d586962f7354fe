"""Chinese search on Wagtail's database backends: runs of Han characters as overlapping bigrams.

Neither SQLite's nor PostgreSQL's parser divides Chinese: 弘扬爱国奋斗精神 is one token to both, and
爱国 is not found in it. The index side (`ZhSearchField`) writes bigrams and single characters; the
query side turns a run into a phrase of bigrams.
"""

import re
from typing import Any

from modelsearch.backends.database import SearchBackend as database_backend
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import And, Phrase, PlainText, SearchQuery

RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def bigrams(run: str) -> list[str]:
    """爱国奋斗 → 爱国, 国奋, 奋斗; a single character stays itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def index_text(text: Any) -> str:
    """`text` with Han runs as bigrams, and its single characters at the end."""
    text = str(text or "")
    divided = RUN.sub(lambda match: f" {' '.join(bigrams(match[0]))} ", text)
    singles = sorted(set("".join(RUN.findall(text))))
    return " ".join([*divided.split(), *singles])


def query_of(text: str) -> SearchQuery:
    """Han runs become phrases of bigrams, everything else stays words; all must be found."""
    parts: list[SearchQuery] = []
    for word in RUN.sub(lambda match: f" {match[0]} ", text).split():
        grams = bigrams(word) if RUN.fullmatch(word) else [word]
        parts.append(Phrase(" ".join(grams)) if len(grams) > 1 else PlainText(grams[0]))
    if not parts:
        return PlainText("")
    return parts[0] if len(parts) == 1 else And(parts)


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
    def __init__(self, queryset: Any, query: Any, *args: Any, **kwargs: Any) -> None:
        if isinstance(query, str):
            query = query_of(query)
        elif isinstance(query, PlainText):
            query = query_of(query.query_string)
        super().__init__(queryset, query, *args, **kwargs)


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name modelsearch looks for
    """The database's own backend, with query compilers that read Chinese."""
    backend = database_backend(params)
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        compiler = getattr(backend, name)
        setattr(backend, name, type(compiler.__name__, (_ReadsChinese, compiler), {}))
    return backend
