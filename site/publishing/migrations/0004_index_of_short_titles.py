"""Entries with the shortest titles first, for PostgreSQL to stop at the best of those that match."""

from typing import Any

from django.db import migrations

NAME = "publishing_short_titles"


def create(apps: Any, schema_editor: Any) -> None:
    """Other databases rank by an index of their own."""
    if schema_editor.connection.vendor == "postgresql":
        table = apps.get_model("wagtailsearch", "IndexEntry")._meta.db_table
        schema_editor.execute(f'CREATE INDEX {NAME} ON "{table}" (title_norm DESC, id DESC)')


def drop(apps: Any, schema_editor: Any) -> None:
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    """No model changes."""

    dependencies = [("publishing", "0003_index_of_found_text")]
    operations = [migrations.RunPython(create, drop, elidable=False)]
