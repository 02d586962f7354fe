import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0006_publication"),
    ]

    operations = [
        migrations.AddField(
            model_name="essaytask",
            name="per_staff",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="numbers are for so many staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="essaytask",
            constraint=models.CheckConstraint(
                condition=models.Q(per_staff=None) | models.Q(per_staff__gte=1),
                name="essay_numbers_by_staff",
            ),
        ),
    ]
