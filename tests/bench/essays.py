"""The last hour before a deadline: everybody hands in, in bursts, while drafts are saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from typing import Any

from django.utils import timezone

from essays.enums import EssayState
from essays.models import Essay, EssayDraft, EssayRevision, EssayTask
from essays.task_enums import Audience
from people.models import User
from tests.bench.data import Scene
from tests.bench.measure import Call, Drive, Figures, Plan
from tests.bench.rows import cookie_of, form

BURST = 30
PATIENCE = 600.0  # seconds for all of them together
AN_HOUR = 3600.0
SENTENCE = "在纪念馆二层，我站在一张计算稿前面很久。纸已经发黄，铅笔字却还清楚。\n"  # 30 characters


def text_of(number: int) -> str:
    """1,500 characters of which no two people have the same."""
    return SENTENCE * 50 + f"第{number}篇"


def begun(scene: Scene, number: int) -> list[tuple[Any, Essay]]:
    """A task for everybody, and `number` people who have opened their page for it."""
    authors = list(User.objects.filter(pk__in=scene.cookies).order_by("pk")[:number])
    task = EssayTask.objects.create(
        audience=Audience.OPEN,
        lead_unit=scene.offering.lead_unit,
        title="征文",
        due_at=timezone.now() + timedelta(hours=1),
    )
    essays = Essay.objects.bulk_create(Essay(task=task, author=author) for author in authors)
    EssayDraft.objects.bulk_create(EssayDraft(essay=essay) for essay in essays)
    return list(zip(authors, essays, strict=True))


def saving(scene: Scene, author: Any, essay: Essay) -> Call:
    """What the editor sends while its author types."""
    headers = cookie_of(scene, author) | {"Accept": "application/json"}
    return form(_path(essay), headers, _fields(essay, "save"), status=200)


def submitting(scene: Scene, author: Any, essay: Essay) -> Call:
    """The press of the button."""
    fields = _fields(essay, "submit") | {"original": "on"}
    return form(_path(essay), cookie_of(scene, author), fields, status=302)


def _path(essay: Essay) -> str:
    return f"/me/essays/{essay.public_id}/"


def _fields(essay: Essay, do: str) -> dict[str, str]:
    return {"do": do, "title": "复核人一栏", "text": text_of(essay.pk), "version": "0"}


def saves(scene: Scene) -> Iterator[Call]:
    """For the row of the table: a different draft each time."""
    return (saving(scene, *pair) for pair in begun(scene, scene.size.essays))


def submits(scene: Scene) -> Iterator[Call]:
    """For the row of the table: a different essay each time."""
    return (submitting(scene, *pair) for pair in begun(scene, scene.size.essays))


@dataclass(frozen=True)
class LastHour:
    """How it ended."""

    people: int
    submitted: int
    whole: int  # revisions with every character that was sent
    seconds: float
    figures: Figures

    @property
    def right(self) -> bool:
        """Nobody lost, no character lost, and faster than they come."""
        return self.people == self.submitted == self.whole and self.seconds < AN_HOUR

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        counted = {"people": self.people, "submitted": self.submitted, "whole": self.whole}
        rate = round(self.people / self.seconds, 1)
        timed = {"seconds": round(self.seconds, 1), "submissions_per_second": rate}
        return counted | {"right": self.right} | timed | self.figures.plain()

    def sentence(self) -> str:
        """In words."""
        return (
            f"{'RIGHT' if self.right else 'WRONG'}: {self.people:,} people save and hand in an"
            f" essay, {self.figures.clients} at once: {self.submitted:,} submitted, {self.whole:,}"
            f" whole; {self.people / self.seconds:.0f} submissions and as many saved drafts a"
            f" second, all in {self.seconds:.0f} s, {self.figures.ms:.0f} ms,"
            f" p95 {self.figures.p95:.0f} ms, p99 {self.figures.p99:.0f} ms."
        )


def in_bursts(scene: Scene, pairs: list[tuple[Any, Essay]]) -> Iterator[Call]:
    """Thirty drafts are saved, then thirty who saved theirs three bursts ago hand in."""
    waiting: list[tuple[tuple[Any, Essay], ...]] = []
    for burst in batched(pairs, BURST):
        yield from (saving(scene, *pair) for pair in burst)
        waiting.append(burst)
        if len(waiting) > 3:
            yield from (submitting(scene, *pair) for pair in waiting.pop(0))
    for burst in waiting:
        yield from (submitting(scene, *pair) for pair in burst)


def last_hour(scene: Scene, port: int) -> LastHour:
    """All of them as fast as the site answers."""
    pairs = begun(scene, scene.size.submissions)
    calls = iter(list(in_bursts(scene, pairs)))
    plan = Plan(1, PATIENCE, 2 * len(pairs))
    taken, elapsed = Drive(port, calls).round(min(BURST, len(pairs)), plan)
    figures = Figures(min(BURST, len(pairs)))
    figures.add(taken, elapsed)
    return judged(pairs, elapsed, figures)


def judged(pairs: list[tuple[Any, Essay]], seconds: float, figures: Figures) -> LastHour:
    """What of it is in the database."""
    essays = [essay for _author, essay in pairs]
    submitted = Essay.objects.filter(pk__in=[e.pk for e in essays], state=EssayState.SUBMITTED)
    kept = dict(EssayRevision.objects.filter(essay__in=essays).values_list("essay", "text"))
    whole = sum(kept.get(essay.pk) == text_of(essay.pk) for essay in essays)
    return LastHour(len(pairs), submitted.count(), whole, seconds, figures)
