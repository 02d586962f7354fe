"""Saving what is being written, from any number of devices, without losing a word.

The draft carries a version. A device sends the version it last saw with what it has; when another
device saved meanwhile the answer is NEWER_DRAFT_EXISTS with the stored text, and nothing is
overwritten. To prefer its own text a device saves it again with the newer version.
"""

from typing import Any

from django.utils import timezone

from essays.enums import EssayOutcome
from essays.models import Essay, EssayDraft
from kernel.actions import action
from kernel.outcomes import Result


@action("essays.save_draft", audited=False)
def save_draft(
    *, by: Any, essay: Essay, title: str, text: str, version: int, genre: str | None = None
) -> Result:
    """Keep title and text of the author `by`; `version` is the one the device last saw; `genre`
    stays as it is when none is given.

    Outcomes: SAVED, UNCHANGED (both with `version` and `saved_at` in the details),
    NEWER_DRAFT_EXISTS (with the stored `title`, `text`, `version`, `saved_at`), NOT_WRITABLE.
    Raises Essay.DoesNotExist when `by` is not the author.
    """
    held = lock(essay, by)
    if not held.is_writable:
        return Result(EssayOutcome.NOT_WRITABLE, held, {"state": held.get_state_display()})
    return store(held, title=title, text=text, version=version, genre=genre)


def lock(essay: Essay, author: Any) -> Essay:
    """The author's essay with its row locked, so that saving and deciding take turns."""
    return (
        Essay.objects.of(author)
        .select_for_update(no_key=True, of=("self",))
        .select_related("task")
        .get(pk=essay.pk)
    )


def store(essay: Essay, *, title: str, text: str, version: int, genre: str | None = None) -> Result:
    """Write the draft of a locked essay, unless another device has written it since `version`."""
    draft, _made = EssayDraft.objects.get_or_create(essay=essay)
    genre = draft.genre if genre is None else genre
    same = (draft.title, draft.text, draft.genre) == (title, text, genre)
    details = {"version": draft.version, "saved_at": draft.saved_at}
    if same:
        # Also the repetition of a save whose answer never arrived: nothing to choose between.
        return Result(EssayOutcome.UNCHANGED, essay, details)
    if draft.version != version:
        return Result(
            EssayOutcome.NEWER_DRAFT_EXISTS,
            essay,
            details | {"title": draft.title, "text": draft.text},
        )
    draft.title, draft.text, draft.genre = title, text, genre
    draft.version, draft.saved_at = version + 1, timezone.now()
    draft.save(update_fields=["title", "text", "genre", "version", "saved_at"])
    return Result(EssayOutcome.SAVED, essay, {"version": draft.version, "saved_at": draft.saved_at})
