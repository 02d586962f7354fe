"""A task over which its worker is killed: given up in the end, while no other waits for it."""

import logging
import threading
import time
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kernel import outbox
from kernel.models import OutboxTask
from kernel.outbox import Later, drain_once, enqueue, handler
from tests.services.worker import run_apart

DONE: list[str] = []
TOLD: list[dict] = []
# Every turn is a process of its own, for which the lease of the one before has run out.
TURNS = """
import os, signal, sys
from django.utils import timezone
from kernel import outbox
from kernel.models import OutboxTask
outbox.MAX_SILENT = {most}
@outbox.handler("test.poison")
def poison(payload):
    os.kill(os.getpid(), signal.SIGKILL)
@outbox.handler("test.silent_note")
def note(payload):
    pass
for turn in range(5):
    child = os.fork()
    if not child:
        OutboxTask.objects.filter(given_up_at=None).update(due_at=timezone.now())
        outbox.drain_once()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@handler("test.poison", given_up=TOLD.append)
def poison(payload: dict) -> None:
    """Kill whoever does it: only in a process of its own."""


@handler("test.silent_note")
def note(payload: dict) -> None:
    """Note that it was done."""
    DONE.append(payload["name"])


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Tasks wait until the test drains."""
    DONE.clear()
    TOLD.clear()
    monkeypatch.setattr(outbox, "_poke", lambda: None)


def turns(most):
    """How five workers end, one after the other: -9 where one was killed."""
    enqueue("test.poison", {})
    enqueue("test.silent_note", {"name": "after it"})
    done = run_apart(TURNS.format(most=most))
    return [int(line) for line in done.stdout.split()], done.stderr


def let_the_lease_run_out():
    OutboxTask.objects.update(due_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_task_that_kills_its_workers_is_given_up():
    ends, log = turns(outbox.MAX_SILENT)
    assert ends == [-9, -9, -9, 0, 0]
    assert '"outbox task given up"' in log
    assert '"level": "error"' in log
    bad = OutboxTask.objects.get(kind="test.poison")
    assert bad.given_up_at is not None
    assert bad.error == "its worker ended 3 times without a word"
    assert OutboxTask.objects.get(kind="test.silent_note").done_at is not None
    assert "yanxi_outbox_given_up 1.0" in Client().get("/metrics").text


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_control_without_that_count_it_kills_for_ever():
    ends, _log = turns(10_000)
    assert ends == [-9] * 5
    assert not OutboxTask.objects.exclude(given_up_at=None).exists()


def die(monkeypatch, kind):
    """A turn that is begun and ends without a word, as a process that is killed leaves it."""

    class Killed(BaseException):
        pass

    def kill(payload: dict) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setitem(outbox.HANDLERS, kind, kill)
        let_the_lease_run_out()
        with pytest.raises(Killed):
            drain_once()
    let_the_lease_run_out()


def test_only_turns_without_a_word_in_a_row_count(db, monkeypatch):
    enqueue("test.silent_note", {"name": "a"})

    def late(payload: dict) -> None:
        raise Later(timedelta(0))

    def fail(payload: dict) -> None:
        raise ConnectionError

    for word in (late, fail):
        for _ in range(outbox.MAX_SILENT - 1):
            die(monkeypatch, "test.silent_note")
        with monkeypatch.context() as patch:
            patch.setitem(outbox.HANDLERS, "test.silent_note", word)
            drain_once()
    let_the_lease_run_out()
    drain_once()
    assert (DONE, OutboxTask.objects.get().silent) == (["a"], 0)


def test_a_task_that_was_claimed_and_not_begun_is_not_to_blame(db, monkeypatch):
    enqueue("test.poison", {})
    enqueue("test.silent_note", {"name": "behind it"})
    for _ in range(outbox.MAX_SILENT):
        die(monkeypatch, "test.poison")
    assert OutboxTask.objects.get(kind="test.silent_note").attempts == outbox.MAX_SILENT
    drain_once()
    assert DONE == ["behind it"]


def test_a_task_that_says_later_a_hundred_times_goes_on(db, monkeypatch):
    enqueue("test.silent_note", {"name": "at last"})

    def late(payload: dict) -> None:
        raise Later(timedelta(0), "not yet")

    with monkeypatch.context() as patch:
        patch.setitem(outbox.HANDLERS, "test.silent_note", late)
        for _ in range(100):
            assert drain_once() == 1
    assert OutboxTask.objects.get().given_up_at is None
    drain_once()
    assert DONE == ["at last"]


def test_whoever_waits_is_told_and_a_failure_of_that_changes_nothing(db, monkeypatch, caplog):
    for told in (TOLD.append, lambda payload: 1 / 0):
        monkeypatch.setitem(outbox.GIVEN_UP, "test.poison", told)
        enqueue("test.poison", {"name": "a"})
        for _ in range(outbox.MAX_SILENT):
            die(monkeypatch, "test.poison")
        with caplog.at_level(logging.ERROR, "kernel.outbox"):
            drain_once()
    assert TOLD == [{"name": "a"}]
    assert OutboxTask.objects.exclude(given_up_at=None).count() == 2
    assert [one.message for one in caplog.records] == [
        "outbox task given up",
        "outbox task given up",
        "nobody was told",
    ]


def work_slowly(seconds):
    """What three other workers find to do while one is at a task for so long."""
    enqueue("test.silent_note", {"name": "slow"})
    begun = threading.Event()

    def slow(payload: dict) -> None:
        begun.set()
        time.sleep(seconds)
        DONE.append(payload["name"])

    def work() -> None:
        try:
            drain_once()
        finally:
            connection.close()

    outbox.HANDLERS["test.silent_note"], usual = slow, note
    worker = threading.Thread(target=work)
    try:
        worker.start()
        begun.wait(10)
        outbox.HANDLERS["test.silent_note"] = note
        found = []
        for _ in range(3):
            time.sleep(seconds / 4)
            found.append(drain_once())
        return found
    finally:
        worker.join()
        outbox.HANDLERS["test.silent_note"] = usual


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestSlow:
    """A task takes longer than its lease, and its worker is still at it."""

    @pytest.fixture(autouse=True)
    def _short_lease(self, monkeypatch):
        monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=0.6))

    def test_nobody_takes_it_over_and_nothing_is_counted(self):
        assert work_slowly(2.4) == [0, 0, 0]
        task = OutboxTask.objects.get()
        assert (DONE, task.silent, task.attempts) == (["slow"], 0, 1)
        assert task.done_at is not None

    def test_control_without_renewal_it_is_done_twice(self, monkeypatch):
        monkeypatch.setattr(outbox, "_kept", lambda row: nullcontext())
        assert 1 in work_slowly(2.4)
        assert DONE == ["slow", "slow"]
