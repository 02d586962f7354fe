"""Anonymous pages are cached whole, under a generation that every visible change moves on.

The key is path, query, language and the site's generation as it was before rendering: a page that
was being made while something changed is stored under the old generation and never seen again.
Whoever has a session gets a page of their own.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path

GENERATION = "publishing:generation"
LONGEST = 600  # seconds
SKIPPED = ("/admin/", "/accounts/", "/en/accounts/", "/api/", "/health/", "/metrics", "/calendar/")


def generation() -> int:
    """The number all cached pages of the moment carry."""
    return cache.get_or_set(GENERATION, 1, None) or 1


def bump() -> None:
    """Make every cached page stale as soon as the current transaction is committed."""
    transaction.on_commit(_bump, robust=True)


def _bump() -> None:
    try:
        cache.incr(GENERATION)
    except ValueError:
        cache.set(GENERATION, int(timezone.now().timestamp()), None)


def seconds_to_boundary(now: datetime) -> int:
    """How long a page may be kept: until the next full ten minutes or midnight at most.

    Registration windows and sessions begin on such boundaries, so their words turn in time.
    """
    into = (now.minute % 10) * 60 + now.second
    return max(1, min(LONGEST, int(timedelta(minutes=10).total_seconds()) - into))


class PageCacheMiddleware:
    """Serves and keeps whole pages for readers without a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """From the cache, or made and kept."""
        if not self._may_serve(request):
            return self.get_response(request)
        key = self._key(request)
        kept = cache.get(key)
        if kept is not None:
            status, content, headers = kept
            return HttpResponse(content, status=status, headers=headers)
        response = self.get_response(request)
        if self._may_keep(response):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
            kept = (response.status_code, response.content, dict(response.headers))
            cache.set(key, kept, seconds_to_boundary(timezone.localtime()))
        return response

    @staticmethod
    def _may_serve(request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path_info.startswith(SKIPPED)
            and "HX-Request" not in request.headers
        )

    @staticmethod
    def _may_keep(response: Any) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and not response.cookies
            and not response.has_header("Cache-Control")
        )

    @staticmethod
    def _key(request: HttpRequest) -> str:
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        theme = request.COOKIES.get("theme", "") + request.COOKIES.get("size", "")
        address = f"{request.get_host()}{request.get_full_path()}|{language}|{theme}"
        digest = hashlib.sha256(address.encode()).hexdigest()
        return f"page:{generation()}:{request.method}:{digest}"


def follow_pages() -> None:
    """Move the generation on whenever Wagtail changes what is published."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.signals import (
        page_published,
        page_slug_changed,
        page_unpublished,
        post_page_move,
    )

    from django.db.models.signals import post_delete, post_save
    from publishing.models import SiteMenu, SiteSettings

    def moved(sender: Any, **kwargs: Any) -> None:
        bump()

    for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
        signal.connect(moved, weak=False, dispatch_uid="publishing.page_cache")
    for model in (Redirect, SiteMenu, SiteSettings):
        for signal in (post_save, post_delete):
            signal.connect(moved, sender=model, weak=False, dispatch_uid="publishing.page_cache")
