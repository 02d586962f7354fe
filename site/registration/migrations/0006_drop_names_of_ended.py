from django.db import migrations, models


def drop_names(apps, schema_editor):
    """Registrations that ended while names were still kept: nobody expects these people."""
    registrations = apps.get_model("registration", "Registration").objects
    ended = registrations.using(schema_editor.connection.alias).filter(
        state__in=["declined", "withdrawn", "removed"]
    )
    ended.exclude(companion_names="").update(companion_names="")


class Migration(migrations.Migration):

    dependencies = [("registration", "0005_name_companions")]

    operations = [
        migrations.RunPython(drop_names, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(companion_names="")
                | models.Q(
                    state__in=["nominated", "pending", "waitlisted", "offered", "confirmed"]
                ),
                name="the_ended_name_no_companions",
            ),
        ),
    ]
