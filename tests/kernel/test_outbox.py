"""The outbox: at least once, never lost, one bad task stops no other."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kernel import outbox
from kernel.models import OutboxTask
from kernel.outbox import GiveUp, drain_once, enqueue, handler

pytestmark = pytest.mark.django_db
DONE: list[str] = []


@handler("test.note")
def note(payload: dict) -> None:
    """Note that it was done."""
    DONE.append(payload["name"])


@handler("test.fail")
def fail(payload: dict) -> None:
    """Fail for good or for now."""
    raise GiveUp("no such address") if payload["final"] else ConnectionError("away")


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    DONE.clear()


def test_a_task_runs_after_commit_and_not_before(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("test.note", {"name": "a"})
        assert DONE == []
    assert DONE == ["a"]
    assert OutboxTask.objects.get().done_at is not None


def test_a_rolled_back_change_leaves_no_task() -> None:
    with transaction.atomic():
        enqueue("test.note", {"name": "a"})
        transaction.set_rollback(True)
    assert not OutboxTask.objects.exists()


def test_the_same_key_is_one_task() -> None:
    for _ in range(2):
        enqueue("test.note", {"name": "a"}, key="once")
    assert OutboxTask.objects.count() == 1


def test_a_kind_without_a_handler_is_refused_at_once() -> None:
    with pytest.raises(LookupError):
        enqueue("test.nobody", {})


def test_a_failure_waits_longer_and_stops_no_other() -> None:
    enqueue("test.fail", {"final": False})
    enqueue("test.note", {"name": "b"})
    drain_once()

    failed = OutboxTask.objects.get(kind="test.fail")
    assert DONE == ["b"]
    assert "away" in failed.error
    assert failed.given_up_at is None
    assert failed.due_at > timezone.now()


def test_an_error_that_quotes_what_no_database_takes_stops_no_other(monkeypatch) -> None:
    def quote(payload: dict) -> None:
        raise ValueError("half \ud800 a\0 character")

    monkeypatch.setitem(outbox.HANDLERS, "test.fail", quote)
    enqueue("test.fail", {})
    enqueue("test.note", {"name": "b"})
    drain_once()
    assert DONE == ["b"]
    assert OutboxTask.objects.get(kind="test.fail").error == "ValueError: half  a character"


def test_a_hopeless_task_is_given_up() -> None:
    enqueue("test.fail", {"final": True})
    drain_once()
    assert OutboxTask.objects.get().given_up_at is not None


def test_a_worker_that_died_leaves_the_task_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue("test.note", {"name": "c"})
    outbox._claim(10)  # the worker dies here
    assert drain_once() == 0
    OutboxTask.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert drain_once() == 1
    assert DONE == ["c"]


def test_a_task_that_another_worker_took_over_is_left_to_it() -> None:
    enqueue("test.note", {"name": "d"})
    (slow,) = outbox._claim(10)
    OutboxTask.objects.update(due_at=timezone.now() - timedelta(seconds=1))  # its lease ran out
    (quick,) = outbox._claim(10)
    outbox._do(slow)
    assert DONE == []
    outbox._do(quick)
    outbox._do(slow)
    assert DONE == ["d"]


def test_the_lease_begins_when_the_task_does(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue("test.note", {"name": "e"})
    (task,) = outbox._claim(10)
    almost_out = timezone.now() + timedelta(seconds=1)
    OutboxTask.objects.update(due_at=almost_out)
    leases = []

    def look(payload: dict) -> None:
        leases.append(OutboxTask.objects.get().due_at)

    monkeypatch.setitem(outbox.HANDLERS, "test.note", look)
    outbox._do(task)
    assert leases[0] > almost_out + outbox.LEASE / 2


@handler("test.later")
def later(payload: dict) -> None:
    """Know when to try again."""
    raise outbox.Later(timedelta(hours=1), "the server rests")


def test_a_handler_that_knows_when_is_asked_then_and_never_given_up() -> None:
    enqueue("test.later", {})
    for _ in range(outbox.MAX_ATTEMPTS + 2):
        OutboxTask.objects.update(due_at=timezone.now())
        drain_once()
    task = OutboxTask.objects.get()
    wait = task.due_at - timezone.now()
    assert (task.given_up_at, task.error) == (None, "the server rests")
    assert timedelta(minutes=59) < wait <= timedelta(hours=1)


def test_the_urgent_goes_first_and_bulk_one_by_one() -> None:
    for name, urgency in (("bulk 1", 2), ("bulk 2", 2), ("usual", 1), ("now", 0)):
        enqueue("test.note", {"name": name}, urgency=outbox.Urgency(urgency))
    assert (drain_once(), DONE) == (2, ["now", "usual"])
    enqueue("test.note", {"name": "now again"}, urgency=outbox.Urgency.AT_ONCE)
    assert [drain_once(), drain_once(), drain_once(), drain_once()] == [1, 1, 1, 0]
    assert DONE[2:] == ["now again", "bulk 1", "bulk 2"]


def test_a_drain_goes_on_until_nothing_is_due_and_lets_others_in(monkeypatch) -> None:
    again: list[int] = []
    monkeypatch.setattr(outbox, "_poke", lambda: again.append(1))
    for name in "abc":
        enqueue("test.note", {"name": name}, urgency=outbox.Urgency.BULK)
    assert outbox.drain() == 3
    assert again == []
    for name in "abc":
        enqueue("test.note", {"name": name}, urgency=outbox.Urgency.BULK)
    monkeypatch.setattr(outbox, "TURN", 0.0)
    assert outbox.drain() == 1
    assert again == [1]


def test_what_a_turn_has_no_time_for_is_given_back_as_it_was(monkeypatch) -> None:
    monkeypatch.setattr(outbox, "_poke", lambda: None)
    for name in "abc":
        enqueue("test.note", {"name": name})
    monkeypatch.setattr(outbox, "TURN", 0.0)  # the first takes longer
    assert (outbox.drain(), DONE) == (1, ["a"])
    rest = OutboxTask.objects.filter(done_at=None)
    assert list(rest.values_list("attempts", "silent")) == [(0, 0)] * 2
    assert rest.filter(due_at__lte=timezone.now()).count() == 2, "another worker may begin at once"
    assert (drain_once(), DONE) == (2, ["a", "b", "c"])


def test_what_others_claimed_meanwhile_is_not_given_back() -> None:
    enqueue("test.note", {"name": "a"})
    mine = outbox._claim(10)
    OutboxTask.objects.update(due_at=timezone.now() - timedelta(seconds=1))  # its lease ran out
    (theirs,) = outbox._claim(10)
    outbox._give_back(mine)
    outbox._do(theirs)
    assert DONE == ["a"]


def test_a_broker_that_is_silent_costs_one_wait(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    asked: list[int] = []

    def away(**options: object) -> None:
        asked.append(1)
        raise outbox.BrokerAway("Timeout reading from socket")

    monkeypatch.setattr(outbox, "_broker", {"silent until": 0.0})
    monkeypatch.setattr(outbox.drain, "apply_async", away)
    for name in "ab":
        with django_capture_on_commit_callbacks(execute=True):
            enqueue("test.note", {"name": name})
    assert asked == [1]
    monkeypatch.setitem(outbox._broker, "silent until", 0.0)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("test.note", {"name": "c"})
    assert asked == [1, 1]
    assert (drain_once(), DONE) == (3, ["a", "b", "c"])
