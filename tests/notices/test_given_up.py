"""When the outbox gives a task of deliveries up: what it died over ends, all others arrive."""

import pytest
from django.core import mail
from django.utils import timezone

from kernel import outbox
from kernel.models import OutboxTask
from kernel.outbox import drain_once
from notices import sending
from notices.delivery import Note, notify_many
from notices.enums import DeliveryState, Kind, Trouble
from notices.models import Delivery
from notices.models.delivery import CLAIM
from notices.tasks import pick_up

STATE = DeliveryState
WORDS = {"subject": "题目", "text": "正文"}


class Killed(BaseException):
    """What ends a worker without a word."""


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Tasks wait until the test drains."""
    monkeypatch.setattr(outbox, "_poke", lambda: None)


@pytest.fixture
def notices(cast):
    """Three of one task; the second is the bad one."""
    people = (cast.participant, cast.colleague, cast.liaison)
    return notify_many(Kind.MESSAGE, [Note(p, "k", "/me/", WORDS) for p in people])


def go_on():
    """One worker after another, each after the lease and the claim of the one before."""
    for _ in range(30):
        due = OutboxTask.objects.filter(done_at=None, given_up_at=None)
        if not due.update(due_at=timezone.now()):
            return
        Delivery.objects.update(claimed_at=timezone.now() - CLAIM)
        try:
            drain_once()
        except Killed:
            continue
    raise AssertionError("it goes on for ever")


def deaths(monkeypatch, bad, error):
    """How often a worker comes to the mail of `bad` and ends there."""
    met, usual = [], sending.SENDERS["mail"]

    def send(delivery, connection):
        if delivery.notice_id == bad.pk:
            met.append(1)
            raise error
        usual(delivery, connection)

    monkeypatch.setitem(sending.SENDERS, "mail", send)
    return met


def test_a_mail_that_kills_its_workers_is_given_up_and_the_others_arrive(notices, monkeypatch):
    first, bad, third = notices
    met = deaths(monkeypatch, bad, Killed)
    go_on()
    assert pick_up() == 0, "nothing is left that would kill another"
    assert len(met) == outbox.MAX_SILENT
    rows = Delivery.objects.all()
    found = {row.notice_id: (row.state, row.trouble, row.detail) for row in rows}
    assert found == {
        first.pk: (STATE.SENT, "", ""),
        bad.pk: (STATE.GIVEN_UP, Trouble.UNKNOWN, sending.SILENT),
        third.pk: (STATE.SENT, "", ""),
    }
    assert len(mail.outbox) == 2, "nobody twice"


@pytest.mark.parametrize("error", [Killed, ValueError])
def test_a_notice_that_cannot_be_laid_out_keeps_no_other_back(notices, monkeypatch, error):
    first, bad, third = notices
    usual = sending.lay_out

    def lay_out(keys):
        if bad.pk in keys:
            raise error
        usual(keys)

    monkeypatch.setattr(sending, "lay_out", lay_out)
    go_on()
    assert dict(Delivery.objects.values_list("notice", "state")) == {
        first.pk: STATE.SENT,
        third.pk: STATE.SENT,
    }
    given_up = OutboxTask.objects.exclude(given_up_at=None).order_by("pk")
    parts = [task.payload["notices"] for task in given_up]
    assert parts == [[first.pk, bad.pk, third.pk], [bad.pk]]


def test_what_another_worker_has_in_hand_is_left_to_it(notices):
    sending.lay_out([notice.pk for notice in notices])
    row = sending.claim(Delivery.objects.first().pk)
    sending.part({"notices": [row.notice_id]})
    row.refresh_from_db()
    assert row.state == STATE.SENDING
