"""What reaches a person how: the page of preferences, and the link in every mail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kernel.rules import public, states
from notices import actions
from notices.enums import Rhythm
from notices.forms import ChoicesForm
from notices.rules import own_notice
from notices.unsubscribing import wish_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@states(own_notice)
@never_cache
@require_http_methods(GET_OR_POST)
def preferences(request: HttpRequest) -> HttpResponse:
    """`/me/notices/preferences/`: a channel for each kind, a time for the collected mail."""
    form = ChoicesForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        result = actions.choose(
            by=request.user,
            wanted=form.wanted(),
            rhythm=Rhythm(data["rhythm"]),
            weekday=data["weekday"],
            hour=data["hour"],
        )
        messages.success(request, result.message)
        return redirect("notices-preferences")
    status = 422 if form.is_bound else 200
    return render(request, "notices/preferences.html", {"page": None, "form": form}, status=status)


@states(public)
@csrf_exempt  # a mail program has no cookie of ours: the signed address is what counts
@never_cache
@require_http_methods(GET_OR_POST)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One kind of mail off: a page with one button, or RFC 8058's one click without a page."""
    wish = wish_of(token)
    if wish is None:
        raise Http404
    if request.method != "POST":
        return render(request, "notices/unsubscribe.html", {"page": None, "kind": wish.kind.label})
    result = actions.turn_off(by=wish.person, kind=wish.kind)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(result.message, content_type="text/plain; charset=utf-8")
    said = {"page": None, "kind": wish.kind.label, "message": result.message}
    return render(request, "notices/unsubscribe.html", said | {"title": _("Turned off")})
