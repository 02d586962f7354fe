"""An index of title and text as one, by which PostgreSQL answers every search of the site.

Wagtail asks for both at once and indexes each by itself: PostgreSQL then reads every entry.
"""

from typing import Any

from django.db import migrations

NAME = "publishing_title_or_body_gin"


def create(apps: Any, schema_editor: Any) -> None:
    """Other databases have one index of all columns."""
    if schema_editor.connection.vendor == "postgresql":
        table = apps.get_model("wagtailsearch", "IndexEntry")._meta.db_table
        schema_editor.execute(f'CREATE INDEX {NAME} ON "{table}" USING gin ((title || body))')


def drop(apps: Any, schema_editor: Any) -> None:
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    """No model changes."""

    dependencies = [
        ("publishing", "0002_import_sheets"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]
    operations = [migrations.RunPython(create, drop, elidable=False)]
