"""What a person may ask about their own data: a copy of it, and to be forgotten.

The copy is made by the room that can show it, as an outbox task of kind `BUILD`. Forgetting is
asked for by the person and carried out by an operator, never by the same account: it cannot be
undone.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel import privacy
from kernel.actions import action
from kernel.models import DataExport, ErasureRequest
from kernel.outbox import enqueue, is_promised
from kernel.outcomes import Effect, Outcome, Result

BUILD = "kernel.build_copy"
COPY_DAYS = 7
# Whoever asks again within this time gets the copy that is there.
AGAIN_AFTER = timedelta(minutes=10)
KEY = "copy:"  # of the task that makes a copy, before its public id
State = ErasureRequest.State


class OwnDataOutcome(Outcome):
    """How asking about one's own data ends."""

    ASKED = (
        Effect.DONE,
        _("Your copy is being made. It will stand on this page in a minute or so."),
    )
    ASKED_BEFORE = (
        Effect.SAME,
        _("You asked for a copy a few minutes ago: please use the one on this page."),
    )
    COPY_MADE = Effect.DONE, _("The copy is ready.")
    COPY_THERE = Effect.SAME, _("The copy is there already.")
    ERASURE_ASKED = (
        Effect.DONE,
        _(
            "Your request has been received. An operator decides about it; until then nothing "
            "changes, and you can take the request back."
        ),
    )
    ERASURE_ASKED_BEFORE = Effect.SAME, _("Your request is with the operators already.")
    TAKEN_BACK = Effect.DONE, _("Your request is taken back. Everything stays as it is.")
    NO_REQUEST = Effect.SAME, _("There is no request that could be taken back.")
    REFUSED = Effect.DONE, _("The request is refused; the person reads your answer on “My data”.")
    ERASED = Effect.DONE, _("The person is erased. Records and figures stay, and name nobody.")
    DECIDED_BEFORE = Effect.REFUSED, _("Somebody has decided about this request already.")
    OWN_REQUEST = (
        Effect.REFUSED,
        _("Nobody decides about their own request: please ask another operator."),
    )
    HINDERED = Effect.REFUSED, _("This must be settled first: %(hindrances)s")
    ADMINISTRATOR = (
        Effect.REFUSED,
        _("This account administers the site: another administrator must take that right away."),
    )


def copies_of(person: Any) -> QuerySet[Any]:
    """A person's copies, the last one asked for first, each with `is_coming`: it is being made.

    One that has no file and is not coming was given up: nothing comes of it.
    """
    key = Concat(Value(KEY), OuterRef("public_id"))
    return DataExport.objects.filter(person=person).annotate(is_coming=is_promised(key))


@action("kernel.ask_copy")
def ask_copy(*, by: Any) -> Result:
    """Have a copy made of everything held about the person who asks: ASKED or ASKED_BEFORE."""
    _lock(by)
    now = timezone.now()
    recent = copies_of(by).filter(asked_at__gt=now - AGAIN_AFTER).first()
    if recent is not None and (recent.file or recent.is_coming):
        return Result(OwnDataOutcome.ASKED_BEFORE, recent)
    copy = DataExport.objects.create(
        person=by, asked_at=now, expires_at=now + timedelta(days=COPY_DAYS)
    )
    enqueue(BUILD, {"copy": copy.public_id}, key=f"{KEY}{copy.public_id}")
    return Result(OwnDataOutcome.ASKED, copy)


@action("kernel.keep_copy")
def keep_copy(*, by: Any, copy: DataExport, content: bytes) -> Result:
    """Put the finished file into the private storage under a name that tells nothing."""
    copy = DataExport.objects.select_for_update().get(pk=copy.pk)
    if copy.file:
        return Result(OwnDataOutcome.COPY_THERE, copy)
    copy.made_at, copy.size = timezone.now(), len(content)
    copy.file.save(f"{copy.public_id}.zip", ContentFile(content), save=False)
    copy.save(update_fields=["made_at", "size", "file"])
    return Result(OwnDataOutcome.COPY_MADE, copy)


@action("kernel.ask_erasure")
def ask_erasure(*, by: Any, note: str = "") -> Result:
    """Ask to be forgotten; one request at a time."""
    _lock(by)
    there = ErasureRequest.objects.filter(person=by, state=State.OPEN).first()
    if there is not None:
        return Result(OwnDataOutcome.ERASURE_ASKED_BEFORE, there)
    made = ErasureRequest.objects.create(person=by, note=note.strip()[:500])
    return Result(OwnDataOutcome.ERASURE_ASKED, made)


@action("kernel.take_back_erasure")
def take_back_erasure(*, by: Any) -> Result:
    """Take one's own open request back."""
    request = ErasureRequest.objects.select_for_update().filter(person=by, state=State.OPEN).first()
    if request is None:
        return Result(OwnDataOutcome.NO_REQUEST)
    _decide(request, State.WITHDRAWN, by)
    return Result(OwnDataOutcome.TAKEN_BACK, request)


@action("kernel.refuse_erasure")
def refuse_erasure(*, by: Any, request: ErasureRequest, reason: str) -> Result:
    """Say why the person cannot be forgotten; the person reads it."""
    request = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    if refusal := _not_decidable(request, by):
        return Result(refusal, request)
    _decide(request, State.REFUSED, by, answer=reason)
    return Result(OwnDataOutcome.REFUSED, request)


@action("kernel.erase")
def erase(*, by: Any, request: ErasureRequest) -> Result:
    """Empty, in every room, what names the person or was written by them. Cannot be undone."""
    request = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    if refusal := _not_decidable(request, by):
        return Result(refusal, request)
    person = _lock(request.person)
    if person.is_superuser:
        return Result(OwnDataOutcome.ADMINISTRATOR, request)
    if found := privacy.hindrances(person):
        return Result(OwnDataOutcome.HINDERED, request, {"hindrances": " ".join(found)})
    _decide(request, State.DONE, by)
    privacy.erase_all(person)
    request.note = ""
    return Result(OwnDataOutcome.ERASED, request)


def _lock(person: Any) -> Any:
    return get_user_model().objects.select_for_update().get(pk=person.pk)


def _not_decidable(request: ErasureRequest, by: Any) -> OwnDataOutcome | None:
    if request.state != State.OPEN:
        return OwnDataOutcome.DECIDED_BEFORE
    return OwnDataOutcome.OWN_REQUEST if by == request.person else None


def _decide(request: ErasureRequest, state: str, by: Any, answer: str = "") -> None:
    request.state, request.decided_by, request.decided_at = state, by, timezone.now()
    request.answer = answer[:300]
    request.save(update_fields=["state", "decided_by", "decided_at", "answer"])
