"""What becomes of registrations when two accounts of one person are merged."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.actions.locks import lock_offering, lock_offerings, lock_pools
from registration.actions.answers import drop_file
from registration.actions.promote import promote
from registration.enums import ALIVE, RegistrationState
from registration.hand_over_enums import HandOverState
from registration.models import (
    Answer,
    AnswerChange,
    HandOver,
    Invitation,
    Registration,
    RegistrationChange,
    TransferProposal,
)

# From far to near.
ORDER = (
    RegistrationState.WAITLISTED,
    RegistrationState.PENDING,
    RegistrationState.NOMINATED,
    RegistrationState.OFFERED,
    RegistrationState.CONFIRMED,
)
# How a person came to where they are goes on with it.
TAKEN_OVER = (
    *("state", "pool", "queued_at", "unit", "companions", "companion_names"),
    *("via", "is_late"),
    *("nominated_unit", "nominated_by", "rank", "offered_until", "reconfirm_by"),
)


def merge(keep: Any, drop: Any) -> None:
    """Registrations move; where both had one for an offering, the one that is further goes on.

    A row belongs to its person for ever, so the account that stays takes over the state, the pool
    and the place in the queue, and the other one is withdrawn: the seat is freed and taken under
    the offering's lock, where nobody comes between. All offerings of the one that goes are held:
    whoever decides about its registration meanwhile does so, and tells, before or afterwards.
    """
    lock_offerings(Registration.objects.of(drop).values_list("offering", flat=True))
    both = Registration.objects.of(keep).values("offering")
    twice = Registration.objects.of(drop).filter(offering__in=both).order_by("offering")
    for lost in twice.select_related("offering"):
        offering = lock_offering(lost.offering)
        lock_pools(offering)
        rows = Registration.objects.select_for_update(no_key=True).order_by("pk")
        rows = rows.filter(offering=offering, person__in=[keep.pk, drop.pk])
        pair = {row.person_id: row for row in rows}
        _merge_pair(pair[keep.pk], pair[drop.pk])
        promote(by=None, offering=offering)  # the seat that two held once
    Registration.objects.of(drop).exclude(offering__in=both).update(person=keep)
    RegistrationChange.objects.filter(by=drop).update(by=keep)
    Registration.objects.filter(nominated_by=drop).update(nominated_by=keep)
    AnswerChange.objects.filter(by=drop).update(by=keep)
    HandOver.objects.filter(person=drop).update(person=keep)
    # Nobody asks themselves.
    HandOver.objects.filter(registration__person=keep, person=keep).end(HandOverState.VOID)
    TransferProposal.objects.filter(proposed_by=drop).update(proposed_by=keep)
    TransferProposal.objects.filter(answered_by=drop).update(answered_by=keep)
    listed = Invitation.objects.filter(person=keep).values("offering")
    Invitation.objects.filter(person=drop, offering__in=listed).delete()
    Invitation.objects.filter(person=drop).update(person=keep)
    Invitation.objects.filter(by=drop).update(by=keep)


def _merge_pair(kept: Registration, lost: Registration) -> None:
    was = {name: getattr(lost, name) for name in TAKEN_OVER}
    if lost.state in ALIVE:
        HandOver.objects.filter(registration=lost).end(HandOverState.VOID)
        ended = {"state": RegistrationState.WITHDRAWN, "pool": None, "companion_names": ""}
        _set(lost, **ended, offered_until=None, reconfirm_by=None)
    if _further(was["state"]) > _further(kept.state):
        _set(kept, **was)
        _take_answers(kept, lost)
    elif kept.state == was["state"] and kept.state in ALIVE and was["queued_at"] < kept.queued_at:
        Registration.objects.filter(pk=kept.pk).update(queued_at=was["queued_at"])


def _take_answers(kept: Registration, lost: Registration) -> None:
    """What was answered for the place that goes on goes along; what it replaces goes."""
    given = Answer.objects.filter(registration=lost)
    replaced = Answer.objects.filter(registration=kept, question__in=given.values("question"))
    for answer in replaced:
        if answer.file:
            drop_file(answer)
        answer.delete()
    for rows in (given, AnswerChange.objects.filter(registration=lost)):
        rows.update(registration=kept)


def _further(state: str) -> int:
    """How near a state is to a place; what ended is nearer to none than anything alive."""
    return ORDER.index(state) if state in ORDER else -1


def _set(row: Registration, **values: Any) -> None:
    """Outside the table of moves: nobody decided anything, two rows became one."""
    before = row.state
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = timezone.now()
    row.save(update_fields=[*values, "changed_at"])
    if row.state != before:
        with translation.override(settings.LANGUAGE_CODE):
            reason = _("two accounts of one person were merged")
        RegistrationChange.objects.create(
            registration=row, from_state=before, to_state=row.state, reason=reason
        )


def collisions(keep: Any, drop: Any) -> list[str]:
    """Offerings for which both are registered."""
    kept = {row.offering_id: row for row in Registration.objects.of(keep)}
    lost = Registration.objects.of(drop).filter(offering__in=kept)
    return [
        _("Both are registered for %(offering)s (%(kept)s, %(lost)s): one place goes on.")
        % {
            "offering": row.offering,
            "kept": kept[row.offering_id].get_state_display(),
            "lost": row.get_state_display(),
        }
        for row in lost.select_related("offering__page")
    ]
