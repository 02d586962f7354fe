"""The fields that a session shares with a drafted one name their way back by their class.

Nothing in the database changes.
"""

import django.db.models.deletion
from django.db import migrations, models


def record(model):
    """The field as it is declared in `Slot`."""
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="%(class)ss",
        to=f"events.{model}",
        verbose_name={"teachingpoint": "teaching point"}.get(model, model),
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0008_session_join_url")]

    operations = [
        migrations.AlterField("session", "venue", record("venue")),
        migrations.AlterField("session", "teaching_point", record("teachingpoint")),
        migrations.AlterField("session", "speaker", record("speaker")),
        migrations.AlterField("session", "bus", record("bus")),
    ]
