"""What a printed collection holds: only essays whose authors agree to print, as they agree."""

from collections.abc import Iterable
from typing import Any

from essays.enums import EssayState
from essays.models import EssayBook, Publication
from essays.reading import paragraphs
from essays.uses import Use
from media.papers.book import Chapter, Plan


def printable(rows: Any) -> list[Publication]:
    """Those of `rows` whose authors agree to print, in the order of a book. Three queries."""
    agreed = rows.filter(
        essay__state=EssayState.ACCEPTED, consents__use=Use.BOOK, consents__ended_at=None
    )
    joined = agreed.select_related("revision", "essay__author", "essay__unit")
    joined = joined.prefetch_related("consents", "edits")
    return list(joined.order_by("essay__task", "essay__submitted_at", "pk"))


def plan_of(book: EssayBook, rows: Iterable[Publication]) -> Plan:
    """The book as it will be set."""
    imprint = [line.strip() for line in book.imprint.splitlines() if line.strip()]
    return Plan(
        book.title,
        book.subtitle,
        imprint,
        [Chapter(one.title, one.byline(Use.BOOK), paragraphs(one.text)) for one in rows],
    )
