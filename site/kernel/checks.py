"""System checks of the kernel."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from kernel import triggers


@register(Tags.database)
def triggers_present(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """kernel.E001: a registered trigger is not in the database (its table was remade by hand)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        if "kernel_auditrow" not in connections[alias].introspection.table_names():
            continue  # not migrated yet
        found += [
            Error(
                f"The database {alias!r} lacks the trigger {name}.",
                hint="Run `manage.py migrate`: it lays all triggers.",
                id="kernel.E001",
            )
            for name in triggers.missing(alias)
        ]
    return found
