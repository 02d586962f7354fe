"""What of essays and their review the walk comes by."""

from decimal import Decimal

from essays import actions as essays
from essays.models import (
    Criterion,
    Essay,
    Recusal,
    ReviewComment,
    ReviewPlan,
)
from events.models import Offering
from tests.factories import Cast, make_task


def make_returned(cast: Cast, offering: Offering, text: str) -> Essay:
    """The participant's, sent back with a comment on a passage."""
    essay = essays.start(by=cast.participant, task=make_task(offering, title="观后感")).record
    # The words of nobody else: what an erased person wrote is looked for everywhere.
    values = {"title": "观后", "text": f"又看了一次。{text}", "version": 0, "original": True}
    essays.submit(by=cast.participant, essay=essay, **values)
    said = {"by": cast.reviewer, "essay": essay, "revision": 1}
    essays.comment(**said, text="请写明年份。", quote="纸已经发黄")
    essays.send_back(**said, comment="请补充。", reasons=[["字数不足", "Too short"]])
    return essay


def make_judged(cast: Cast, offering: Offering, text: str) -> Essay:
    """The colleague's, of a task where the organiser decides; recommended, and prepared."""
    task = make_task(offering, title="主题征文")
    ReviewPlan.objects.create(task=task, decides="chief", guidelines="看自己的话。")
    Criterion.objects.create(task=task, name="观察", name_en="Observation")
    essay = essays.start(by=cast.colleague, task=task).record
    values = {"title": "征文一篇", "text": text, "version": 0, "original": True}
    essays.submit(by=cast.colleague, essay=essay, **values)
    said = {"essay": essay, "revision": 1, "verdict": "accept"}
    points = {task.criteria.get().public_id: Decimal(8)}
    essays.advise(by=cast.reviewer, points=points, **said)
    essays.prepare(by=cast.organiser, **said)
    return essay


def make_recusal(cast: Cast) -> Recusal:
    """The reviewer leaves the essays of another unit to others."""
    said = {"by": cast.reviewer, "reviewer": cast.reviewer}
    return essays.recuse_unit(**said, unit=cast.other_unit.code).record


def make_comment(cast: Cast, essay: Essay) -> ReviewComment:
    """The reviewer's, on a passage of what waits."""
    said = {"revision": 1, "text": "哪一年的？", "quote": "一张计算稿"}
    return essays.comment(by=cast.reviewer, essay=essay, **said).details["comment"]
