"""What an author is told, in the transaction that causes it."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from essays.models import Essay, EssayReview, EssayRevision, names_of_reasons
from notices.delivery import Note, notify_many
from notices.enums import Kind
from notices.words import Words
from publishing import languages

__all__ = ["Words", "note_about", "said", "tell_author"]


def tell_author(
    essay: Essay,
    kind: Kind,
    revision: EssayRevision,
    *,
    words: dict[str, Words] | None = None,
    **context: Any,
) -> None:
    """Write the notice of `kind` about one revision; the reviewer is never named."""
    note = note_about(essay, revision, **context)
    notify_many(kind, [note], words=words)


def note_about(essay: Essay, revision: EssayRevision, **context: Any) -> Note:
    """What the author is told about one revision, before it gets its words."""
    author, task = essay.author, essay.task
    title = languages.text(task, "title", author.language)
    with translation.override(author.language):
        path = reverse("essay", args=[essay.public_id])
    return Note(
        person=author,
        key=f"{essay.public_id}:{revision.number}",
        path=path,
        context={"task_title": title, "revision": revision, **context},
        reply_to=task.offering.contact if task.offering else "",
    )


def said(review: EssayReview, author: Any, number: int) -> str:
    """Reasons, comment and `number` of comments in the text, in the author's language."""
    with translation.override(author.language):
        parts = []
        if review.reasons:
            listed = pgettext("between names", ", ").join(names_of_reasons(review.reasons))
            parts.append(gettext("Reasons: %(reasons)s") % {"reasons": listed})
        if review.comment:
            parts.append(review.comment)
        if number:
            sentence = ngettext(
                "%(number)s comment stands beside your text.",
                "%(number)s comments stand beside your text.",
                number,
            )
            parts.append(sentence % {"number": number})
        return "\n\n".join(parts)
