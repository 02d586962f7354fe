"""What beat asks for: collected mails whose time has come, deliveries that lost their task."""

from celery import shared_task
from django.utils import timezone

from kernel.models import OutboxTask
from kernel.outbox import Urgency, enqueue_many
from notices.delivery import TASK
from notices.digests import promise_digests
from notices.models import Delivery
from notices.sending import DELIVER


@shared_task(name="notices.send_digests")
def send_digests() -> int:
    """Promise the collected mails that are due; return how many are."""
    return promise_digests()


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
