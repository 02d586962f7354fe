"""`/accounts/signed-in/`: a page asks whether its reader still is, before a form goes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernel.rules import public, signed_in, states


@states(public)
@never_cache
@require_safe
def still_signed_in(request: HttpRequest) -> HttpResponse:
    """`{"token"}` for the forms of the page, if its reader (`as`, a public id) is signed in.

    Else words that say what to do: 401 when nobody is signed in any more, 403 when somebody else
    is, in whose name nothing of this reader may be sent.
    """
    person: Any = request.user
    known = person.is_authenticated
    if known and request.GET.get("as", person.public_id) == person.public_id:
        return JsonResponse({"token": get_token(request)})
    door = reverse("account_login", query={"next": reverse("signed-in")})
    url = reverse("account_logout", query={"next": door}) if known else door
    context = {"other": known, "url": url}
    return render(request, "people/not_signed_in.html", context, status=403 if known else 401)


@states(signed_in)
@never_cache
@require_safe
def back_signed_in(request: HttpRequest) -> HttpResponse:
    """Where signing in leads while a form waits in another tab."""
    return render(request, "people/signed_in.html")
