"""Whether mails and text messages leave: a part of `/health/ready`."""

from datetime import timedelta

from django.db import DatabaseError
from django.db.models import Min, Q
from django.utils import timezone

from notices.enums import DeliveryState, Trouble
from notices.models import Delivery

# Our server may restart, and a plan be met late, without anybody being called.
PATIENCE = timedelta(minutes=15)
# A mail to thousands may be on its way for hours; after this nobody is at it any more.
STUCK = timedelta(hours=6)


def sender() -> str:
    """`ok`, or since when our mail server takes nothing, or how many nobody sends."""
    now = timezone.now()
    try:
        failing = Delivery.objects.filter(
            state=DeliveryState.FAILED, trouble=Trouble.SERVER, created_at__lt=now - PATIENCE
        ).aggregate(since=Min("created_at"))["since"]
        stuck = Delivery.objects.filter(
            Q(state__in=(DeliveryState.QUEUED, DeliveryState.SENDING), created_at__lt=now - STUCK)
            | Q(state=DeliveryState.FAILED, next_at__lt=now - PATIENCE)
        ).count()
    except DatabaseError:
        return "no connection"
    if failing:
        minutes = int((now - failing).total_seconds() // 60)
        return f"the mail server has taken nothing for {minutes} minutes"
    return f"{stuck} messages are not sent" if stuck else "ok"
