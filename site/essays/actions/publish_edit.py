"""Editors propose a wording; it stands only when the author approves it."""

from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from essays.actions.publish_consent import held_publication
from essays.models import CopyEdit, Essay, EssayPage, Publication
from essays.publishing_rules import edit_publications
from essays.rules import write_essay
from essays.uses import EditState, PublishOutcome
from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import notify
from notices.enums import Kind
from publishing import languages
from publishing.page_cache import bump


@action("essays.propose_edit")
def propose_edit(
    *, by: Any, publication: Publication, title: str, text: str, note: str = ""
) -> Result:
    """Propose a wording to the author, who is told.

    Outcomes: EDIT_PROPOSED, EDIT_OPEN, EDIT_EMPTY, EDIT_SAME, NO_CONSENT (to any use: without it
    nobody prepares anything). Raises Forbidden for those who do not edit.
    """
    edit_publications.check(by, publication)
    held = held_publication(publication.essay)
    assert held is not None, "it was given"
    title, text = title.strip(), text.strip()
    if not held.consents.filter(ended_at=None).exists():
        return Result(PublishOutcome.NO_CONSENT, held)
    if held.open_edit is not None:
        return Result(PublishOutcome.EDIT_OPEN, held)
    if not title or not text:
        return Result(PublishOutcome.EDIT_EMPTY, held)
    if (title, text) == (held.title, held.text.strip()):
        return Result(PublishOutcome.EDIT_SAME, held)
    edit = CopyEdit.objects.create(publication=held, title=title, text=text, note=note.strip())
    _tell_author(held, edit)
    return Result(PublishOutcome.EDIT_PROPOSED, held)


@action("essays.take_back_edit")
def take_back_edit(*, by: Any, publication: Publication) -> Result:
    """Take the open proposal back: EDIT_TAKEN_BACK, or EDIT_SETTLED when there is none."""
    edit_publications.check(by, publication)
    held = held_publication(publication.essay)
    assert held is not None, "it was given"
    edit = held.open_edit
    if edit is None:
        return Result(PublishOutcome.EDIT_SETTLED, held, {"state": EditState.TAKEN_BACK.label})
    _settle(edit, EditState.TAKEN_BACK, "")
    return Result(PublishOutcome.EDIT_TAKEN_BACK, held)


@action("essays.answer_edit")
def answer_edit(*, by: Any, essay: Essay, edit: int, approves: bool, word: str = "") -> Result:
    """The author approves or refuses the proposal numbered `edit`, with a word if wished.

    Outcomes: EDIT_APPROVED, EDIT_REFUSED, EDIT_SETTLED. Raises Forbidden for anybody but the
    author, CopyEdit.DoesNotExist for a proposal of another essay.
    """
    write_essay.check(by, essay)
    held = held_publication(essay)
    proposal = CopyEdit.objects.get(pk=edit, publication=held)
    if proposal.state != EditState.OPEN:
        details = {"state": proposal.get_state_display()}
        return Result(PublishOutcome.EDIT_SETTLED, essay, details)
    _settle(proposal, EditState.APPROVED if approves else EditState.REFUSED, word)
    if not approves:
        return Result(PublishOutcome.EDIT_REFUSED, essay)
    for page in EssayPage.objects.filter(publication=held):
        page.title = page.publication.title
        # The search reads the new words. What editors wrote is not the author's to set right.
        page.save(clean=False)
    bump()
    return Result(PublishOutcome.EDIT_APPROVED, essay)


def _settle(edit: CopyEdit, state: EditState, word: str) -> None:
    edit.state, edit.answer, edit.answered_at = state, word.strip(), timezone.now()
    edit.save(update_fields=["state", "answer", "answered_at"])


def _tell_author(held: Publication, edit: CopyEdit) -> None:
    essay, task = held.essay, held.essay.task
    with translation.override(essay.author.language):
        path = reverse("essay-publication", args=[essay.public_id])
    notify(
        person=essay.author,
        kind=Kind.ESSAY_PROPOSED,
        key=f"{essay.public_id}:{edit.pk}",
        path=path,
        context={
            "task_title": languages.text(task, "title", essay.author.language),
            "essay_title": held.title,
            "comment": edit.note,
        },
        reply_to=task.offering.contact if task.offering else "",
    )
