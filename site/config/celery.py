"""The Celery application: one worker and one beat, whatever the broker (docs/adr/0005)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("yanxi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
