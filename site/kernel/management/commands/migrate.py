"""`manage.py migrate`: Django's own, which lays triggers and so must not ask for them first."""

from typing import Any

from django.core.management.commands import migrate


class Command(migrate.Command):
    """Checks everything but the databases: what they lack is what migrating brings."""

    def check(self, *args: Any, databases: Any = None, **kwargs: Any) -> None:
        """Leave out the checks that look into a database."""
        super().check(*args, **kwargs | {"databases": []})
