"""What this room lets go of: devices that have not been seen for long."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.retention import Kind


def _devices(before: datetime) -> QuerySet[Any]:
    return UserSession.objects.filter(last_seen_at__lt=before)


def _sign_out(devices: list[Any]) -> None:
    for device in devices:
        device.end()


KINDS = [
    Kind(
        "people.devices",
        _("Devices of persons, with their network address"),
        _("A device that was not used for so long is signed out and forgotten."),
        _devices,
        "last_seen_at",
        days=90,
        at_least=14,
        let_go=_sign_out,
    )
]
