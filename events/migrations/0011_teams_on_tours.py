"""Teams go on tours: named by pages and stops, and all who speak in a session stand in one table.

On PostgreSQL no speaker is in two held sessions at one time, first or beside; SQLite has triggers for
it (`events/triggers.py`), and on both a trigger keeps times and first speakers as the session has them.
"""

import django.db.models.deletion
from django.db import migrations, models

HELD = """
ALTER TABLE events_sessionspeaker ADD CONSTRAINT lineup_speaker_held_once EXCLUDE USING gist (
    int8range(speaker_id, speaker_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at, '[)') WITH &&
) WHERE (NOT released)
"""
DROP = "ALTER TABLE events_sessionspeaker DROP CONSTRAINT lineup_speaker_held_once"
LINE_UP = """
INSERT INTO events_sessionspeaker (session_id, speaker_id, place, starts_at, ends_at, released)
SELECT id, speaker_id, 0, starts_at, ends_at, (cancelled_at IS NOT NULL OR offering_cancelled)
FROM events_session WHERE speaker_id IS NOT NULL
"""


def hold(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(HELD)


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("events", "0010_catalogue")]

    operations = [
        migrations.AddField(
            model_name="eventpage",
            name="team",
            field=models.ForeignKey(
                blank=True,
                help_text="It goes on this tour: every new stop gets it, unless another is named there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="events.speakerteam",
                verbose_name="speaker team",
            ),
        ),
        migrations.AddField(
            model_name="offering",
            name="team",
            field=models.ForeignKey(
                blank=True,
                help_text="Its members speak at this stop. Empty: the team of the event's page.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offerings",
                to="events.speakerteam",
                verbose_name="speaker team",
            ),
        ),
        migrations.CreateModel(
            name="SessionSpeaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("released", models.BooleanField(default=False)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lineup", to="events.session"
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lineup", to="events.speaker"
                    ),
                ),
            ],
            options={
                "verbose_name": "speaker of a session",
                "verbose_name_plural": "speakers of sessions",
                "ordering": ["place", "pk"],
                "indexes": [models.Index(fields=["speaker", "starts_at"], name="lineup_of_speaker")],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "speaker"), name="lineup_names_each_once")
                ],
            },
        ),
        migrations.RunPython(hold, release),
        migrations.RunSQL(LINE_UP, migrations.RunSQL.noop),
    ]
