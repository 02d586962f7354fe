from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_blocks")]

    operations = [
        migrations.AlterField(
            model_name="timetablestep",
            name="verb",
            field=models.CharField(
                choices=[
                    ("add", "added"),
                    ("edit", "changed"),
                    ("move", "moved"),
                    ("remove", "taken out"),
                    ("restore", "brought back"),
                    ("copy_day", "day copied"),
                    ("move_day", "day moved"),
                    ("shift_day", "day shifted by minutes"),
                    ("shift_all", "days shifted"),
                    ("bring", "imported"),
                    ("undo", "undone"),
                    ("discard", "draft discarded"),
                    ("take_back", "earlier version taken back"),
                ],
                max_length=20,
                verbose_name="what was done",
            ),
        ),
    ]
