"""What happens when fewer take part than an offering needs: what its organiser laid down before."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
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
from registration.minimum import below_minimum, organisers_of
from registration.wording import title_of


@action("registration.meet_few")
def meet_few(*, by: Any, offering: Offering) -> Result:
    """Below the minimum on its date: FEW_TOLD, FEW_CANCELLED, FEW_HELD, or AS_BEFORE.

    Counted again under the lock, so that nobody who registered just now is cancelled. Where the
    organisers decide, they are told once for each date.
    """
    lock_pools(lock_offering(offering))
    few = below_minimum().select_related("page", "lead_unit").filter(pk=offering.pk).first()
    if few is None:
        return Result(RegistrationOutcome.AS_BEFORE, offering)
    outcome = RegistrationOutcome.FEW_TOLD
    if few.below_minimum == BelowMinimum.CANCEL:
        outcome = RegistrationOutcome.FEW_CANCELLED
        cancel_offering(by=by, offering=few, reason=_reason(few))
    elif few.below_minimum == BelowMinimum.HOLD:
        outcome = RegistrationOutcome.FEW_HELD
        settle_minimum(by=by, offering=few)
    if not _tell(few):
        return Result(RegistrationOutcome.AS_BEFORE, few)
    changes = {"confirmed": few.confirmed, "minimum": few.minimum}
    return Result(outcome, few, {"name": str(few), "changes": changes})


def _reason(few: Any) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        text = _("At least %(minimum)s participants were needed; %(confirmed)s have a place.")
        return text % {"minimum": few.minimum, "confirmed": few.confirmed}


def _tell(few: Any) -> int:
    """Tell the organisers, once for each date; return how many were told now."""
    key = f"minimum-{few.pk}-{few.minimum_due_at:%Y%m%d%H%M}"
    path = reverse("offerings:inspect", args=[few.pk])
    notes = []
    for person in organisers_of(few.lead_unit):
        with translation.override(person.language):
            context = {"offering": few, "title": title_of(few), "then": str(few.below_minimum)}
        notes.append(Note(person, key, path, context))
    return len(notify_many(Kind.BELOW_MINIMUM, notes))
