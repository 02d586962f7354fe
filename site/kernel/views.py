"""Addresses for machines: alive, ready, figures."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from kernel import health, triggers
from kernel.models import OutboxTask
from kernel.outbox import Urgency, due
from kernel.rules import public, states

OUTBOX_DUE = Gauge("yanxi_outbox_due", "Outbox tasks whose time has come")
OUTBOX_GIVEN_UP = Gauge("yanxi_outbox_given_up", "Outbox tasks nobody will try again")
LATE = timedelta(minutes=10)
LATE_IN_BULK = timedelta(hours=6)  # thousands of mails may take a while; nobody waits for them


@states(public)
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "live"})


@states(public)
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when every part works, else 503; says which part is missing, never its address."""
    parts = {name: check() for name, check in health.CHECKS.items()}
    well = all(answer == "ok" for answer in parts.values())
    return JsonResponse(
        {"status": "ready" if well else "not ready", "parts": parts}, status=200 if well else 503
    )


@states(public)
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text format; the reverse proxy keeps the address inside."""
    OUTBOX_DUE.set(due().count())
    OUTBOX_GIVEN_UP.set(OutboxTask.objects.exclude(given_up_at=None).count())
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _database() -> str:
    try:
        lacking = triggers.missing(connection.alias)
    except DatabaseError:
        return "no connection"
    return f"triggers missing: {', '.join(lacking)}" if lacking else "ok"


def _cache() -> str:
    try:
        for store in caches.all():
            store.set("health", "ok", 10)
            if store.get("health") != "ok" and not isinstance(store, DummyCache):
                return "does not keep values"
        return "ok"
    except Exception:  # noqa: BLE001 - any backend's own error means the same here
        return "no connection"


def _outbox() -> str:
    try:
        late = due().exclude(urgency=Urgency.BULK).filter(due_at__lt=timezone.now() - LATE).count()
        bulk = due().filter(due_at__lt=timezone.now() - LATE_IN_BULK).count()
    except DatabaseError:
        return "no connection"
    if late:
        return f"{late} tasks wait for more than 10 minutes"
    return f"{bulk} tasks wait for more than 6 hours" if bulk else "ok"


def _uploads() -> str:
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A name of its own for each asker: two at once must not take each other's file away.
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".health-") as probe:
            probe.write(b"ok")
    except OSError:
        return "not writable"
    return "ok"


for _name, _check in {
    "database": _database,
    "cache": _cache,
    "outbox": _outbox,
    "uploads": _uploads,
}.items():
    health.register(_name, _check)
