from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0006_keep_states'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='notice',
            name='sent_at',
        ),
        migrations.RemoveField(
            model_name='notice',
            name='state',
        ),
    ]
