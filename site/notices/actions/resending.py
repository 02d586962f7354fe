"""Sending again what was given up, once somebody has mended the cause."""

from typing import Any

from django.utils import timezone

from kernel.actions import action
from kernel.outbox import Urgency, enqueue
from kernel.outcomes import Result
from notices.enums import DeliveryState
from notices.models import Delivery
from notices.outcomes import DeliveryOutcome
from notices.sending import DELIVER

AGAIN = (DeliveryState.FAILED, DeliveryState.GIVEN_UP)


@action("notices.resend")
def resend(*, by: Any, delivery: Delivery) -> Result:
    """Queue a failed or given-up delivery anew: QUEUED, or NOT_FAILED.

    It gets a new id, so that a server that took the first one does not drop this as a repetition.
    """
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state not in AGAIN:
        return Result(DeliveryOutcome.NOT_FAILED, row)
    row.state, row.trouble, row.detail, row.next_at = DeliveryState.QUEUED, "", "", None
    row.attempts, row.round, row.created_at = 0, row.round + 1, timezone.now()
    row.save()
    enqueue(
        DELIVER,
        {"notices": [row.notice_id]},
        key=f"notices:{row.pk}:{row.round}:again",
        urgency=Urgency.AT_ONCE,
    )
    return Result(DeliveryOutcome.QUEUED, row)
