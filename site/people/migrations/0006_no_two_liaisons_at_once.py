"""Public ids of memberships are unique; on PostgreSQL no two liaisons of a unit overlap.

The day of a hand-over may stand in both rows. Two ranges instead of an equality on the unit: so the
constraint needs no extension.
"""

import kernel.ids
from django.db import migrations

ADD = """
ALTER TABLE people_membership ADD CONSTRAINT no_two_liaisons_at_once EXCLUDE USING gist (
    int8range(unit_id, unit_id, '[]') WITH &&,
    daterange(since_on, until_on, '[)') WITH &&
) WHERE (role = 'liaison')
"""
DROP = "ALTER TABLE people_membership DROP CONSTRAINT no_two_liaisons_at_once"


def on_postgresql(statement):
    """Run a statement where it is understood."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0005_fill_ids_and_strokes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="public_id",
            field=kernel.ids.PublicIdField(default=kernel.ids.new_public_id, editable=False, max_length=12, unique=True),
        ),
        migrations.RunPython(on_postgresql(ADD), on_postgresql(DROP)),
    ]
