from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0015_team_speaker"),
    ]

    operations = [
        migrations.AddField(
            model_name="offering",
            name="is_dropped",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
