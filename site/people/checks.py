"""System checks of the room."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """people.W001: liaisons and organisers sign in with a password alone."""
    if settings.MFA_REQUIRED:
        return []
    return [
        Warning(
            "MFA_REQUIRED is off: whoever learns an organiser's password reads every record.",
            hint="Remove MFA_REQUIRED=0 from the environment.",
            id="people.W001",
        )
    ]
