"""Triggers outlive what SQLite does to them, and their absence is noticed."""

import pytest
from django.db import connections

from kernel import triggers
from kernel.checks import triggers_present

pytestmark = pytest.mark.django_db(databases=["default", "sqlite"])


@pytest.mark.parametrize("alias", ["default", "sqlite"])
def test_every_registered_trigger_is_there(alias: str) -> None:
    assert triggers.REGISTRY
    assert triggers.missing(alias) == []


def test_a_missing_trigger_is_reported_and_laid_again() -> None:
    with connections["sqlite"].cursor() as cursor:
        cursor.execute("DROP TRIGGER registration_seats_insert")
    errors = triggers_present(databases=["sqlite"])
    assert [error.id for error in errors] == ["kernel.E001"]
    triggers.create_all(using="sqlite")
    assert triggers_present(databases=["sqlite"]) == []


def test_before_a_migration_sqlite_is_freed_of_them() -> None:
    triggers.drop_all(using="sqlite")
    assert triggers.present("sqlite") == set()
    triggers.create_all(using="sqlite")
    assert triggers.missing("sqlite") == []
