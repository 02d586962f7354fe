from django.db import migrations, models


def remember(apps, schema_editor):
    """Whoever speaks first and is of the offering's team came with it."""
    sessions = apps.get_model("events", "Session").objects.filter(
        offering__team__isnull=False, speaker__team_members__team=models.F("offering__team")
    )
    sessions.update(team_speaker=models.F("speaker"))


class Migration(migrations.Migration):
    dependencies = [("events", "0014_below_minimum")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="team_speaker",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="events.speaker",
            ),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
