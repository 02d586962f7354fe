"""A new essay against all earlier ones: how long it takes, what is found, what the index weighs.

Fingerprints are copied into the table as the site would write them; everything that is timed and
judged goes through the room's own function, index, search, exact comparison and writing included.
"""

import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from essays.enums import EssayState
from essays.models import Essay, EssayRevision, EssayTask, Fingerprint, OfficialText
from essays.shingles import plain, sample
from essays.similarity import compare, index_official
from events.models import Offering
from people.models import User
from tests.bench.planted import Copy, Sentence, Writer, plant, written

LENGTH = 2000  # characters of an essay
PORTION = 500  # essays written to the database at once
SECONDS = 2.0  # for one comparison
LEAST = 0.95  # recall and precision
VARIED = 200  # essays are made of so many, their sentences mixed anew: writing costs the most


@dataclass
class Planted:
    """What was found of what was planted, and how long each comparison took."""

    essays: int
    seconds: list[float] = field(default_factory=list)
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    named: int = 0  # findings altogether
    index_bytes: int = 0
    memory_bytes: int = 0

    @property
    def recall(self) -> float:
        """Of the planted copies, those whose source was named."""
        return sum(self.found.values()) / max(1, sum(self.planted.values()))

    @property
    def precision(self) -> float:
        """Of the findings, those that name a source."""
        return sum(self.found.values()) / max(1, self.named)

    @property
    def right(self) -> bool:
        """Fast enough, nearly everything found, nearly nothing else named."""
        return max(self.seconds) < SECONDS and self.recall >= LEAST and self.precision >= LEAST

    def sentence(self) -> str:
        """For the screen."""
        kinds = ", ".join(
            f"{kind} {self.found[kind]} of {number}" for kind, number in self.planted.items()
        )
        middle = sorted(self.seconds)[len(self.seconds) // 2]
        return (
            f"{'RIGHT' if self.right else 'WRONG'}: similarity, an essay of {LENGTH:,} characters"
            f" against {self.essays:,}: {middle * 1000:.0f} ms, at most"
            f" {max(self.seconds) * 1000:.0f} ms; recall {self.recall:.3f} ({kinds}), precision"
            f" {self.precision:.3f}; index {self.index_bytes / 2**20:,.0f} MB on disk, this process"
            f" {self.memory_bytes / 2**20:,.0f} MB at most."
        )

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "essays": self.essays,
            "seconds": sorted(self.seconds),
            "recall": self.recall,
            "precision": self.precision,
            "planted": dict(self.planted),
            "found": dict(self.found),
            "index_bytes": self.index_bytes,
            "memory_bytes": self.memory_bytes,
            "right": self.right,
        }


def similarity(offering: Offering, authors: list[User], essays: int, each: int) -> Planted:
    """Lay out `essays` essays, plant `each` copies of every kind, compare them and judge.

    `authors` are at least as many as essays and copies together.
    """
    writer = Writer(length=LENGTH)
    for text in writer.official:
        index_official(OfficialText.objects.create(title="公开文献", text=text))
    task = EssayTask.objects.create(
        offering=offering, title="心得", due_at=timezone.now(), max_characters=9000
    )
    sources, keys = lay_out(writer, task, authors[:essays], essays)
    copies = plant(writer, sources, each)
    later = revisions(task, authors[essays : essays + len(copies)], [copy.text for copy in copies])
    judged = Planted(essays)
    for copy, revision in zip(copies, later, strict=True):
        judge(judged, copy, revision, keys)
    judged.index_bytes = index_bytes()
    judged.memory_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return judged


def lay_out(
    writer: Writer, task: EssayTask, authors: list[User], number: int
) -> tuple[list[list[Sentence]], list[int]]:
    """The earlier essays; those from which copies are taken (the first ones), and their keys."""
    pool = [sentence for _ in range(VARIED) for sentence in writer.essay()[:-2]]
    fresh = [writer.essay() for _ in range(min(number, VARIED))]
    keys: list[int] = []
    for start in range(0, number, PORTION):
        part = authors[start : start + PORTION]
        texts = [
            written(fresh[at] if at < len(fresh) else mixed(writer, pool))
            for at in range(start, start + len(part))
        ]
        made = revisions(task, part, texts)
        fingerprints(made)
        keys += [revision.pk for revision in made]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return fresh, keys


def mixed(writer: Writer, pool: list[Sentence]) -> list[Sentence]:
    """An essay whose words are drawn anew, its stock phrases and quotations from the pool's."""
    sentences = []
    for sentence in writer.random.choices(pool, k=LENGTH // 22):
        kept = [word for word in sentence if len(word) > 2]
        sentences.append([*writer.words_of(max(1, len(sentence) - len(kept))), *kept])
    return sentences


@transaction.atomic
def revisions(task: EssayTask, authors: list[User], texts: list[str]) -> list[EssayRevision]:
    """Essays of the authors, each handed in once."""
    now = timezone.now()
    made = Essay.objects.bulk_create(
        Essay(task=task, author=author, state=EssayState.SUBMITTED, submitted_at=now)
        for author in authors
    )
    return EssayRevision.objects.bulk_create(
        EssayRevision(essay=essay, number=1, title="心得", text=text, characters=LENGTH)
        for essay, text in zip(made, texts, strict=True)
    )


def fingerprints(made: list[EssayRevision]) -> None:
    """Write the index of these revisions."""
    rows: Iterator[tuple[int, int]] = (
        (one, revision.pk)
        for revision in made
        for one in sorted(sample(plain(revision.text).hashes))
    )
    if connection.vendor != "postgresql":
        Fingerprint.objects.bulk_create(
            Fingerprint(hash=one, revision_id=revision) for one, revision in rows
        )
        return
    table = Fingerprint._meta.db_table
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} (hash, revision_id) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def judge(judged: Planted, copy: Copy, revision: EssayRevision, keys: list[int]) -> None:
    """Compare one planted text and note what was named."""
    start = perf_counter()
    check = compare(revision)
    judged.seconds.append(perf_counter() - start)
    named = set(check.found.values_list("other", flat=True)) & set(keys)
    judged.named += len(named)
    if copy.source is not None:
        judged.planted[copy.kind] += 1
        judged.found[copy.kind] += keys[copy.source] in named


def index_bytes() -> int:
    """What the fingerprints take on the disk; 0 where the database does not say."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [Fingerprint._meta.db_table])
        return int(cursor.fetchone()[0])
