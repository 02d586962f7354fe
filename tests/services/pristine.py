"""Bringing a test database back to what the migrations left, quickly.

A test that commits (live_server, `transaction=True`) is followed by Django's `flush`, which empties
every table and with them the rows that migrations made: Wagtail's locale, root page, site and
workflow, permissions, the seeds of our own rooms. Django's own cure, `serialized_rollback`, loads
them again from JSON one by one: seconds for each test. Here the database keeps a copy and puts it
back: some milliseconds.
"""

import sqlite3
from collections.abc import Callable

from django.db.backends.base.base import BaseDatabaseWrapper

_restorers: dict[str, Callable[[], None]] = {}


def remember(connection: BaseDatabaseWrapper) -> None:
    """Take what the database holds now as its pristine state."""
    restorer_of = {"postgresql": postgresql_restorer, "sqlite": sqlite_restorer}
    _restorers[connection.alias] = restorer_of[connection.vendor](connection)


def restore(connection: BaseDatabaseWrapper) -> None:
    """Bring it back to that state; ids stay, so caches of content types and sites stay true."""
    _restorers[connection.alias]()


def end_others(connection: BaseDatabaseWrapper) -> None:
    """End what else is connected to a database that is about to go: a browser's last request."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def postgresql_restorer(connection: BaseDatabaseWrapper) -> Callable[[], None]:
    """Copies the filled tables into a schema of their own; one statement batch puts them back.

    `session_replication_role` keeps foreign keys and triggers still meanwhile: seats must not be
    counted again and the audit must not refuse. It needs a superuser, which the only user of the
    throw-away server is.
    """
    statements = ["SET session_replication_role = replica"]
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS pristine CASCADE; CREATE SCHEMA pristine")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
        statements += [f"DELETE FROM public.{table}" for table in tables]
        for table in tables:
            cursor.execute(f"CREATE TABLE pristine.{table} AS TABLE public.{table}")
            if cursor.rowcount == 0:
                cursor.execute(f"DROP TABLE pristine.{table}")
                continue
            columns = stored_columns(cursor, table)
            statements.append(
                f"INSERT INTO public.{table} ({columns}) SELECT {columns} FROM pristine.{table}"
            )
    statements.append("SET session_replication_role = origin")

    def put_back() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN; " + "; ".join(statements) + "; COMMIT")

    return put_back


def stored_columns(cursor, table: str) -> str:
    """The columns that may be written, quoted; generated ones compute themselves."""
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        [f"public.{table}"],
    )
    return cursor.fetchone()[0]


def sqlite_restorer(connection: BaseDatabaseWrapper) -> Callable[[], None]:
    """Keeps a copy in memory; SQLite's own backup writes it over the database, triggers and all."""
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(copy)

    def put_back() -> None:
        connection.ensure_connection()
        copy.backup(connection.connection)

    return put_back
