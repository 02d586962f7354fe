"""Ranking on SQLite's FTS5: the best entries first, found in one pass over the index.

Wagtail's own query ranks each page in a subquery of its own, which goes through all matches once
more: at 50,000 pages a common word took minutes. Imported only where the database is SQLite: the
models behind it do not exist elsewhere.
"""

from typing import Any

from django.db.models import CharField, FloatField, Func, Value
from django.db.models.functions import Cast, Concat, StrIndex
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry, SQLiteFTSIndexEntry

MOST = 2_000  # entries that are ranked; nobody reads on


class _Bm25(Func):
    """FTS5's rank, a title counting for much more than the text; the smaller the better.

    The weights belong to the columns autocomplete, body and title.
    """

    template = "bm25(wagtailsearch_indexentry_fts, 1.0, 1.0, 10.0)"
    output_field = FloatField()


class RanksOnSqlite:
    """Mixed into modelsearch's compilers: the matches are ranked first, then looked up."""

    def search(self, config: Any, start: Any, stop: Any, score_field: Any = None) -> Any:
        """A queryset of the best `MOST` matches, in the order of their rank."""
        compiler: Any = self
        query = normalize(compiler.query)
        if not compiler.order_by_relevance or isinstance(query, (MatchAll, Not)):
            return super().search(config, start, stop, score_field)  # type: ignore[misc]
        matching = MatchExpression(
            compiler.FTS_TABLE_FIELDS, compiler.build_search_query(query, config=config)
        )
        ranked = SQLiteFTSIndexEntry.objects.filter(matching).order_by(_Bm25())
        best = list(ranked.values_list("pk", flat=True)[:MOST])
        # In two steps: joined to them, SQLite ranks what belongs to other models too, and slower.
        types = get_descendants_content_types_pks(compiler.queryset.model)
        known = IndexEntry.objects.filter(pk__in=best, content_type__in=types)
        ids = dict(known.values_list("pk", "object_id"))
        order = f",{','.join(ids[entry] for entry in best if entry in ids)},"
        sought = Concat(Value(","), Cast("pk", CharField()), Value(","))
        place = StrIndex(Value(order), sought)
        queryset = compiler.queryset.filter(pk__in=list(ids.values()))
        if score_field is not None:
            queryset = queryset.annotate(**{score_field: -Cast(place, FloatField())})
        return queryset.order_by(place)[start:stop]
