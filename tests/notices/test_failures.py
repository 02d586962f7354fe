"""What a real mail server answers, and what becomes of the delivery."""

import smtplib
from datetime import timedelta

import pytest
from django.utils import timezone

from kernel.models import OutboxTask
from kernel.outbox import Later, drain_once
from notices import actions, sending
from notices.enums import DeliveryState, Trouble
from notices.models import Delivery
from notices.outcomes import DeliveryOutcome
from notices.trouble import PLAN, failure_of, wait_after
from tests.services.process import free_port

STATE = DeliveryState


def send(*notices):
    sending.deliver({"notices": [notice.pk for notice in notices]})


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", "trouble"))


def test_a_whole_task_goes_over_one_connection(cast, tell, mailbox, monkeypatch):
    opened = []
    connect = smtplib.SMTP.connect
    monkeypatch.setattr(
        smtplib.SMTP, "connect", lambda *args: (opened.append(1), connect(*args))[1]
    )
    notices = [tell(person) for person in (cast.participant, cast.colleague, cast.liaison)]
    send(*notices)
    assert (len(mailbox.messages), len(opened)) == (3, 1)
    assert states() == [(STATE.SENT, "")] * 3


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("550 5.1.1 no such user", (STATE.GIVEN_UP, Trouble.BAD_ADDRESS)),
        ("450 4.2.0 greylisted", (STATE.FAILED, Trouble.BUSY)),
    ],
)
def test_one_address_that_fails_keeps_nobody_waiting(cast, tell, mailbox, reply, expected):
    notices = [tell(person) for person in (cast.participant, cast.colleague)]
    mailbox.replies[cast.participant.email] = reply
    send(*notices)
    assert [message["To"] for message in mailbox.messages] == [cast.colleague.email]
    assert states() == [expected, (STATE.SENT, "")]
    assert Delivery.objects.first().detail == reply


def test_a_refused_message_is_given_up_and_a_busy_server_is_asked_again(cast, tell, mailbox):
    notices = [tell(person) for person in (cast.participant, cast.colleague)]
    mailbox.after += ["554 5.7.1 looks like spam", "451 4.3.0 try later"]
    send(*notices)
    assert states() == [(STATE.GIVEN_UP, Trouble.REFUSED), (STATE.FAILED, Trouble.BUSY)]


def test_what_failed_for_now_has_a_task_of_its_own_and_arrives(cast, tell, mailbox):
    notice = tell(cast.participant)
    mailbox.after.append("451 4.3.0 try later")
    drain_once()
    failed = notice.deliveries.get()
    retry = OutboxTask.objects.get(done_at=None)
    assert retry.due_at == failed.next_at
    wait = failed.next_at - timezone.now()
    assert timedelta(minutes=4) < wait <= PLAN[Trouble.BUSY][0]
    assert drain_once() == 0, "not before its time"
    OutboxTask.objects.filter(pk=retry.pk).update(due_at=timezone.now())
    Delivery.objects.update(next_at=timezone.now())
    drain_once()
    done = notice.deliveries.get()
    assert (done.state, done.attempts, done.next_at, done.detail) == (STATE.SENT, 2, None, "")
    assert len(mailbox.messages) == 1


def test_a_server_that_always_wants_us_later_is_given_up_in_the_end(cast, tell, mailbox):
    notice = tell(cast.participant)
    rounds = len(PLAN[Trouble.BUSY]) + 1
    mailbox.after += ["451 4.3.0 try later"] * rounds
    for _ in range(rounds):
        assert notice.deliveries.get().state in (STATE.QUEUED, STATE.FAILED)
        send(notice)
        Delivery.objects.update(next_at=timezone.now())
    assert states() == [(STATE.GIVEN_UP, Trouble.BUSY)]


def test_when_our_server_is_away_everything_waits_and_nothing_is_given_up(cast, tell, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": free_port(), "timeout": 2},
        }
    }
    notices = [tell(cast.participant), tell(cast.colleague)]
    with pytest.raises(Later) as later:
        send(*notices)
    assert later.value.after == timedelta(minutes=1)
    assert states() == [(STATE.FAILED, Trouble.SERVER), (STATE.QUEUED, "")]


def test_the_task_itself_waits_for_our_server_however_often(cast, tell, monkeypatch):
    tell(cast.participant)

    def away(*args):
        raise ConnectionRefusedError

    monkeypatch.setitem(sending.SENDERS, "mail", away)
    for _ in range(12):
        OutboxTask.objects.update(due_at=timezone.now())
        Delivery.objects.update(next_at=timezone.now())
        drain_once()
    task = OutboxTask.objects.get()
    assert (task.attempts, task.given_up_at) == (12, None)


def test_after_three_days_without_a_server_it_is_given_up(cast, tell, monkeypatch):
    notice = tell(cast.participant)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=3, minutes=1))
    monkeypatch.setitem(sending.SENDERS, "mail", lambda *args: (_ for _ in ()).throw(OSError()))
    send(notice)
    assert states() == [(STATE.GIVEN_UP, Trouble.SERVER)]


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.cn": (550, b"no")}), Trouble.BAD_ADDRESS),
        (smtplib.SMTPRecipientsRefused({"a@b.cn": (452, b"full")}), Trouble.BUSY),
        (smtplib.SMTPDataError(552, b"too large"), Trouble.REFUSED),
        (smtplib.SMTPDataError(421, b"bye"), Trouble.BUSY),
        (smtplib.SMTPSenderRefused(553, b"not you", "a@b.cn"), Trouble.SERVER),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), Trouble.SERVER),
        (smtplib.SMTPServerDisconnected("gone"), Trouble.SERVER),
        (TimeoutError("slow"), Trouble.SERVER),
        (ValueError("no address"), Trouble.BAD_ADDRESS),
        (RuntimeError("what"), Trouble.UNKNOWN),
    ],
)
def test_every_error_has_its_class(error, trouble):
    assert failure_of(error).trouble == trouble


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (smtplib.SMTPDataError(554, b"no\0t\r\n you\xff"), "554 not you\ufffd"),
        (RuntimeError("half \ud800 a\0 character"), "RuntimeError: half  a character"),
    ],
)
def test_what_was_said_is_kept_whatever_stands_in_it(cast, tell, monkeypatch, error, detail):
    notice = tell(cast.participant)
    monkeypatch.setitem(sending.SENDERS, "mail", lambda *args: (_ for _ in ()).throw(error))
    send(notice)
    assert notice.deliveries.get().detail == detail


def test_waits_grow_and_end():
    for trouble, plan in PLAN.items():
        assert plan == sorted(plan)
        assert [wait_after(trouble, n + 1) for n in range(len(plan))] == plan
        assert wait_after(trouble, len(plan) + 1) is None


def test_what_was_given_up_is_sent_again_under_a_new_id(cast, tell, mailbox):
    notice = tell(cast.participant)
    mailbox.replies[cast.participant.email] = "550 no such user"
    drain_once()
    cast.participant.email = "right@example.org"
    cast.participant.save()
    result = actions.resend(by=cast.organiser, delivery=notice.deliveries.get())
    assert result.outcome == DeliveryOutcome.QUEUED
    drain_once()
    (message,) = mailbox.messages
    assert (message["To"], states()) == ("right@example.org", [(STATE.SENT, "")])
    assert message["Message-ID"] == f"<notice-{notice.public_id}.1@localhost>"
    again = actions.resend(by=cast.organiser, delivery=notice.deliveries.get())
    assert again.outcome == DeliveryOutcome.NOT_FAILED
