"""Two workers at once, a worker that is killed, thousands of mails: each once, nothing lost."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kernel import outbox
from kernel.models import OutboxTask
from kernel.outbox import Later, drain_once
from notices import sending
from notices.delivery import Note, notify, notify_many
from notices.enums import DeliveryState, Kind
from notices.models import Delivery
from notices.models.delivery import CLAIM
from people.models import User
from tests.factories import make_person
from tests.services.worker import run_apart

PEOPLE = 12
WORDS = {"subject": "题目", "text": "正文"}


def make_crowd(number):
    """Persons in one statement."""
    return User.objects.bulk_create(
        User(username=f"c{i}", last_name="众", first_name=str(i), email=f"c{i}@example.org")
        for i in range(number)
    )


def at_once(number, call):
    """What `number` threads that begin together end in."""
    barrier = Barrier(number)

    def run(_index: int) -> Any:
        try:
            barrier.wait()
            return call()
        except Later as later:
            return later
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.fixture
def quiet(monkeypatch):
    """Tasks wait until the test drains."""
    monkeypatch.setattr(outbox, "_poke", lambda: None)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    """At the same task, at the same moment, on a real server."""

    def told(self):
        people = [make_person() for _ in range(PEOPLE)]
        return notify_many(Kind.MESSAGE, [Note(p, "k", "/me/", WORDS) for p in people])

    def test_each_mail_is_sent_once(self, quiet, mailbox):
        notices = self.told()
        payload = {"notices": [notice.pk for notice in notices]}
        at_once(3, lambda: sending.deliver(payload))
        assert sorted(mailbox.ids) == sorted(f"<notice-{n.public_id}@localhost>" for n in notices)
        assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}

    def test_control_without_the_claim_mails_go_twice(self, quiet, mailbox, monkeypatch):
        notices = self.told()

        def unclaimed(key: int) -> Delivery:
            time.sleep(0.01)
            return Delivery.objects.select_related("notice__recipient").get(pk=key)

        monkeypatch.setattr(sending, "claim", unclaimed)
        payload = {"notices": [notice.pk for notice in notices]}
        at_once(3, lambda: sending.deliver(payload))
        assert len(mailbox.ids) > len(set(mailbox.ids)) == PEOPLE

    def test_two_drains_share_the_tasks(self, quiet, mailbox, monkeypatch):
        monkeypatch.setattr("notices.delivery.TASK", 2)
        self.told()
        done = at_once(2, lambda: sum(iter(drain_once, 0)))
        assert sum(done) == PEOPLE / 2
        assert len(mailbox.ids) == len(set(mailbox.ids)) == PEOPLE


WORKER = """
import os, signal
from kernel.outbox import drain_once
from notices import sending
real, taken = sending.SENDERS["mail"], []
def send(delivery, connection):
    real(delivery, connection)
    taken.append(delivery)
    if len(taken) == 2:
        os.kill(os.getpid(), signal.SIGKILL)  # the server has it, nothing says so here
sending.SENDERS["mail"] = send
drain_once()
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_sending_loses_nothing(quiet, mailbox):
    people = [make_person() for _ in range(3)]
    notices = notify_many(Kind.MESSAGE, [Note(p, "k", "/me/", WORDS) for p in people])
    done = run_apart(WORKER, MAILERS=mailbox.mailers)
    assert done.returncode == -signal.SIGKILL, done.stderr
    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == [DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.QUEUED]
    assert drain_once() == 0, "its lease still runs"

    later = timezone.now() - CLAIM
    OutboxTask.objects.update(due_at=timezone.now())
    Delivery.objects.filter(state=DeliveryState.SENDING).update(claimed_at=later)
    assert drain_once() == 1
    first, second, third = (f"<notice-{notice.public_id}@localhost>" for notice in notices)
    assert mailbox.ids == [first, second, second, third], "what was in its hands: twice, one id"
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


def test_what_another_worker_holds_is_waited_for(cast, tell):
    notice = tell(cast.participant)
    sending.claim(notice.deliveries.get().pk)  # and that worker is slow
    with pytest.raises(Later) as later:
        sending.deliver({"notices": [notice.pk]})
    assert later.value.after == CLAIM


def test_a_worker_that_lost_its_claim_has_no_say(cast, tell):
    notice = tell(cast.participant)
    slow = sending.claim(notice.deliveries.get().pk)
    Delivery.objects.update(claimed_at=timezone.now() - CLAIM)
    sending.deliver({"notices": [notice.pk]})
    sending._give_up(slow, sending.Failure("unknown", "late"))
    assert notice.deliveries.get().state == DeliveryState.SENT


def test_an_urgent_notice_overtakes_five_thousand(cast, monkeypatch):
    order = []
    monkeypatch.setitem(
        sending.SENDERS, "mail", lambda delivery, connection: order.append(delivery.notice.kind)
    )
    crowd = make_crowd(5000)
    notify_many(Kind.MESSAGE, [Note(person, "k", "/me/", WORDS) for person in crowd])
    assert OutboxTask.objects.count() == 100
    assert drain_once() == 1
    notify(person=cast.participant, kind=Kind.CONFIRMED, key="now", context={"title": "研修班"})
    assert drain_once() == 1
    assert (len(order), order[-1]) == (51, Kind.CONFIRMED)
    assert Delivery.objects.count() == 51, "the rest is laid out when its turn comes"


def test_a_turn_that_takes_too_long_is_gone_on_with_later(cast, tell, monkeypatch):
    notices = [tell(cast.participant), tell(cast.colleague)]
    clock = iter([0.0, 1.0, sending.TURN + 1])
    monkeypatch.setattr(sending, "monotonic", lambda: next(clock))
    with pytest.raises(Later):
        sending.deliver({"notices": [notice.pk for notice in notices]})
    assert Delivery.objects.filter(state=DeliveryState.SENT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_tasks_are_announced_once(monkeypatch):
    poked = []
    monkeypatch.setattr(outbox, "_poke", lambda: poked.append(1))
    with transaction.atomic():
        notify_many(Kind.MESSAGE, [Note(p, "k", "/me/", WORDS) for p in make_crowd(101)])
    assert (OutboxTask.objects.count(), len(poked)) == (3, 1)
