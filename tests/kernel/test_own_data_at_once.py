"""Two operators, or two presses, at one instant; and what happens without the lock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.db.models import QuerySet

from kernel import own_data
from kernel.models import AuditRow, DataExport, ErasureRequest
from kernel.own_data import OwnDataOutcome, ask_copy, ask_erasure, erase, refuse_erasure
from people.models import User
from tests.factories import Cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run all calls in threads with own connections; a refusal of the database is a result."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call().outcome
        except IntegrityError as error:
            return type(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both wait for each other where they have read and will write; under a lock one comes."""
    barrier, now = Barrier(2), own_data.timezone.now

    class Clock:
        @staticmethod
        def now() -> Any:
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=1)
            return now()

    monkeypatch.setattr(own_data, "timezone", Clock)


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)


def decide_both_ways(cast: Cast) -> list[Any]:
    """One operator erases while another refuses."""
    request = ErasureRequest.objects.create(person=cast.stranger)
    return at_once(
        lambda: erase(by=cast.admin, request=request),
        lambda: refuse_erasure(by=cast.organiser, request=request, reason="核对中。"),
    )


def test_one_request_is_decided_once(cast: Cast, meeting: None) -> None:
    outcomes = decide_both_ways(cast)
    assert outcomes.count(OwnDataOutcome.DECIDED_BEFORE) == 1
    erased = User.objects.get(pk=cast.stranger.pk).last_name == ""
    state = ErasureRequest.objects.get().state
    assert (erased, state) in {(True, "done"), (False, "refused")}
    assert (
        AuditRow.objects.filter(action__in=["kernel.erase", "kernel.refuse_erasure"]).count() == 1
    )


def test_control_without_the_lock_it_would_be_decided_twice(
    cast: Cast, meeting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    assert set(decide_both_ways(cast)) == {OwnDataOutcome.ERASED, OwnDataOutcome.REFUSED}


def test_two_presses_ask_once(cast: Cast) -> None:
    outcomes = at_once(*[lambda: ask_erasure(by=cast.participant)] * 2)
    assert set(outcomes) == {OwnDataOutcome.ERASURE_ASKED, OwnDataOutcome.ERASURE_ASKED_BEFORE}
    outcomes = at_once(*[lambda: ask_copy(by=cast.participant)] * 2)
    assert set(outcomes) == {OwnDataOutcome.ASKED, OwnDataOutcome.ASKED_BEFORE}
    assert (ErasureRequest.objects.count(), DataExport.objects.count()) == (1, 1)
