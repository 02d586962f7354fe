"""Database triggers: laid after every migration, checked, dropped before SQLite remakes a table.

SQLite loses a table's triggers silently when a migration remakes the table, so they are not part of
migrations: `post_migrate` creates whatever is registered, on every database that is migrated.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, its table, and the statements that make it on each vendor.

    An empty statement: that vendor has no such trigger.
    """

    name: str
    table: str
    postgresql: str
    sqlite: str


REGISTRY: dict[str, Trigger] = {}


def register(*triggers: Trigger) -> None:
    """Make triggers part of the schema; called from a room's `AppConfig.ready`."""
    for trigger in triggers:
        REGISTRY[trigger.name] = trigger


def present(alias: str) -> set[str]:
    """Names of the registered triggers that the database has."""
    connection = connections[alias]
    query = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()} & set(REGISTRY)


def missing(alias: str) -> list[str]:
    """Names of registered triggers that the database lacks, sorted."""
    vendor = connections[alias].vendor
    wanted = {name for name, trigger in REGISTRY.items() if getattr(trigger, vendor)}
    return sorted(wanted - present(alias))


def drop_all(using: str = "default", **kwargs: Any) -> None:
    """Before a migration: free SQLite's tables for remaking."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in REGISTRY:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def create_all(using: str = "default", **kwargs: Any) -> None:
    """After a migration: create every trigger whose table exists. Repeatable."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in REGISTRY.values():
            if trigger.table not in tables or not getattr(trigger, connection.vendor):
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
                cursor.execute(trigger.sqlite)
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
                cursor.execute(trigger.postgresql)
