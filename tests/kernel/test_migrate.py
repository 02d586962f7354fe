"""A database that lacks triggers is migrated: an upgrade that brings new ones, or a broken one.

One that an earlier chain of migrations left half-way is not.
"""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kernel import triggers
from kernel.management.commands.migrate import left_between

LAST = ("kernel", "0007_count_silent_turns")


@pytest.mark.django_db(transaction=True)
def test_migrating_lays_the_triggers_that_are_missing():
    trigger = triggers.REGISTRY["kernel_audit_no_update"]
    on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger.name}{on}")
    assert triggers.missing("default") == [trigger.name]
    call_command("migrate", verbosity=0, skip_checks=False)
    assert triggers.missing("default") == []


@pytest.mark.django_db
def test_a_database_left_between_two_steps_of_an_earlier_version_is_refused():
    MigrationRecorder(connection).record_unapplied(*LAST)
    before = MigrationRecorder(connection).applied_migrations().keys()
    with pytest.raises(CommandError, match="began the tables of kernel and did not finish"):
        call_command("migrate", verbosity=0)
    assert MigrationRecorder(connection).applied_migrations().keys() == before


@pytest.mark.django_db
def test_a_whole_database_of_an_earlier_version_counts_as_migrated():
    MigrationRecorder(connection).record_applied("kernel", "0003_add_retention")
    assert left_between(connection) == []
    call_command("migrate", verbosity=0, check_unapplied=True)
