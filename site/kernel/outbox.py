"""The outbox: tasks are rows written with the change that causes them, done after commit.

A worker claims a row by moving its `due_at` ahead (a lease), works outside any lock, then marks it
done. The lease begins anew when its turn in the batch comes and is renewed while the work goes on;
a row that another worker took over meanwhile is left to that one. A worker that dies leaves a row
that falls due again: at least once, so handlers are idempotent. A task over which one worker after
another dies is given up (docs/adr/0027).

What is urgent goes first. Bulk is claimed one task at a time, and only while nothing else is due:
whatever somebody waits for overtakes thousands of bulk tasks after the one in work.
"""

import enum
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, F, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from kernel.models import OutboxTask

logger = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
GIVEN_UP: dict[str, Handler] = {}
_broker = {"silent until": 0.0}
LEASE = timedelta(minutes=5)
BATCH = 50
MAX_ATTEMPTS = 10
MAX_SILENT = 3  # turns in a row that ended without a word: the worker was killed
PAUSE = 15.0  # seconds in which a broker that did not answer is not asked again
TURN = 10.0  # seconds after which a drain lets the worker's other tasks in


class Urgency(enum.IntEnum):
    """Who waits for a task: a person at the screen, nobody in particular, nobody for hours."""

    AT_ONCE = 0
    USUAL = 1
    BULK = 2


class GiveUp(Exception):
    """Raised by a handler when trying again cannot help."""


class Later(Exception):
    """Raised by a handler that knows when to try again; it alone decides when to give up."""

    def __init__(self, after: timedelta, why: str = "") -> None:
        super().__init__(why)
        self.after = after


def handler(kind: str, *, given_up: Handler | None = None) -> Callable[[Handler], Handler]:
    """Register the function that does tasks of `kind`; it receives the payload.

    `given_up` receives that of a task nobody will try again, in the transaction that says so: it
    tells whoever waits. The task may have been done in part, or its worker killed at any point.
    """

    def decorate(function: Handler) -> Handler:
        HANDLERS[kind] = function
        if given_up is not None:
            GIVEN_UP[kind] = given_up
        return function

    return decorate


def enqueue(
    kind: str,
    payload: dict[str, Any],
    *,
    key: str | None = None,
    due_at: Any = None,
    urgency: Urgency = Urgency.USUAL,
) -> None:
    """Promise a task in the current transaction; a `key` seen before makes it a no-op."""
    enqueue_many(kind, [(key, payload)], due_at=due_at, urgency=urgency)


def enqueue_many(
    kind: str,
    tasks: Iterable[tuple[str | None, dict[str, Any]]],
    *,
    due_at: Any = None,
    urgency: Urgency = Urgency.USUAL,
) -> None:
    """Promise many tasks of one kind, each a key (or None) and a payload, in one statement."""
    if kind not in HANDLERS:
        raise LookupError(f"no handler for outbox tasks of kind {kind!r}")
    due_at = due_at or timezone.now()
    rows = [
        OutboxTask(kind=kind, payload=payload, key=key, due_at=due_at, urgency=urgency)
        for key, payload in tasks
    ]
    if not rows:
        return
    OutboxTask.objects.bulk_create(rows, ignore_conflicts=any(row.key for row in rows))
    # The row is what counts: a broker that is away must not break what was just committed.
    transaction.on_commit(_poke, robust=True)


@shared_task(name="kernel.drain")
def drain() -> int:
    """Do what is due for a turn, then let other tasks in; return how many were tried."""
    done, until = 0, time.monotonic() + TURN
    while tried := drain_once(until=until):
        done += tried
        if time.monotonic() > until:
            _poke()
            break
    return done


def _poke() -> None:
    """Wake a worker, if the broker answers: one that is silent costs one wait, not each its own.

    Beat looks for what is due all the same.
    """
    if time.monotonic() < _broker["silent until"]:
        return
    try:
        drain.apply_async(retry_policy={"max_retries": 1, "interval_start": 0})
    except BrokerAway:
        _broker["silent until"] = time.monotonic() + PAUSE
        logger.warning("the broker does not answer, beat looks for tasks", exc_info=True)


def is_promised(key: Any) -> Exists:
    """Condition: the task of this key, an expression, will still be done.

    In one statement with the row that waits for it, no task ends between the two.
    """
    return Exists(OutboxTask.objects.filter(key=key, done_at=None, given_up_at=None))


def due() -> Any:
    """Tasks that wait and whose time has come, the most urgent first, then the oldest."""
    return OutboxTask.objects.filter(
        done_at=None, given_up_at=None, due_at__lte=timezone.now()
    ).order_by("urgency", "due_at", "id")


def drain_once(limit: int = BATCH, until: float | None = None) -> int:
    """Claim and do up to `limit` due tasks, or one of bulk; return how many were tried.

    At least one; what is not begun `until` then (monotonic seconds) is given back: Celery kills a
    worker whose turn is too long, in the middle of whatever it is at.
    """
    tasks = _claim(limit)
    for number, task in enumerate(tasks):
        if number and until is not None and time.monotonic() > until:
            _give_back(tasks[number:])
            return number
        _do(task)
    return len(tasks)


def _claim(limit: int) -> list[OutboxTask]:
    lease = timezone.now() + LEASE
    with transaction.atomic():
        rows = due()
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        tasks = list(rows.exclude(urgency=Urgency.BULK)[:limit]) or list(rows[:1])
        OutboxTask.objects.filter(pk__in=[task.pk for task in tasks]).update(
            due_at=lease, attempts=F("attempts") + 1
        )
    for task in tasks:
        task.attempts += 1
        task.due_at = lease
    return tasks


def _give_back(tasks: list[OutboxTask]) -> None:
    """Let others have what was claimed together and not begun, as if it had not been claimed."""
    claimed = OutboxTask.objects.filter(
        pk__in=[task.pk for task in tasks], due_at=tasks[0].due_at, done_at=None
    )
    claimed.update(due_at=timezone.now(), attempts=F("attempts") - 1)


def _do(task: OutboxTask) -> None:
    # Every claim counts an attempt: the number says whether this claim is still the last one.
    row = OutboxTask.objects.filter(pk=task.pk, attempts=task.attempts, done_at=None)
    if task.silent >= MAX_SILENT:
        _give_up(task, row, f"its worker ended {task.silent} times without a word")
        return
    # Counted before and taken back after: whoever is killed in between says nothing any more.
    if not row.update(due_at=timezone.now() + LEASE, silent=F("silent") + 1):
        return
    try:
        with _kept(row):
            HANDLERS[task.kind](task.payload)
    except Later as later:
        row.update(error=str(later)[:2000], silent=0, due_at=timezone.now() + later.after)
    except Exception as error:  # noqa: BLE001 - one bad task must not stop the others
        _failed(task, row, error)
    else:
        row.update(done_at=timezone.now(), silent=0, error="")


@contextmanager
def _kept(row: QuerySet[OutboxTask]) -> Iterator[None]:
    """Renew the lease while the work goes on: it runs out when the process is gone, not before."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(LEASE.total_seconds() / 3):
            try:
                if not row.update(due_at=timezone.now() + LEASE):
                    return
            except DatabaseError:
                logger.warning("the lease of an outbox task was not renewed", exc_info=True)
            finally:
                connection.close()  # this thread's own

    keeper = threading.Thread(target=renew, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _failed(task: OutboxTask, row: QuerySet[OutboxTask], error: Exception) -> None:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    # Whatever an error quotes, the database takes it: neither NUL nor half a character.
    said = "".join(one for one in said if one.isprintable())
    if isinstance(error, GiveUp) or task.attempts >= MAX_ATTEMPTS:
        _give_up(task, row, said)
        return
    logger.warning("outbox task failed", extra={"kind": task.kind, "task": task.pk})
    wait = timedelta(seconds=min(30 * 2**task.attempts, 6 * 3600))
    row.update(error=said[:2000], silent=0, due_at=timezone.now() + wait)


def _give_up(task: OutboxTask, row: QuerySet[OutboxTask], why: str) -> None:
    """Say so, in the row as in the log; whoever waits for the task hears of it from its room."""
    logger.error("outbox task given up", extra={"kind": task.kind, "task": task.pk})
    final = {"error": why[:2000], "given_up_at": timezone.now()}
    try:
        with transaction.atomic():
            if row.update(**final) and task.kind in GIVEN_UP:
                GIVEN_UP[task.kind](task.payload)
    except Exception:
        logger.exception("nobody was told", extra={"kind": task.kind, "task": task.pk})
        row.update(**final)
