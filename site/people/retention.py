"""What this room lets go of: devices not seen for long, and what only let somebody in."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.retention import Kind
from people.models import ActivationCode, Invitation, JoinRequest


def _devices(before: datetime) -> QuerySet[Any]:
    return UserSession.objects.filter(last_seen_at__lt=before)


def _sign_out(devices: list[Any]) -> None:
    for device in devices:
        device.end()


def _invitations(before: datetime) -> QuerySet[Any]:
    """Those that have let nobody in for so long."""
    is_over = Q(expires_at__lt=before) | Q(revoked_at__lt=before) | Q(used__gte=F("limit"))
    return Invitation.objects.filter(is_over, made_at__lt=before)


def _codes(before: datetime) -> QuerySet[Any]:
    ended = Q(expires_at__lt=before) | Q(used_at__lt=before) | Q(revoked_at__lt=before)
    return ActivationCode.objects.filter(ended)


def _requests(before: datetime) -> QuerySet[Any]:
    return JoinRequest.objects.exclude(state=JoinRequest.State.PENDING).filter(
        decided_at__lt=before
    )


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
    ),
    Kind(
        "people.invitations",
        _("Invitations into a unit that have ended"),
        _("With the address or number they were for. Who came in by one stays a member."),
        _invitations,
        "made_at",
        days=180,
        at_least=30,
    ),
    Kind(
        "people.codes",
        _("Activation codes that have ended"),
        _("Used, revoked or run out; what was kept of them opens nothing."),
        _codes,
        "issued_at",
        days=180,
        at_least=30,
    ),
    Kind(
        "people.requests",
        _("Decided requests to join a unit"),
        _("With their messages and reasons. The membership itself stays in the records."),
        _requests,
        "decided_at",
        days=2 * 365,
        at_least=90,
    ),
]
