"""Tidying up drops what is not needed any more, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kernel.models import IdempotencyKey, OutboxTask
from kernel.tasks import tidy

pytestmark = pytest.mark.django_db


def test_what_ran_out_goes_and_the_rest_stays() -> None:
    now = timezone.now()
    for name, age in (("old", timedelta(hours=25)), ("new", timedelta(hours=23))):
        IdempotencyKey.objects.create(
            owner="o", operation="o", key=name, body_hash="", created_at=now - age
        )
        Session.objects.create(
            session_key=name, session_data="", expire_date=now + timedelta(days=1) - age
        )
    for age in (31, 29):
        OutboxTask.objects.create(kind="test.note", done_at=now - timedelta(days=age))
    waiting = OutboxTask.objects.create(kind="test.note", created_at=now - timedelta(days=99))
    tidy()
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert OutboxTask.objects.filter(done_at=None).get() == waiting
    assert OutboxTask.objects.exclude(done_at=None).count() == 1
