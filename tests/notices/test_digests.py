"""Collected mails that fail or kill their workers: no other waits, none is lost or doubled."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kernel import outbox
from kernel.models import OutboxTask
from kernel.outbox import drain_once
from notices import actions
from notices.actions.choosing import Wanted
from notices.delivery import notify
from notices.digests import DIGEST
from notices.enums import DeliveryState, Kind, MailChoice, Rhythm
from notices.models import Delivery, DigestPlan
from notices.outcomes import DeliveryOutcome
from notices.tasks import send_digests

NOTIFY = "notices.actions.collecting.notify"


class Killed(BaseException):
    """What ends a worker without a word."""


@pytest.fixture(autouse=True)
def plans(cast, tell, monkeypatch):
    """The bad one first: two persons who collect, each with one notice, and the hour has come."""
    monkeypatch.setattr(outbox, "_poke", lambda: None)
    wanted = {Kind.MESSAGE: Wanted(MailChoice.COLLECTED, sms=False)}
    for person in (cast.participant, cast.colleague):
        actions.choose(by=person, wanted=wanted, rhythm=Rhythm.DAILY, weekday=0, hour=8)
        tell(person)
    come()
    return [DigestPlan.objects.get(person=one) for one in (cast.participant, cast.colleague)]


def come():
    """The time of every collected mail, the participant's first."""
    for number, plan in enumerate(DigestPlan.objects.order_by("pk")):
        plan.next_at = timezone.now() - timedelta(minutes=9 - number)
        plan.save()


def go_on():
    """Beat and one worker after another, each when the lease of the one before has run out."""
    for _ in range(30):
        send_digests()
        waiting = OutboxTask.objects.filter(done_at=None, given_up_at=None)
        if not waiting.update(due_at=timezone.now()):
            return
        try:
            drain()
        except Killed:
            continue
    raise AssertionError("it goes on for ever")


def drain():
    """Do all that is due."""
    while drain_once():
        pass


def bad(monkeypatch, person, error, *, after=False):
    """Let whoever writes to `person` end in `error`, before or after it is written."""
    met = []

    def write(**given):
        if given["person"] != person:
            return notify(**given)
        met.append(1)
        if after:
            notify(**given)
        raise error

    monkeypatch.setattr(NOTIFY, write)
    return met


def received():
    """Whom a collected mail reached, in order."""
    return [to for one in mail.outbox for to in one.to]


@pytest.mark.parametrize("after", [False, True])
def test_one_that_kills_its_workers_keeps_no_other_back(cast, plans, monkeypatch, after):
    with monkeypatch.context() as patch:
        met = bad(patch, cast.participant, Killed(), after=after)
        go_on()
    assert len(met) == outbox.MAX_SILENT
    assert received() == [cast.colleague.email]
    assert OutboxTask.objects.exclude(given_up_at=None).get().kind == DIGEST
    plan, _other = plans
    plan.refresh_from_db()
    assert plan.next_at > timezone.now(), "nobody tries it for ever"
    come()
    go_on()
    assert received() == [cast.colleague.email, cast.participant.email], "nothing is lost"
    assert not Delivery.objects.filter(state=DeliveryState.COLLECTED).exists()


def test_a_worker_killed_once_sends_it_once(cast, monkeypatch):
    with monkeypatch.context() as patch:
        bad(patch, cast.participant, Killed(), after=True)
        send_digests()
        with pytest.raises(Killed):
            drain()
    go_on()
    assert sorted(received()) == sorted([cast.participant.email, cast.colleague.email])


def test_one_that_fails_is_tried_again(cast, monkeypatch):
    with monkeypatch.context() as patch:
        bad(patch, cast.participant, ValueError("one that cannot be written"))
        send_digests()
        drain()
    assert received() == [cast.colleague.email]
    assert "cannot be written" in OutboxTask.objects.get(kind=DIGEST, done_at=None).error
    go_on()
    assert received() == [cast.colleague.email, cast.participant.email]


def test_a_worker_whose_clock_is_behind_waits_for_its_time(cast, plans, monkeypatch):
    _other, last = plans
    send_digests()
    behind = last.next_at - timedelta(seconds=1)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: behind)
        OutboxTask.objects.update(due_at=behind)
        drain()
    assert received() == [cast.participant.email]
    go_on()
    assert received() == [cast.participant.email, cast.colleague.email]


def test_what_was_written_or_is_not_due_is_not_passed_over(plans):
    plan, _other = plans
    actions.send_digest(by=None, plan=plan)
    result = actions.pass_over_digest(by=None, plan=plan)
    assert result.outcome is DeliveryOutcome.NOTHING_COLLECTED
