from django.db import migrations

from people.names import full_name, search_key


def spell_again(apps, schema_editor):
    """Family names with two readings are found by both."""
    User = apps.get_model("people", "User")
    changed = []
    for person in User.objects.using(schema_editor.connection.alias).iterator():
        name = full_name(person.last_name, person.first_name) or person.email or person.username
        if (key := search_key(name)) != person.name_key:
            person.name_key = key
            changed.append(person)
    User.objects.using(schema_editor.connection.alias).bulk_update(
        changed, ["name_key"], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0007_register_people")]
    operations = [
        migrations.RunPython(spell_again, migrations.RunPython.noop, elidable=True),
    ]
