from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0010_task_changed_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="essaytask",
            name="unit_numbers",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="numbers of single units"
            ),
        ),
    ]
