from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0008_spell_surnames"),
        ("registration", "0006_drop_names_of_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="audiencerule",
            name="groups",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="people.unitgroup", verbose_name="groups of units"
            ),
        ),
    ]
