"""A write repeated with its key gets the first answer."""

import pytest

from kernel.idempotency import KeyReused, answer_once
from kernel.models import IdempotencyKey

pytestmark = pytest.mark.django_db


def ask(body: dict, calls: list[int], key: str = "k1", owner: str = "p1") -> tuple[int, dict]:
    """One write that counts how often it really happens."""

    def write() -> tuple[int, dict]:
        calls.append(1)
        return 200, {"number": len(calls)}

    return answer_once(owner=owner, operation="register", key=key, body=body, write=write)


def test_the_second_answer_is_the_first() -> None:
    calls: list[int] = []
    assert ask({"a": 1}, calls) == ask({"a": 1}, calls) == (200, {"number": 1})
    assert len(calls) == 1


def test_another_body_under_the_same_key_is_refused() -> None:
    ask({"a": 1}, [])
    with pytest.raises(KeyReused):
        ask({"a": 2}, [])


def test_keys_of_others_do_not_meet() -> None:
    calls: list[int] = []
    ask({"a": 1}, calls)
    ask({"a": 1}, calls, owner="p2")
    assert len(calls) == 2


def test_a_write_that_fails_leaves_the_key_free() -> None:
    def broken() -> tuple[int, dict]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        answer_once(owner="p1", operation="register", key="k2", body={}, write=broken)
    assert not IdempotencyKey.objects.exists()
