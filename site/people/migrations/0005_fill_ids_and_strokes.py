"""Memberships get their public ids, persons their place in official lists."""

from django.db import migrations

from kernel.ids import new_public_id
from people.names import full_name
from people.strokes import stroke_key

BATCH = 2_000


def fill(apps, schema_editor):
    """Row by row, in batches."""
    using = schema_editor.connection.alias
    memberships = apps.get_model("people", "Membership").objects.using(using)
    rows = list(memberships.filter(public_id=None).only("pk"))
    for row in rows:
        row.public_id = new_public_id()
    memberships.bulk_update(rows, ["public_id"], batch_size=BATCH)
    users = apps.get_model("people", "User").objects.using(using)
    people = list(users.filter(stroke_key="").only("pk", "last_name", "first_name"))
    for person in people:
        person.stroke_key = stroke_key(full_name(person.last_name, person.first_name))
    users.bulk_update(people, ["stroke_key"], batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0004_join_units"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
