"""`/search/`: over published pages only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernel.rules import public, states
from portal.finding import find


@states(public)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results by relevance; without a query an invitation, without results other ways on."""
    return render(request, "search/search.html", {"found": find(request)})
