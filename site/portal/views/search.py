"""`/search/`: over published pages only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernel.rules import public, states
from portal.finding import find, suggest


@states(public)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results by relevance; without a query an invitation, without results other ways on."""
    return render(request, "search/search.html", {"found": find(request)})


@states(public)
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A few links for what has been typed so far, to stand below the field."""
    return render(request, "search/suggestions.html", {"hits": suggest(request)})
