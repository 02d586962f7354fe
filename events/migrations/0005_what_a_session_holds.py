"""What a session holds while it is held: room, speaker, bus; hours that differ from the week.

On PostgreSQL no two held sessions of a teaching point, speaker or bus overlap; SQLite has triggers
for it (`events/triggers.py`). Two ranges instead of an equality: so the constraint needs no extension.
"""

import django.core.validators
import django.db.models.deletion
import kernel.ids
import modelcluster.fields
from django.db import migrations, models

HELD = (
    ("session_room_held_once", "teaching_point_id"),
    ("session_speaker_held_once", "speaker_id"),
    ("session_bus_held_once", "bus_id"),
)
ADD = """
ALTER TABLE events_session ADD CONSTRAINT {name} EXCLUDE USING gist (
    int8range({column}, {column}, '[]') WITH &&,
    tstzrange(starts_at, ends_at, '[)') WITH &&
) WHERE ({column} IS NOT NULL AND cancelled_at IS NULL AND NOT offering_cancelled)
"""
DROP = "ALTER TABLE events_session DROP CONSTRAINT {name}"


def release_cancelled(apps, schema_editor):
    """Sessions of offerings that were called off hold nothing."""
    sessions = apps.get_model("events", "Session").objects.using(schema_editor.connection.alias)
    sessions.filter(offering__state="cancelled").update(offering_cancelled=True)


def refuse_overlaps(apps, schema_editor):
    """Say which sessions are in each other's way: no constraint can be laid over them."""
    sessions = apps.get_model("events", "Session").objects.using(schema_editor.connection.alias)
    held = sessions.filter(cancelled_at=None, offering_cancelled=False)
    found = []
    for _name, column in HELD:
        latest = {}
        for session in held.exclude(**{column: None}).order_by("starts_at", "pk"):
            before = latest.get(getattr(session, column))
            if before is not None and session.starts_at < before.ends_at:
                found.append(f"{before.public_id} {before.title} / {session.public_id} {session.title} ({column})")
            if before is None or session.ends_at > before.ends_at:
                latest[getattr(session, column)] = session
    if found:
        lines = "\n".join(found)
        raise RuntimeError(f"Move or cancel one of each pair of sessions, then migrate again:\n{lines}")


def add_constraints(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    refuse_overlaps(apps, schema_editor)
    # What the update above has left to check: a table with such events cannot be altered.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name, column in HELD:
        schema_editor.execute(ADD.format(name=name, column=column))


def drop_constraints(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, _column in HELD:
            schema_editor.execute(DROP.format(name=name))



class Migration(migrations.Migration):

    dependencies = [
        ('events', '0004_admit_by_several_ways'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='offering_cancelled',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='venue',
            name='contact',
            field=models.CharField(blank=True, help_text='An office or a function, such as “reception office”: the page shows it.', max_length=120, verbose_name='contact for bookings'),
        ),
        migrations.AddField(
            model_name='venue',
            name='open_on_holidays',
            field=models.BooleanField(default=False, help_text='Even when the holiday falls on a weekday on which it is closed.', verbose_name='open on public holidays'),
        ),
        migrations.CreateModel(
            name='Bus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', kernel.ids.PublicIdField(default=kernel.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('plate', models.CharField(max_length=20, unique=True, verbose_name='number plate')),
                ('company', models.CharField(blank=True, max_length=80, verbose_name='bus company')),
                ('seats', models.PositiveSmallIntegerField(help_text='Without those of driver and guide.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='seats')),
            ],
            options={
                'verbose_name': 'bus',
                'verbose_name_plural': 'buses',
                'ordering': ['plate'],
                'constraints': [models.CheckConstraint(condition=models.Q(('seats__gt', 0)), name='bus_has_seats')],
            },
        ),
        migrations.AddField(
            model_name='session',
            name='bus',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='events.bus', verbose_name='bus'),
        ),
        migrations.CreateModel(
            name='OpeningException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('from_on', models.DateField(verbose_name='first day')),
                ('until_on', models.DateField(verbose_name='last day')),
                ('opens', models.TimeField(blank=True, null=True, verbose_name='opens')),
                ('closes', models.TimeField(blank=True, null=True, verbose_name='closes')),
                ('last_entry', models.TimeField(blank=True, null=True, verbose_name='last entry')),
                ('reason', models.CharField(blank=True, max_length=80, verbose_name='reason')),
                ('reason_en', models.CharField(blank=True, max_length=120, verbose_name='reason in English')),
                ('venue', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_exceptions', to='events.venue')),
            ],
            options={
                'verbose_name': 'exception from the opening hours',
                'verbose_name_plural': 'exceptions from the opening hours',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='opening_exception_runs_forward', violation_error_message='The last day comes before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('closes', None), ('opens', None)), models.Q(('closes__isnull', False), ('opens__isnull', False), ('opens__lt', models.F('closes'))), _connector='OR'), name='opening_exception_has_both_hours', violation_error_message='Give both hours, the first before the second, or none: then it is closed.')],
            },
        ),
        migrations.CreateModel(
            name='SpeakerAbsence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('from_on', models.DateField(verbose_name='first day')),
                ('until_on', models.DateField(verbose_name='last day')),
                ('speaker', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='events.speaker')),
            ],
            options={
                'verbose_name': 'time when a speaker is not available',
                'verbose_name_plural': 'times when a speaker is not available',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='speaker_absence_runs_forward', violation_error_message='The last day comes before the first.')],
            },
        ),
        migrations.RunPython(release_cancelled, migrations.RunPython.noop),
        migrations.RunPython(add_constraints, drop_constraints),
    ]
