import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0009_statement_emptied"),
    ]

    operations = [
        migrations.AddField(
            model_name="essaytask",
            name="revision",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="essaytask",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="essayextension",
            name="revision",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
