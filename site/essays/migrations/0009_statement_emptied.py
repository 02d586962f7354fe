from typing import Any

from django.db import migrations, models
from django.utils import timezone


def note_who_was_erased(apps: Any, schema_editor: Any) -> None:
    """Whatever was handed in has a title, until its words go with its author's name.

    What was prepared about such an essay goes: nobody is left to be told.
    """
    revisions = apps.get_model("essays", "EssayRevision").objects.filter(title="")
    essays = apps.get_model("essays", "Essay").objects
    essays.filter(pk__in=revisions.values("essay")).update(emptied_at=timezone.now())
    prepared = apps.get_model("essays", "PreparedDecision").objects
    prepared.filter(revision__essay__emptied_at__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0008_owing"),
    ]

    operations = [
        migrations.AddField(
            model_name="essay",
            name="emptied_at",
            field=models.DateTimeField(null=True, verbose_name="emptied"),
        ),
        migrations.AddField(
            model_name="essayrevision",
            name="statement",
            field=models.TextField(
                blank=True, default="", max_length=500, verbose_name="statement accepted"
            ),
        ),
        migrations.RunPython(note_who_was_erased, migrations.RunPython.noop, elidable=True),
    ]
