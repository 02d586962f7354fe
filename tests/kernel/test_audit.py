"""The database keeps audit rows, whoever asks."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from kernel.audit import record_audit
from kernel.models import AuditRow
from kernel.outcomes import Result
from kernel.own_data import OwnDataOutcome
from registration.actions import withdraw
from tests.factories import Cast, make_offering, make_registration

pytestmark = pytest.mark.django_db(databases=["default", "sqlite"])


@pytest.fixture(params=["default", "sqlite"])
def alias(request: pytest.FixtureRequest) -> str:
    """Each database in turn."""
    return request.param


def row_kept_for(days: int, alias: str, **fields: Any) -> AuditRow:
    """An audit row that may go in `days` days."""
    until = timezone.localdate() + timedelta(days=days)
    return AuditRow.objects.using(alias).create(action="test.act", retain_until=until, **fields)


def test_a_row_says_as_what_somebody_acted_and_about_whom(cast: Cast) -> None:
    registration = make_registration(make_offering(unit=cast.city), cast.participant)
    withdraw(by=cast.liaison, registration=registration)
    row = AuditRow.objects.get(action="registration.withdraw")
    assert (row.actor, row.role, row.unit) == (cast.liaison, "liaison", cast.unit.public_id)
    assert row.about == cast.participant


def test_what_the_system_does_has_no_role(cast: Cast) -> None:
    row = record_audit(action="test.act", by=None, result=Result(OwnDataOutcome.COPY_MADE))
    assert (row.actor, row.role, row.unit, row.about) == (None, "", "", None)


def test_an_audit_row_is_never_changed(alias: str) -> None:
    row = row_kept_for(-1, alias)
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        AuditRow.objects.using(alias).filter(pk=row.pk).update(action="other")


@pytest.mark.parametrize(
    "values",
    [
        {"reason": "another"},
        {"reason": ""},
        {"reason": AuditRow.ERASED, "action": "other"},
        {"reason": AuditRow.ERASED, "changes": {}},
        {"reason": AuditRow.ERASED, "retain_until": date(2000, 1, 1)},
    ],
)
def test_nothing_but_the_reason_goes_and_only_for_the_mark(alias: str, values: dict) -> None:
    row = row_kept_for(9, alias, reason="因病", changes={"state": "removed"})
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        AuditRow.objects.using(alias).filter(pk=row.pk).update(**values)
    row.refresh_from_db(using=alias)
    assert (row.reason, row.action) == ("因病", "test.act")


def test_a_reason_may_be_emptied_when_a_person_is_erased(alias: str) -> None:
    row = row_kept_for(9, alias, reason="因病")
    AuditRow.objects.using(alias).filter(pk=row.pk).update(reason=AuditRow.ERASED)
    row.refresh_from_db(using=alias)
    assert row.reason == AuditRow.ERASED


def test_a_table_of_kept_rows_is_not_truncated(alias: str) -> None:
    row_kept_for(9, alias)
    word = "TRUNCATE" if connections[alias].vendor == "postgresql" else "DELETE FROM"
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(f"{word} kernel_auditrow")
    assert AuditRow.objects.using(alias).count() == 1


def test_an_audit_row_is_not_deleted_before_its_date(alias: str) -> None:
    row = row_kept_for(2, alias)
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        AuditRow.objects.using(alias).filter(pk=row.pk).delete()
    assert AuditRow.objects.using(alias).filter(pk=row.pk).exists()


def test_an_audit_row_may_go_after_its_date(alias: str) -> None:
    row = row_kept_for(-2, alias)
    AuditRow.objects.using(alias).filter(pk=row.pk).delete()
    assert not AuditRow.objects.using(alias).filter(pk=row.pk).exists()
