"""The Celery application: one worker and one beat, whatever the broker (docs/adr/0005)."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

TRANSPORT_ALIASES["folder"] = "kernel.broker:Transport"
app = Celery("yanxi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
