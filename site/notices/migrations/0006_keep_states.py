from django.db import migrations

BATCH = 1000


def keep_states(apps, schema_editor):
    """What was sent stays sent; what was queued is queued. The inbox alone had no delivery."""
    Notice, Delivery = apps.get_model("notices", "Notice"), apps.get_model("notices", "Delivery")
    rows = Notice.objects.filter(state__in=("queued", "sent")).order_by("pk")
    made = (
        Delivery(
            notice=notice,
            channel="mail",
            state=notice.state,
            attempts=1 if notice.state == "sent" else 0,
            created_at=notice.created_at,
            sent_at=notice.sent_at,
        )
        for notice in rows.iterator(BATCH)
    )
    Delivery.objects.bulk_create(made, batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0005_deliver_by_channel'),
    ]

    operations = [
        migrations.RunPython(keep_states, migrations.RunPython.noop),
    ]
