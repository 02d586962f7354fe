"""Sending an essay as a file: kept aside until its author has looked at the text."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from essays.actions.write import lock, store
from essays.counting import characters
from essays.enums import EssayOutcome
from essays.files import ReadFile
from essays.models import TITLE_LENGTH, Essay, EssayDraft, EssayUpload
from essays.outcomes import FileOutcome
from essays.task_enums import Takes
from kernel.actions import action
from kernel.outcomes import Result


@action("essays.send_file")
def send_file(*, by: Any, essay: Essay, read: ReadFile) -> Result:
    """Keep a file and its text aside; what was sent before and not taken over goes.

    Outcomes: FILE_READ with the upload, FILE_NOT_WANTED, NOT_WRITABLE. Raises Essay.DoesNotExist
    when `by` is not the author.
    """
    held = lock(essay, by)
    if not held.is_writable:
        return Result(EssayOutcome.NOT_WRITABLE, held, {"state": held.get_state_display()})
    if held.task.takes == Takes.TEXT:
        return Result(FileOutcome.FILE_NOT_WANTED, held)
    drop_files(list(held.uploads.filter(confirmed_at=None)))
    upload = EssayUpload(
        essay=held,
        name=str(read.file.name),
        title=read.title,
        text=read.text,
        characters=characters(read.text),
    )
    upload.file.save(str(read.file.name), read.file, save=True)
    return Result(FileOutcome.FILE_READ, upload, {"changes": {"characters": upload.characters}})


@action("essays.take_file", audited=False)
def take_file(*, by: Any, essay: Essay, upload: EssayUpload, title: str, version: int) -> Result:
    """Make the text of a file the draft; `version` is the draft that the author last saw.

    Outcomes: FILE_TAKEN, NEWER_DRAFT_EXISTS, NOT_WRITABLE.
    """
    held = lock(essay, by)
    if not held.is_writable:
        return Result(EssayOutcome.NOT_WRITABLE, held, {"state": held.get_state_display()})
    kept = store(held, title=title[:TITLE_LENGTH], text=upload.text, version=version)
    if not kept.ok:
        return kept
    EssayDraft.objects.filter(essay=held).update(upload=upload)
    drop_files(list(held.uploads.filter(revisions=None).exclude(pk=upload.pk)))
    upload.confirmed_at = timezone.now()
    upload.save(update_fields=["confirmed_at"])
    return Result(FileOutcome.FILE_TAKEN, held)


@action("essays.drop_file", audited=False)
def drop_file(*, by: Any, essay: Essay, upload: EssayUpload) -> Result:
    """Delete a file that was not taken over: FILE_DROPPED."""
    held = lock(essay, by)
    drop_files(list(held.uploads.filter(pk=upload.pk, confirmed_at=None)))
    return Result(FileOutcome.FILE_DROPPED, held)


def drop_files(uploads: list[EssayUpload]) -> None:
    """Delete rows, and their files once that is certain; revisions and drafts keep their words."""
    for upload in uploads:
        storage, name = upload.file.storage, str(upload.file.name)
        transaction.on_commit(partial(storage.delete, name), robust=True)
    EssayUpload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
