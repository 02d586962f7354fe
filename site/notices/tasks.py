"""What beat asks for: collected mails whose time has come, deliveries that lost their task."""

import logging

from celery import shared_task
from django.utils import timezone

from kernel.models import OutboxTask
from kernel.outbox import Urgency, enqueue_many
from notices.actions import send_digest
from notices.delivery import TASK
from notices.models import Delivery, DigestPlan
from notices.sending import DELIVER

logger = logging.getLogger(__name__)


@shared_task(name="notices.send_digests")
def send_digests() -> int:
    """Write every collected mail that is due, each in a transaction of its own; return how many.

    One that fails stays due, with all it was to carry, and keeps no other from being written.
    """
    due = DigestPlan.objects.filter(next_at__lte=timezone.now()).order_by("next_at")
    return sum(_is_written(plan) for plan in list(due.select_related("person")))


def _is_written(plan: DigestPlan) -> bool:
    try:
        return send_digest(by=None, plan=plan).changed
    except Exception:
        logger.exception("a collected mail was not written", extra={"plan": plan.pk})
        return False


@shared_task(name="notices.pick_up")
def pick_up() -> int:
    """Give open deliveries a task whose notices no task that is left names; return how many.

    It happens when the outbox gave a task up: its own error, not that of a delivery.
    """
    tasks = OutboxTask.objects.filter(kind=DELIVER, done_at=None, given_up_at=None)
    named = {
        key for payload in tasks.values_list("payload", flat=True) for key in payload["notices"]
    }
    rows = Delivery.objects.claimable(timezone.now()).order_by("pk")
    found = dict.fromkeys(rows.values_list("notice", flat=True))
    notices = [key for key in found if key not in named][:5000]
    parts = [notices[start : start + TASK] for start in range(0, len(notices), TASK)]
    enqueue_many(DELIVER, [(None, {"notices": part}) for part in parts], urgency=Urgency.BULK)
    return len(notices)
