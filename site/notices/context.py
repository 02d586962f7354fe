"""The unread count beside a person's name."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notices.models import Notice


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: counted only where a template shows it."""
    user = getattr(request, "user", None)
    if user is None:
        return {}

    def count() -> int:
        return Notice.objects.of(user).unread().count() if user.is_authenticated else 0

    return {"unread_notices": SimpleLazyObject(count)}
