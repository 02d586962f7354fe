"""Routes of visits, bookings at venues, speaker teams, photographs of venues.

On PostgreSQL a bus is on one route at a time; SQLite has triggers for it (`events/triggers.py`).
"""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import kernel.ids
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

ADD = """
ALTER TABLE events_routebus ADD CONSTRAINT route_bus_held_once EXCLUDE USING gist (
    int8range(bus_id, bus_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at, '[)') WITH &&
) WHERE (NOT released)
"""
DROP = "ALTER TABLE events_routebus DROP CONSTRAINT route_bus_held_once"


def on_postgresql(statement):
    """Run a statement where it is understood."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0005_what_a_session_holds'),
        ('media', '0003_check_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SpeakerTeam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', kernel.ids.PublicIdField(default=kernel.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
            ],
            options={
                'verbose_name': 'speaker team',
                'verbose_name_plural': 'speaker teams',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', kernel.ids.PublicIdField(default=kernel.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('meets_at', models.DateTimeField(verbose_name='meeting time')),
                ('meeting_point', models.CharField(max_length=160, verbose_name='meeting point')),
                ('meeting_point_en', models.CharField(blank=True, max_length=240, verbose_name='meeting point in English')),
                ('returns_at', models.DateTimeField(verbose_name='back at')),
                ('return_point', models.CharField(blank=True, help_text='Empty: at the meeting point.', max_length=160, verbose_name='where the way back ends')),
                ('return_point_en', models.CharField(blank=True, max_length=240, verbose_name='where the way back ends, in English')),
                ('note', models.CharField(blank=True, help_text='What to wear or to bring, for example.', max_length=200, verbose_name='note for participants')),
                ('note_en', models.CharField(blank=True, max_length=300, verbose_name='note in English')),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='events.offering')),
                ('session', models.ForeignKey(blank=True, help_text='Empty: the route is that of the whole offering.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='events.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'route',
                'verbose_name_plural': 'routes',
                'ordering': ['meets_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RouteBus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('leader', models.CharField(blank=True, help_text='A name that participants may ask for on the way.', max_length=40, verbose_name='who leads the bus')),
                ('headcount', models.PositiveSmallIntegerField(default=0, verbose_name='people planned')),
                ('starts_at', models.DateTimeField(editable=False)),
                ('ends_at', models.DateTimeField(editable=False)),
                ('released', models.BooleanField(default=False, editable=False)),
                ('bus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='route_buses', to='events.bus', verbose_name='bus')),
                ('route', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='buses', to='events.route')),
            ],
            options={
                'verbose_name': 'bus of the route',
                'verbose_name_plural': 'buses of the route',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RouteStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place, where no venue is listed')),
                ('place_en', models.CharField(blank=True, max_length=180, verbose_name='place in English')),
                ('arrives_at', models.DateTimeField(verbose_name='arrives')),
                ('leaves_at', models.DateTimeField(verbose_name='sets off')),
                ('route', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='events.route')),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='route_stops', to='events.venue', verbose_name='venue')),
            ],
            options={
                'verbose_name': 'stop on the way',
                'verbose_name_plural': 'stops on the way',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('is_head', models.BooleanField(default=False, verbose_name='heads the team')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team_members', to='events.speaker', verbose_name='speaker')),
                ('team', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='events.speakerteam')),
            ],
            options={
                'verbose_name': 'member of the team',
                'verbose_name_plural': 'members of the team',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VenueBooking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', kernel.ids.PublicIdField(default=kernel.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('headcount', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='people')),
                ('guide_wanted', models.BooleanField(default=False, verbose_name='with a guide')),
                ('contact', models.CharField(blank=True, help_text='Who comes with the group and how to reach them: it stands in the letter.', max_length=120, verbose_name='our contact for the venue')),
                ('state', models.CharField(choices=[('asked', 'asked'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('lapsed', 'lapsed')], default='asked', max_length=12, verbose_name='state')),
                ('answer_by', models.DateTimeField(verbose_name='answer needed by')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='events.session')),
                ('teaching_point', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='events.teachingpoint', verbose_name='teaching point')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='events.venue', verbose_name='venue')),
            ],
            options={
                'verbose_name': 'booking at a venue',
                'verbose_name_plural': 'bookings at venues',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BookingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, choices=[('asked', 'asked'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('lapsed', 'lapsed')], max_length=12)),
                ('to_state', models.CharField(choices=[('asked', 'asked'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('lapsed', 'lapsed')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='events.venuebooking')),
            ],
            options={
                'verbose_name': 'step of a booking',
                'verbose_name_plural': 'steps of bookings',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='VenuePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('caption', models.CharField(blank=True, max_length=120, verbose_name='caption')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='events.venuepage')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.customimage', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'photograph',
                'verbose_name_plural': 'photographs',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.CheckConstraint(condition=models.Q(('meets_at__lt', models.F('returns_at'))), name='route_meets_before_return', violation_error_message='A group is back after it has met.'),
        ),
        migrations.AddConstraint(
            model_name='routebus',
            constraint=models.UniqueConstraint(fields=('route', 'bus'), name='route_has_a_bus_once'),
        ),
        migrations.AddConstraint(
            model_name='routebus',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='route_bus_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='routestop',
            constraint=models.CheckConstraint(condition=models.Q(('arrives_at__lte', models.F('leaves_at'))), name='stop_arrives_before_leaving'),
        ),
        migrations.AddConstraint(
            model_name='routestop',
            constraint=models.CheckConstraint(condition=models.Q(('venue__isnull', False), models.Q(('place', ''), _negated=True), _connector='OR'), name='stop_has_a_place'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(fields=('team', 'speaker'), name='team_names_a_speaker_once'),
        ),
        migrations.AddIndex(
            model_name='venuebooking',
            index=models.Index(fields=['venue', 'starts_at'], name='booking_of_venue'),
        ),
        migrations.AddConstraint(
            model_name='venuebooking',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='booking_starts_before_end'),
        ),
        migrations.AddConstraint(
            model_name='venuebooking',
            constraint=models.CheckConstraint(condition=models.Q(('headcount__gt', 0)), name='booking_is_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='venuebooking',
            constraint=models.UniqueConstraint(fields=('session', 'venue'), name='one_booking_per_venue'),
        ),
        migrations.RunPython(on_postgresql(ADD), on_postgresql(DROP)),
    ]
