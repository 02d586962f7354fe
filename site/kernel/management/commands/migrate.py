"""`manage.py migrate`: Django's own, which lays triggers and so must not ask for them first."""

from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class Command(migrate.Command):
    """Checks everything but the databases: what they lack is what migrating brings."""

    def check(self, *args: Any, databases: Any = None, **kwargs: Any) -> None:
        """Leave out the checks that look into a database."""
        super().check(*args, **kwargs | {"databases": []})

    def handle(self, *args: Any, **options: Any) -> None:
        """Touch no database that stopped between steps that are no longer here."""
        if stopped := left_between(connections[options["database"]]):
            raise CommandError(
                f"An earlier version began the tables of {', '.join(stopped)} and did not finish "
                "them. Nothing was changed. Let `manage.py migrate` of that version come to its "
                "end, then migrate again; or begin with an empty database."
            )
        super().handle(*args, **options)


def left_between(connection: BaseDatabaseWrapper) -> list[str]:
    """Apps with a migration that is recorded, but without all that it `replaces`: see ADR 28."""
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    recorded = MigrationRecorder(connection).applied_migrations().keys()
    return sorted(
        app
        for (app, name), migration in loader.disk_migrations.items()
        if (app, name) in recorded and not recorded >= set(migration.replaces)
    )
