"""What base.html needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo, and whether the second factor is off though roles would need it."""
    return {"demo_site": settings.DEMO_SITE, "mfa_banner": not settings.MFA_REQUIRED}
