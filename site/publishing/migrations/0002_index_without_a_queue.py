"""Words go straight into the indexes of the search, not into a queue that every search reads.

PostgreSQL lets up to four megabytes wait for its next VACUUM; each search went through all of it.
"""

from typing import Any

from django.db import migrations


def set_queue(schema_editor: Any, value: str) -> None:
    """For each GIN index of Wagtail's table; what waits is written."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
            " AND tablename = 'wagtailsearch_indexentry' AND indexdef LIKE '%% USING gin %%'"
        )
        for (name,) in cursor.fetchall():
            quoted = schema_editor.quote_name(name)
            cursor.execute(f"ALTER INDEX {quoted} SET (fastupdate = {value})")
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [quoted])


def without(_apps: Any, schema_editor: Any) -> None:
    """Other databases know no such queue."""
    set_queue(schema_editor, "off")


def with_one(_apps: Any, schema_editor: Any) -> None:
    """As PostgreSQL makes an index."""
    set_queue(schema_editor, "on")


class Migration(migrations.Migration):
    """No model changes."""

    dependencies = [
        ("publishing", "0001_initial"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]
    operations = [migrations.RunPython(without, with_one, elidable=False)]
