"""The database keeps audit rows, whoever asks."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kernel.models import AuditRow

pytestmark = pytest.mark.django_db(databases=["default", "sqlite"])


@pytest.fixture(params=["default", "sqlite"])
def alias(request: pytest.FixtureRequest) -> str:
    """Each database in turn."""
    return request.param


def row_kept_for(days: int, alias: str) -> AuditRow:
    """An audit row that may go in `days` days."""
    until = timezone.localdate() + timedelta(days=days)
    return AuditRow.objects.using(alias).create(action="test.act", retain_until=until)


def test_an_audit_row_is_never_changed(alias: str) -> None:
    row = row_kept_for(-1, alias)
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        AuditRow.objects.using(alias).filter(pk=row.pk).update(action="other")


def test_an_audit_row_is_not_deleted_before_its_date(alias: str) -> None:
    row = row_kept_for(2, alias)
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        AuditRow.objects.using(alias).filter(pk=row.pk).delete()
    assert AuditRow.objects.using(alias).filter(pk=row.pk).exists()


def test_an_audit_row_may_go_after_its_date(alias: str) -> None:
    row = row_kept_for(-2, alias)
    AuditRow.objects.using(alias).filter(pk=row.pk).delete()
    assert not AuditRow.objects.using(alias).filter(pk=row.pk).exists()
