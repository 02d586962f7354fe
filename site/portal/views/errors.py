"""Error pages that say what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection had expired: nothing was lost, reload and send again."""
    return render(request, "403_csrf.html", status=403)
