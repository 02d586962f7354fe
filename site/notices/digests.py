"""Collected mails are written by tasks of the outbox, one each.

One that fails, or over which workers are killed, keeps no other from being written. It is written
in one transaction with the plan of the next one: at most once for each time that was planned.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kernel.outbox import Later, Urgency, enqueue_many, handler
from notices.actions import pass_over_digest, send_digest
from notices.models import DigestPlan

DIGEST = "notices.write_digest"


def promise_digests() -> int:
    """Have every collected mail written whose time has come; return how many these are.

    Promised again, as while one is tried again, it is the same task: the key names the time.
    """
    due = DigestPlan.objects.filter(next_at__lte=timezone.now()).order_by("next_at")
    tasks: list[tuple[str | None, dict[str, Any]]] = [
        (f"digest:{plan.pk}:{at}", {"plan": plan.pk, "at": at})
        for plan in due
        for at in [plan.next_at.isoformat()]
    ]
    enqueue_many(DIGEST, tasks, urgency=Urgency.BULK)
    return len(tasks)


def _pass_over(payload: dict[str, Any]) -> None:
    plan = _plan(payload)
    if plan is not None:
        pass_over_digest(by=None, plan=plan)


@handler(DIGEST, given_up=_pass_over)
def write(payload: dict[str, Any]) -> None:
    """Write what was collected for a plan, if its time has come still.

    Raises Later where the clock of this machine is behind the one by which it was promised: once
    done it would not be promised again.
    """
    plan = _plan(payload)
    if plan is None:
        return
    early = plan.next_at - timezone.now()
    if early > timedelta(0) and plan.next_at.isoformat() == payload["at"]:
        raise Later(early, "this clock is behind")
    send_digest(by=None, plan=plan)


def _plan(payload: dict[str, Any]) -> DigestPlan | None:
    """The person's plan; None when they collect nothing any more."""
    return DigestPlan.objects.filter(pk=payload["plan"]).first()
