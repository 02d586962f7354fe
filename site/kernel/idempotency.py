"""Idempotency keys: a write repeated with its key gets the answer it got first, for 24 hours."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from kernel.models import IdempotencyKey

Answer = tuple[int, dict[str, Any]]


class KeyReused(Exception):
    """The key was used before with another body."""


def answer_once(
    *, owner: str, operation: str, key: str, body: Any, write: Callable[[], Answer]
) -> Answer:
    """Run `write` once per (owner, operation, key) and give its answer to every repetition.

    The key's row is locked while the write runs, so that a repetition waits for the first answer.
    Raises KeyReused when `body` differs from the first one's.
    """
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        IdempotencyKey.objects.bulk_create(
            [IdempotencyKey(owner=owner, operation=operation, key=key, body_hash=digest)],
            ignore_conflicts=True,
        )
        row = IdempotencyKey.objects.select_for_update().get(
            owner=owner, operation=operation, key=key
        )
        if row.body_hash != digest:
            raise KeyReused
        if row.status is not None:
            return row.status, row.answer or {}
        answer = write()
        row.status, row.answer = answer
        row.save(update_fields=["status", "answer"])
        return answer
