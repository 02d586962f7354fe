"""A database that lacks triggers is migrated: an upgrade that brings new ones, or a broken one."""

import pytest
from django.core.management import call_command
from django.db import connection

from kernel import triggers


@pytest.mark.django_db(transaction=True)
def test_migrating_lays_the_triggers_that_are_missing():
    trigger = triggers.REGISTRY["kernel_audit_no_update"]
    on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger.name}{on}")
    assert triggers.missing("default") == [trigger.name]
    call_command("migrate", verbosity=0, skip_checks=False)
    assert triggers.missing("default") == []
