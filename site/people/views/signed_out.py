"""`/accounts/signed-out/`: signed out here, while the single sign-on still knows the browser."""

import logging
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from kernel.rules import public, states

logger = logging.getLogger(__name__)
KEPT_SECONDS = 3600


@states(public)
@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Says so, with the way out of the single sign-on where it offers one."""
    apps = get_adapter().list_apps(request, provider="openid_connect")
    context = {"single_signon": apps[0].name if apps else "", "address": _end_of(apps)}
    return render(request, "people/signed_out.html", context)


def _end_of(apps: Any) -> str:
    """Where one signs out there (OpenID Connect RP-Initiated Logout 1.0), empty if nowhere."""
    if not apps:
        return ""
    server = apps[0].settings["server_url"].rstrip("/")
    # Beside the pages: while that cache is away, nothing is kept and the answer is asked for anew.
    kept = caches["pages"]
    end = kept.get_or_set(f"people:end_session:{server}", lambda: _ask(server), KEPT_SECONDS)
    if not end:
        return ""
    back = {"client_id": apps[0].client_id, "post_logout_redirect_uri": f"{settings.SITE_URL}/"}
    return f"{end}?{urlencode(back)}"


def _ask(server: str) -> str:
    try:
        with get_adapter().get_requests_session() as session:
            found = session.get(f"{server}/.well-known/openid-configuration").json()
    except (RequestException, ValueError):
        logger.warning("the single sign-on does not answer")
        return ""
    return str(found.get("end_session_endpoint", ""))
