"""The order of what a search finds, without weighing everything that it finds.

Databases rank by reading each match: among 50,000 pages a common word took half a second on
PostgreSQL and, by Wagtail's own query, minutes on SQLite. Here candidates come first, which an
index gives: the best by their title (on PostgreSQL those whose title says least besides) and, where
these are fewer than `MOST`, the newest by their text. Only these are weighed. Where fewer than
`MOST` match, nothing differs from weighing all. Where more do and whoever asks wants few of the
best (those of one section, of one type), all that match are given, the newest first.
"""

from typing import Any

from django.db import connection
from django.db.models import CharField, F, FloatField, Func, Value
from django.db.models.expressions import CombinedExpression, RawSQL
from django.db.models.functions import Cast, Concat, StrIndex
from modelsearch.query import And, Fuzzy, MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search import models

from publishing.asking import AnyPart

MOST = 300  # entries that are weighed; nobody reads on
DEEP = 10_000  # texts that PostgreSQL thinks are wanted
FEW = 50  # so few of the best asked for, and others may be missing
FEW_PARTS = 8  # of a query, and each is weighed by how rare it is
TITLE = 10.0  # times the text


class Ranks:
    """Mixed into modelsearch's compilers: the best entries first, then their objects."""

    def search(self, config: Any, start: Any, stop: Any, **kwargs: Any) -> Any:
        """A queryset of the best `MOST` matches, in the order of their rank."""
        compiler: Any = self
        if not compiler.order_by_relevance or isinstance(compiler.query, (MatchAll, Not, Fuzzy)):
            return super().search(config, start, stop, **kwargs)  # type: ignore[misc]
        types = get_descendants_content_types_pks(compiler.queryset.model)
        entries = models.IndexEntry.objects.filter(content_type__in=types)
        best, are_more = compiler.best(config, entries)
        if not best:
            return compiler.queryset.none()
        # In two steps: joined to them, both databases weigh what is not asked for, and slower.
        order = f",{','.join(best)},"
        sought = Concat(Value(","), Cast("pk", CharField()), Value(","))
        place = StrIndex(Value(order), sought)
        queryset = compiler.queryset.filter(pk__in=best)
        asks_for_all = not compiler.queryset.query.where
        if are_more and not asks_for_all and len(queryset.values_list("pk")[:FEW]) < FEW:
            compiler.order_by_relevance = False
            return super().search(config, start, stop, **kwargs)  # type: ignore[misc]
        if score_field := kwargs.get("score_field"):
            queryset = queryset.annotate(**{score_field: -Cast(place, FloatField())})
        return queryset.order_by(place)[start:stop]


class RanksOnPostgresql(Ranks):
    """By `ts_rank`: a short title counts for more than a long one."""

    def best(self, config: Any, entries: Any) -> tuple[list[str], bool]:
        """Ids of the objects, best first, and whether more may match. One statement."""
        from django.contrib.postgres.search import (  # noqa: PLC0415 (needs psycopg)
            SearchRank,
            SearchVectorField,
        )

        from publishing.tsqueries import written  # noqa: PLC0415 (the same)

        compiler: Any = self
        query = written(compiler.build_tsquery(compiler.query, config=config), entries)
        text: Any = F("body")
        if _has_parts(compiler.query):
            # One may stand in the title, one in the text; joining the two doubles what each costs.
            text = CombinedExpression(F("title"), "||", text, output_field=SearchVectorField())
        titled = entries.filter(title=query).order_by("-title_norm", "-pk")
        newest = entries.alias(text=text).filter(text=query).exclude(title=query).order_by("-pk")
        weighed = entries.filter(pk__in=_first_of(titled, newest))
        # The whole of it at once: each part by itself would unpack each text once more.
        by_title = SearchRank(F("title"), query) * F("title_norm")
        weight = by_title * TITLE + SearchRank(F("body"), query)
        ordered = weighed.order_by(weight.desc(), "-pk")[:MOST]
        best = list(ordered.values_list("object_id", flat=True))
        return best, len(best) == MOST


def _first_of(titled: Any, newest: Any) -> RawSQL:
    """The keys of the first `MOST`; texts are not looked at where titles are enough.

    PostgreSQL does not know what unpacking a text costs: asked for few, it would go through all
    texts rather than ask the index. So it is asked for many, of which it is left most.
    """
    of_title, of_text = (
        part.values("pk")[:many].query.sql_with_params()
        for part, many in ((titled, MOST), (newest, DEEP))
    )
    sql = f"WITH newest AS MATERIALIZED ({of_text[0]}) ({of_title[0]})"
    sql = f"{sql} UNION ALL TABLE newest LIMIT {MOST}"
    return RawSQL(sql, of_text[1] + of_title[1])  # noqa: S611 (Django's own, with parameters)


def _has_parts(query: Any) -> bool:
    """Whether several things must be found for it."""
    return isinstance(query, And) or any(map(_has_parts, getattr(query, "subqueries", ())))


class _Bm25(Func):
    """FTS5's rank; the smaller the better.

    The weights belong to the columns autocomplete, body and title.
    """

    template = f"bm25(wagtailsearch_indexentry_fts, 1.0, 1.0, {TITLE})"
    output_field = FloatField()


class RanksOnSqlite(Ranks):
    """By FTS5's `bm25`; by how many parts are shared where any of many is enough."""

    def best(self, config: Any, entries: Any) -> tuple[list[str], bool]:
        """Ids of the objects, best first, and whether more may match.

        Two statements for a common word and for what is not there, at most four.
        """
        compiler: Any = self
        columns = compiler.FTS_TABLE_FIELDS
        titled = self._ranked(["title"], config) if "title" in columns else []
        ranked, are_more = titled, len(titled) == MOST
        if not are_more:
            found = self._matching(columns, compiler.query, config)
            # The index is read from its newest entry on, and no further than that.
            keys = list(found.order_by("-pk").values_list("pk", flat=True)[:MOST])
            are_more = len(keys) == MOST
            newest = self._ranked(columns, config, keys[-1] if are_more else 0) if keys else []
            ranked = titled + newest if are_more or self._shares_parts() else newest
        if not ranked:
            return [], False
        known = dict(entries.filter(pk__in=ranked).values_list("pk", "object_id"))
        best = [known[key] for key in dict.fromkeys(ranked) if key in known]
        return best[:MOST], are_more

    def _matching(self, columns: list[str], query: Any, config: Any) -> Any:
        from modelsearch.backends.database.sqlite.query import (  # noqa: PLC0415 (SQLite's alone)
            MatchExpression,
            normalize,
        )

        compiler: Any = self
        sought = compiler.build_search_query(normalize(query), config=config)
        return models.SQLiteFTSIndexEntry.objects.filter(MatchExpression(columns, sought))

    def _shares_parts(self) -> bool:
        query = self.query  # type: ignore[attr-defined]
        return isinstance(query, AnyPart) and len(query.subqueries) > FEW_PARTS

    def _ranked(self, columns: list[str], config: Any, oldest: int = 0) -> list[int]:
        query = self.query  # type: ignore[attr-defined]
        if self._shares_parts():
            return self._sharing(columns, query.subqueries, config, oldest)
        found = self._matching(columns, query, config)
        found = found.filter(pk__gte=oldest) if oldest else found
        return list(found.order_by(_Bm25()).values_list("pk", flat=True)[:MOST])

    def _sharing(self, columns: list[str], parts: Any, config: Any, oldest: int) -> list[int]:
        """Those that share most of the parts, the newest first among equals.

        `bm25` would count each part anew for each entry: a sentence took a fifth of a second.
        """
        found = (self._matching(columns, part, config).filter(pk__gte=oldest) for part in parts)
        each = [one.values("pk").query.sql_with_params() for one in found]
        every = " UNION ALL ".join(sql for sql, _params in each)
        order = f"GROUP BY pk ORDER BY COUNT(*) DESC, pk DESC LIMIT {MOST}"
        with connection.cursor() as cursor:
            params = [value for _sql, values in each for value in values]
            cursor.execute(f"SELECT pk FROM ({every}) {order}", params)  # noqa: S608 (Django's own)
            return [key for (key,) in cursor.fetchall()]


ranks: type[Ranks] = RanksOnSqlite if connection.vendor == "sqlite" else RanksOnPostgresql
