"""Essays of the scene: copied, sent as a file, written for a call."""

from datetime import timedelta

from django.utils import timezone

from essays import actions as essays
from essays.models import (
    Essay,
    EssayTask,
    EssayUpload,
    OfficialText,
    SimilarEssay,
    SimilarityRun,
)
from essays.similarity import compare
from essays.task_enums import Audience, TaskKind
from events.models import Offering
from media.uploads import DOCUMENTS, CheckedFile
from tests.factories import Cast, make_task

TEXT = "在纪念馆二层，我站在一张计算稿前面很久。纸已经发黄，铅笔字却还清楚。"


def make_similar(cast: Cast, offering: Offering, earlier: Essay) -> SimilarEssay:
    """The participant hands in the words of `earlier` once more; also a text that may be quoted."""
    task = make_task(offering, title="读书笔记")
    copied = essays.start(by=cast.participant, task=task).record
    values = {"title": "读后", "text": TEXT * 2, "version": 0, "original": True}
    essays.submit(by=cast.participant, essay=copied, **values)
    OfficialText.objects.create(title="前言", text="江山就是人民，人民就是江山。")
    SimilarityRun.objects.create()
    compare(earlier.latest_revision())
    return compare(copied.latest_revision()).found.get()


def make_sent_file(essay: Essay) -> EssayUpload:
    """The participant has sent a file, and has not looked at its text yet."""
    upload = EssayUpload(essay=essay, name="心得.pdf", text=TEXT, characters=30)
    content = CheckedFile(b"%PDF-1.7", "心得.pdf", DOCUMENTS["pdf"])
    upload.file.save("心得.pdf", content)
    return upload


def make_called(cast: Cast) -> Essay:
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
    values = {"title": "读后", "text": TEXT, "version": 0, "original": True}
    essays.submit(by=cast.colleague, essay=essay, **values)
    return essay
