"""Telling a person: a record in the transaction that causes it, mails and texts after commit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import get_language_from_path, gettext

from kernel.outbox import Urgency, enqueue_many
from notices.enums import Kind
from notices.models import Delivery, Notice
from notices.placeholders import plain
from notices.sending import DELIVER
from notices.words import Words, own_words, tidy, written

# One task of the outbox sends as many mails over one connection.
TASK = 50
# As many are written by one statement; more people than a task holds are told in bulk.
CHUNK = 500
IN_BULK = frozenset({Kind.MESSAGE, Kind.DIGEST})


@dataclass(frozen=True)
class Note:
    """What one of many is told: see `notify`."""

    person: Any
    key: str
    path: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    topic: str = ""
    reply_to: str = ""


def notify(
    *,
    person: Any,
    kind: Kind,
    key: str,
    path: str = "",
    context: dict[str, Any] | None = None,
    topic: str = "",
    reply_to: str = "",
) -> Notice | None:
    """Write the notice of `kind` for `person`; the same `key` again writes nothing.

    `path` is where the reader goes next, in whichever language; `context` fills the words (see
    `placeholders`; a message takes `subject`, `text`, `sender`, `title`); `topic` is the public id
    of the offering it is about, whose organisers may follow the delivery; answers to the mail go to
    `reply_to`. Call inside the action's transaction.
    """
    made = notify_many(kind, [Note(person, key, path, context or {}, topic, reply_to)])
    return made[0] if made else None


def notify_many(
    kind: Kind,
    notes: Iterable[Note],
    *,
    is_new: bool = False,
    words: dict[str, Words] | None = None,
) -> list[Notice]:
    """The same for many people: a handful of statements for each five hundred of them.

    `is_new` says that the keys name what this very transaction wrote: nobody looks for them.
    `words`: by language, what stands for this once in place of the kind's own words.
    """
    wanted = {f"{kind}:{note.key}:{note.person.pk}": note for note in notes}
    if not wanted:
        return []
    in_bulk = kind in IN_BULK or len(wanted) > TASK
    own = {**own_words(kind), **(words or {})}
    made: list[Notice] = []
    for batch in batched(wanted.items(), CHUNK):
        chunk = dict(batch)
        written = Notice.objects.none() if is_new else Notice.objects.filter(key__in=chunk)
        for key in written.values_list("key", flat=True):
            del chunk[key]
        made += _tell(kind, chunk, own, Urgency.BULK if in_bulk else Urgency.AT_ONCE)
    return made


def take_out(words: str, *beginnings: str) -> None:
    """Take somebody's own words out of what others were told; a mark stands in their place.

    `beginnings` are of the keys of those notices: kind, colon, and what the note's key begins with.
    The collected mails that carried them are gone through as well.
    """
    words = tidy(plain(words))  # as they were put into the body
    if not words:
        return
    for beginning in beginnings:
        mine = Notice.objects.filter(key__startswith=beginning)
        carriers = Delivery.objects.filter(notice__in=mine).exclude(carrier=None).values("carrier")
        told = Notice.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=carriers))
        for notice in told.filter(body__contains=words):
            with translation.override(notice.language):
                notice.body = notice.body.replace(words, gettext("[removed]"))
            notice.save(update_fields=["body"])


def _tell(
    kind: Kind, wanted: dict[str, Note], own: dict[str, Words], urgency: Urgency
) -> list[Notice]:
    if not wanted:
        return []
    notices = Notice.objects.bulk_create(
        _written(kind, key, note, own) for key, note in wanted.items()
    )
    # By which channels they go is looked up when they leave: nobody waits for that at the screen.
    keys = [notice.pk for notice in notices]
    tasks = [(f"notices:{batch[0]}", {"notices": list(batch)}) for batch in batched(keys, TASK)]
    enqueue_many(DELIVER, tasks, urgency=urgency)
    return notices


def _written(kind: Kind, key: str, note: Note, own: dict[str, Words]) -> Notice:
    language = note.person.language
    with translation.override(language):
        subject, body = written(kind, note.person, note.context, own)
    return Notice(
        key=key,
        recipient=note.person,
        kind=kind,
        subject=subject,
        body=body,
        path=_in_language(note.path, language),
        topic=note.topic,
        reply_to=note.reply_to,
        language=language,
    )


def _in_language(path: str, language: str) -> str:
    """The address of the same page in the reader's language: whoever acts may read another one."""
    own = get_language_from_path(path) or settings.LANGUAGE_CODE
    if own == language:
        return path
    with translation.override(own):
        return translate_url(path, language)
