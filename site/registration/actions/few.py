"""What the count on its date does: with enough it is settled, else what was laid down happens."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.actions import cancel_offering, settle_minimum
from events.actions.locks import lock_offering, lock_pools
from events.enums import BelowMinimum
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from notices.delivery import Note, notify_many
from notices.enums import Kind
from registration.enums import RegistrationOutcome
from registration.minimum import below_minimum, organisers_of, with_enough
from registration.wording import title_of

# Counted later than this, after its date, nothing is cancelled by itself: people rely on it by now.
LATE = timedelta(days=1)


@action("registration.meet_enough")
def meet_enough(*, by: Any, offering: Offering) -> Result:
    """At its minimum when it is counted: ENOUGH, from then on nobody counts again; or AS_BEFORE."""
    lock_pools(lock_offering(offering))
    enough = with_enough().select_related("page").filter(pk=offering.pk).first()
    if enough is None:
        return Result(RegistrationOutcome.AS_BEFORE, offering)
    enough.minimum_settled_at = timezone.now()
    enough.save(update_fields=["minimum_settled_at"])
    changes = {"confirmed": enough.confirmed, "minimum": enough.minimum}
    return Result(RegistrationOutcome.ENOUGH, enough, {"name": str(enough), "changes": changes})


@action("registration.meet_few")
def meet_few(*, by: Any, offering: Offering) -> Result:
    """Below the minimum on its date: FEW_TOLD, FEW_CANCELLED, FEW_HELD, or AS_BEFORE.

    Counted again under the lock, so that nobody who registered just now is cancelled. Where the
    organisers decide, and where it is counted LATE, they are told once for each date.
    """
    lock_pools(lock_offering(offering))
    few = below_minimum().select_related("page", "lead_unit").filter(pk=offering.pk).first()
    if few is None:
        return Result(RegistrationOutcome.AS_BEFORE, offering)
    outcome = RegistrationOutcome.FEW_TOLD
    then = _consequence(few)
    told = _tell(few, then)
    if then == BelowMinimum.CANCEL:
        outcome = RegistrationOutcome.FEW_CANCELLED
        cancel_offering(by=by, offering=few, reason=_reason(few))
    elif then == BelowMinimum.HOLD:
        outcome = RegistrationOutcome.FEW_HELD
        settle_minimum(by=by, offering=few)
    elif not told:
        return Result(RegistrationOutcome.AS_BEFORE, few)
    changes = {"confirmed": few.confirmed, "minimum": few.minimum}
    return Result(outcome, few, {"name": str(few), "changes": changes})


def _consequence(few: Any) -> str:
    is_late = few.minimum_due_at < timezone.now() - LATE
    if is_late and few.below_minimum == BelowMinimum.CANCEL:
        return BelowMinimum.ASK
    return str(few.below_minimum)


def _reason(few: Any) -> str:
    """In every language of the site: a reason is kept and sent as it stands, whoever reads it."""
    figures = {"minimum": few.minimum, "confirmed": few.confirmed}
    sentences = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            text = _("At least %(minimum)s participants were needed; %(confirmed)s have a place.")
            sentences.append(text % figures)
    return " ".join(sentences)


def _tell(few: Any, then: str) -> int:
    """Tell the organisers, once for each date, minimum and consequence; how many were told now."""
    key = f"minimum-{few.pk}-{few.minimum_due_at:%Y%m%d%H%M}-{few.minimum}-{then}"
    path = reverse("offerings:inspect", args=[few.pk])
    notes = []
    for person in organisers_of(few.lead_unit):
        with translation.override(person.language):
            context = {"offering": few, "title": title_of(few), "then": then}
        notes.append(Note(person, key, path, context))
    return len(notify_many(Kind.BELOW_MINIMUM, notes))
