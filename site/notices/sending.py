"""Sending what was written: one task carries up to fifty notices over one connection.

Each delivery is claimed before it is sent and marked after, in statements of their own. Two
workers at one task share it and send nothing twice. A worker that dies leaves at most one delivery
claimed: when the task comes back the claim has run out and it is sent again under the same id,
though the server may have taken it before. Nothing is lost.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from kernel.outbox import Later, Urgency, enqueue, enqueue_many, handler
from notices.channels import lay_out
from notices.enums import Channel, DeliveryState, Trouble
from notices.lateness import by_day, has_passed
from notices.mails import mail_of, sms_of
from notices.models import Delivery
from notices.models.delivery import CLAIM
from notices.trouble import (
    SERVER_PATIENCE,
    Failure,
    SmsFailed,
    failure_of,
    server_wait,
    wait_after,
)

logger = logging.getLogger(__name__)

DELIVER = "notices.deliver"
# Seconds that one task may take; the rest of it gets a new turn. Below Celery's own limit.
TURN = 120.0
# What stands as the server's words where there were none.
SILENT = "The worker that sent it ended without a word."
SENDERS: dict[str, Callable[[Delivery, Any], None]] = {}


class NoAddress(Exception):
    """The person has no address for this channel any more."""


class TooLate(Exception):
    """What the notice says is over."""


def part(payload: dict[str, Any]) -> None:
    """When a task is given up: end what its workers died over, and send the rest one by one.

    A notice that cannot be laid out, or whose mail kills whoever writes it, keeps no other back.
    """
    notices = payload["notices"]
    held = Delivery.objects.filter(notice__in=notices, state=DeliveryState.SENDING)
    held.filter(claimed_at__lte=timezone.now() - CLAIM).update(
        state=DeliveryState.GIVEN_UP, next_at=None, trouble=Trouble.UNKNOWN, detail=SILENT
    )
    if len(notices) > 1:
        tasks = [(None, {"notices": [key]}) for key in notices]
        enqueue_many(DELIVER, tasks, urgency=Urgency.BULK)


@handler(DELIVER, given_up=part)
def deliver(payload: dict[str, Any]) -> None:
    """Send what is open of the notices of a task.

    Raises Later when our server does not answer, when time is up, or while another worker holds
    one of them; an address that fails has a task of its own and keeps nobody waiting.
    """
    lay_out(payload["notices"])
    rows = Delivery.objects.filter(notice__in=payload["notices"])
    until = monotonic() + TURN
    connection = mail.mailers["default"]
    try:
        for key in rows.claimable(timezone.now()).order_by("pk").values_list("pk", flat=True):
            if monotonic() > until:
                raise Later(timedelta(0), "to be gone on with")
            _deliver_one(key, connection)
    finally:
        _close(connection)
    if rows.held(timezone.now()).exists():
        raise Later(CLAIM, "another worker is at it")


def _deliver_one(key: int, connection: Any) -> None:
    delivery = claim(key)
    if delivery is None:
        return
    try:
        SENDERS[delivery.channel](delivery, connection)
    except NoAddress:
        _give_up(delivery, Failure(Trouble.NO_ADDRESS, ""))
    except TooLate:
        _give_up(delivery, Failure(Trouble.SMS_OVER, ""))
    except Exception as error:  # noqa: BLE001 - one address must not stop the others
        _failed(delivery, failure_of(error))
    else:
        now = timezone.now()
        _mark(delivery, state=DeliveryState.SENT, sent_at=now, next_at=None, trouble="", detail="")


def claim(key: int) -> Delivery | None:
    """Take a delivery; None when somebody else has it or it is done."""
    now = timezone.now()
    mine = Delivery.objects.filter(pk=key).claimable(now)
    if not mine.update(state=DeliveryState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    return Delivery.objects.select_related("notice__recipient").get(pk=key)


def _failed(delivery: Delivery, failure: Failure) -> None:
    """Plan the next attempt by the class of the error; nothing of it lies in a log."""
    logger.warning("delivery failed", extra={"delivery": delivery.pk, "trouble": failure.trouble})
    if failure.is_ours:
        _server_failed(delivery, failure)
        return
    wait = wait_after(failure.trouble, delivery.attempts)
    if wait is None:
        _give_up(delivery, failure)
        return
    next_at = timezone.now() + wait
    if delivery.channel == Channel.SMS:
        next_at = by_day(delivery.notice, next_at)
    with transaction.atomic():
        _mark(delivery, state=DeliveryState.FAILED, next_at=next_at, **vars(failure))
        enqueue(
            DELIVER,
            {"notices": [delivery.notice_id]},
            key=f"notices:{delivery.pk}:{delivery.round}:{delivery.attempts}",
            due_at=next_at,
            urgency=Urgency.USUAL,
        )


def _server_failed(delivery: Delivery, failure: Failure) -> None:
    now = timezone.now()
    if delivery.created_at < now - SERVER_PATIENCE:
        _give_up(delivery, failure)
        return
    wait = server_wait(delivery.attempts)
    _mark(delivery, state=DeliveryState.FAILED, next_at=now + wait, **vars(failure))
    raise Later(wait, failure.detail)


def _give_up(delivery: Delivery, failure: Failure) -> None:
    _mark(delivery, state=DeliveryState.GIVEN_UP, next_at=None, **vars(failure))


def _mark(delivery: Delivery, **values: str | datetime | None) -> None:
    # Only while the claim is still ours: who took over after it ran out has the last word.
    Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts
    ).update(**values)


def _mail(delivery: Delivery, connection: Any) -> None:
    person = delivery.notice.recipient
    if not person.email or not person.is_active:
        raise NoAddress
    # Opened here, so that one connection carries the whole task.
    connection.open()
    connection.send_messages([mail_of(delivery)])


def _sms(delivery: Delivery, connection: Any) -> None:
    person = delivery.notice.recipient
    if not person.phone or not person.is_active:
        raise NoAddress
    # Whoever has it sent again wants it all the same.
    if not delivery.round and has_passed(delivery.notice, timezone.now()):
        raise TooLate
    try:
        import_string(settings.SMS_SENDER)(person.phone, sms_of(delivery.notice))
    except SmsFailed:
        raise
    except Exception as error:  # it says nothing about our mail server
        raise SmsFailed(f"{type(error).__name__}: {error}") from error


def _close(connection: Any) -> None:
    try:
        connection.close()
    except OSError as error:
        # What was sent was accepted; only the good-bye failed.
        logger.info("mail server left without a word", extra={"error": str(error)})


SENDERS |= {Channel.MAIL: _mail, Channel.SMS: _sms}
