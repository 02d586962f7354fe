"""What a search finds, in the order in which readers look for it.

The database ranks by how often and where the words stand. What it cannot know comes here: whether a
title is the very one that was typed, holds it, or holds its words; and what is already over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from portal.facets import KINDS, Facts
from publishing.asking import LONGEST_QUERY, Loosely, Nearly, meant, nearly, query_of
from publishing.folding import folded
from publishing.grams import NO_WORD, RUN, bigrams, words_of
from publishing.queries import open_to_all

MOST = 500
FEW = 5  # so few that a reader looks further: what comes near is added below
FIELDS = (
    *("id", "title", "content_type_id", "locale__language_code", "translation_key"),
    *(f"{kind}__{name}" for kind in KINDS for name in ("slug", "name", "name_en")),
)
STEPS = 4  # how finely shares of a query are told apart


@dataclass
class Gathered:
    """Entries of pages: the first `exact` hold what was asked; the rest comes near, or `loose`."""

    query: str
    entries: list[dict[str, Any]]
    exact: int
    loose: bool = False

    def places(self, facts: list[Facts] | None = None) -> list[int]:
        """Positions of the entries in the order in which they are shown.

        Among equals, what is over comes last where `facts` tell it, and a title that begins with
        what was asked first: 沙 is rather 沙家浜 than 人才沙龙.
        """
        asked = _Asked(self.query)
        found = []
        for at, title in enumerate(_all_together(entry["title"] for entry in self.entries)):
            is_near = at >= self.exact
            distance = asked.share_missing(title) if is_near else 0
            over = facts is not None and facts[at].is_over
            begins = title.startswith(asked.text)
            found.append((is_near, distance, asked.distance(title), over, not begins, at))
        return [place[-1] for place in sorted(found)]


class _Asked:
    """A query as it is compared with titles, which come without anything between their words."""

    def __init__(self, query: str) -> None:
        (self.text,) = _all_together([query])
        words = words_of(meant(query[:LONGEST_QUERY]))
        self.words = words_of(query)
        self.grams = {
            gram for word in words for gram in (bigrams(word) if RUN.fullmatch(word) else [word])
        }

    def distance(self, title: str) -> int:
        """0 for the very title, 1 for one that holds it, 2 for one with all words, else 3."""
        if not self.text or title == self.text:
            return 0
        if self.text in title:
            return 1
        return 2 if all(word in title for word in self.words) else 3

    def share_missing(self, title: str) -> int:
        """How much of what was asked a title lacks: from 0 to `STEPS`."""
        missing = sum(gram not in title for gram in self.grams)
        return -(-STEPS * missing // max(1, len(self.grams)))


def _all_together(texts: Iterable[str]) -> list[str]:
    """Texts folded, and nothing between their words; at once, for one by one takes ten times."""
    lines = [" ".join(text.split()) for text in texts]
    even = folded("\n".join(lines)).split("\n") if lines else []
    return [NO_WORD.sub("", line) for line in even]


def gathered(query: str) -> Gathered:
    """What holds a query; where that is little, what comes near it; else what shares a part."""
    exact = entries_of(query)
    entries = list(exact)
    near = Nearly(query, clipped=not exact)
    if len(exact) < FEW and repr(nearly(near)) != repr(query_of(query)):
        known = {entry["id"] for entry in exact}
        entries += [one for one in entries_of(near) if one["id"] not in known]
    if entries:
        return Gathered(query, entries, len(exact))
    return Gathered(query, entries_of(Loosely(query)), 0, loose=True)


def entries_of(query: Any) -> list[dict[str, Any]]:
    """Public pages for a query, best first; of translations the one in the reader's language.

    Where few are written so in the reader's language, what is written so in another leads to its
    translation: `academicians` finds 院士开讲. One statement more where there is such a one.
    """
    found = get_search_backend().search(query, Page.objects.all()).get_queryset()
    if found.query.is_empty():
        return []
    rows = list(open_to_all(found.filter(depth__gt=1)).values(*FIELDS)[:MOST])
    active = get_language()
    own = [row for row in rows if row["locale__language_code"] == active]
    foreign = {row["translation_key"] for row in rows if row["locale__language_code"] != active}
    if not foreign:
        return own
    pages = Page.objects.filter(depth__gt=1, locale__language_code=active)
    translated = open_to_all(pages.filter(translation_key__in=foreign))
    by_key = {row["translation_key"]: row for row in translated.values(*FIELDS)}
    kept = [
        row
        for row in rows
        if row["locale__language_code"] == active or row["translation_key"] not in by_key
    ]
    if len(own) < FEW:
        known = {row["translation_key"] for row in kept}
        keys = dict.fromkeys(row["translation_key"] for row in rows)
        kept += [by_key[key] for key in keys if key in by_key and key not in known]
    return kept
