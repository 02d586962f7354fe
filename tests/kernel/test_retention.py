"""What was kept long enough goes, nothing else, in batches that leave their mark in the audit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kernel import retention
from kernel.models import AuditRow, IdempotencyKey, OutboxTask, Retention
from kernel.retention import KINDS, RetentionOutcome, forget_all, preview, set_retention
from kernel.tasks import forget as nightly

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _five_years(settings) -> None:
    """Audit rows of a run are not due in the same run."""
    settings.AUDIT_RETENTION_DAYS = 5 * 365


def finished(*ages: int) -> list[OutboxTask]:
    """Tasks done so many days ago."""
    now = timezone.now()
    return [
        OutboxTask.objects.create(kind="test.note", done_at=now - timedelta(days=age))
        for age in ages
    ]


def standing(name: str) -> retention.Standing:
    """What the operator sees of one kind."""
    return next(one for one in preview() if one.kind.name == name)


def test_what_ran_out_goes_and_the_rest_stays():
    now = timezone.now()
    for name, age in (("old", timedelta(hours=25)), ("new", timedelta(hours=23))):
        IdempotencyKey.objects.create(
            owner="o", operation="o", key=name, body_hash="", created_at=now - age
        )
        Session.objects.create(
            session_key=name, session_data="", expire_date=now + timedelta(days=1) - age
        )
    _old, new = finished(31, 29)
    waiting = OutboxTask.objects.create(kind="test.note", created_at=now - timedelta(days=999))
    gone = nightly()
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert set(OutboxTask.objects.all()) == {new, waiting}
    assert {name: count for name, count in gone.items() if count} == {
        "kernel.idempotency_keys": 1,
        "kernel.sessions": 1,
        "kernel.tasks_done": 1,
    }


def test_a_run_goes_in_batches_and_says_so_in_the_audit(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    finished(40, 41, 42, 43, 44)
    assert forget_all()["kernel.tasks_done"] == 5
    rows = AuditRow.objects.filter(action="kernel.forget").order_by("pk")
    assert [row.changes["count"] for row in rows] == [2, 2, 1]
    assert {row.changes["kind"] for row in rows} == {"kernel.tasks_done"}
    assert Retention.objects.get(kind="kernel.tasks_done").went == 5


def test_a_second_run_changes_nothing():
    finished(40)
    forget_all()
    before = AuditRow.objects.count()
    assert set(forget_all().values()) == {0}
    assert AuditRow.objects.count() == before


def test_the_preview_tells_what_the_night_will_take():
    oldest = min(task.done_at for task in finished(10, 40, 50))
    due = standing("kernel.tasks_done")
    assert (due.days, due.count, due.oldest, due.ran_at) == (30, 2, oldest, None)
    assert OutboxTask.objects.count() == 3


def test_an_operator_sets_a_period_but_none_below_the_least(cast):
    kind = KINDS["kernel.tasks_given_up"]
    assert set_retention(by=cast.admin, kind=kind, days=29).outcome is RetentionOutcome.TOO_SHORT
    assert standing(kind.name).days == 180
    assert set_retention(by=cast.admin, kind=kind, days=90).outcome is RetentionOutcome.SET
    assert set_retention(by=cast.admin, kind=kind, days=90).outcome is RetentionOutcome.UNCHANGED
    assert standing(kind.name).days == 90
    assert AuditRow.objects.get(action="kernel.set_retention").changes["days"] == [180, 90]


def test_rows_that_carry_their_own_end_have_no_period_to_set(cast):
    result = set_retention(by=cast.admin, kind=KINDS["kernel.audit"], days=1)
    assert result.outcome is RetentionOutcome.FIXED


def test_audit_rows_go_by_their_own_date():
    today = timezone.localdate()
    for days in (-3, 5):
        AuditRow.objects.create(action="test.act", retain_until=today + timedelta(days=days))
    forget_all()
    left = AuditRow.objects.filter(action="test.act").values_list("retain_until", flat=True)
    assert list(left) == [today + timedelta(days=5)]


def test_audit_rows_are_due_by_the_date_that_their_triggers_read():
    row = AuditRow.objects.create(action="test.act", retain_until="2026-11-28")
    due = KINDS["kernel.audit"].due
    night_here = datetime(2026, 11, 28, 22, tzinfo=UTC)  # the 29th in Shanghai
    assert row not in due(night_here)
    assert row in due(night_here + timedelta(hours=2))


def test_a_kind_that_fails_keeps_no_other_one_from_going(monkeypatch):
    (old,) = finished(400)

    def break_off(rows):
        raise RuntimeError("the disk is full")

    # Alone by its name before all others.
    broken = replace(KINDS["kernel.tasks_done"], name="a.broken", let_go=break_off)
    monkeypatch.setitem(KINDS, broken.name, broken)
    with pytest.raises(ExceptionGroup, match="not everything") as raised:
        forget_all()
    [error] = raised.value.exceptions
    assert error.__notes__ == ["while letting go of a.broken"]
    assert not OutboxTask.objects.filter(pk=old.pk).exists()
    assert Retention.objects.get(kind="kernel.tasks_done").went == 1
    assert not Retention.objects.filter(kind="a.broken").exists()
