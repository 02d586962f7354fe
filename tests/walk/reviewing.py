"""What of essays and their review the walk comes by."""

from datetime import timedelta

from django.utils import timezone

from essays import actions as essays
from essays.models import (
    Criterion,
    Essay,
    EssayTask,
    EssayUpload,
    OfficialText,
    Recusal,
    ReviewComment,
    ReviewPlan,
    SimilarEssay,
    SimilarityRun,
)
from essays.similarity import compare
from essays.task_enums import Audience, TaskKind
from events.models import Offering
from media.uploads import DOCUMENTS, CheckedFile
from tests.factories import Cast, make_task


def make_returned(cast: Cast, offering: Offering, text: str) -> Essay:
    """The participant's, sent back with a comment on a passage."""
    essay = essays.start(by=cast.participant, task=make_task(offering, title="观后感")).record
    values = {"title": "观后", "text": text, "version": 0, "original": True}
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
    points = {task.criteria.get().public_id: 8}
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


def make_similar(cast: Cast, offering: Offering, earlier: Essay, text: str) -> SimilarEssay:
    """The participant hands in the words of `earlier` once more; also a text that may be quoted."""
    task = make_task(offering, title="读书笔记")
    copied = essays.start(by=cast.participant, task=task).record
    values = {"title": "读后", "text": text * 2, "version": 0, "original": True}
    essays.submit(by=cast.participant, essay=copied, **values)
    OfficialText.objects.create(title="前言", text="江山就是人民，人民就是江山。")
    SimilarityRun.objects.create()
    compare(earlier.latest_revision())
    return compare(copied.latest_revision()).found.get()


def make_sent_file(essay: Essay, text: str) -> EssayUpload:
    """The participant has sent a file, and has not looked at its text yet."""
    upload = EssayUpload(essay=essay, name="心得.pdf", text=text, characters=30)
    content = CheckedFile(b"%PDF-1.7", "心得.pdf", DOCUMENTS["pdf"])
    upload.file.save("心得.pdf", content)
    return upload


def make_called(cast: Cast, text: str) -> Essay:
    """A call to the unit, to which a colleague has handed something in."""
    call = EssayTask.objects.create(
        audience=Audience.UNITS,
        kind=TaskKind.CALL,
        by_units=True,
        lead_unit=cast.city,
        title="强国征文",
        min_characters=20,
        due_at=timezone.now() + timedelta(days=9),
    )
    call.units.add(cast.unit)
    essay = essays.start(by=cast.colleague, task=call).record
    values = {"title": "读后", "text": text, "version": 0, "original": True}
    essays.submit(by=cast.colleague, essay=essay, **values)
    return essay
