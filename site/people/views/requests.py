"""`/unit/requests/<id>/`: somebody asks to join; the liaison confirms or declines."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.rules import states
from people import actions
from people.joining_forms import DeclineForm
from people.models import JoinRequest
from people.rules import decide_request
from publishing.refusals import refuse

ASKED_ANEW = _("The person has asked anew meanwhile. Please read what is asked now, then decide.")


@states(decide_request)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who asks; POST `do` is `confirm` or `decline`. Of one asked anew the newest is decided."""
    rows = JoinRequest.objects.select_related("person", "unit", "leaving", "asked_by")
    found = get_object_or_404(rows, public_id=public_id)
    decide_request.check(request.user, found)
    declines = request.POST.get("do") == "decline"
    form = DeclineForm(request.POST if declines else None)
    asked = found.newest()
    if asked != found and request.method != "POST":
        return redirect("join-request", asked.public_id)
    if asked != found:
        messages.warning(request, ASKED_ANEW)
        return _show(request, asked, form, status=409)
    if request.method != "POST" or (declines and not form.is_valid()):
        return _show(request, asked, form)
    if declines:
        reason = form.cleaned_data["reason"]
        result = actions.decline_request(by=request.user, request=asked, reason=reason)
        if result.record.reason != reason:  # somebody else decided meanwhile
            refuse(form, result)
            return _show(request, result.record, form)
    else:
        result = actions.confirm_request(by=request.user, request=asked)
    (messages.success if result.ok else messages.error)(request, result.message)
    return redirect("unit-people", asked.unit.public_id)


def _show(
    request: HttpRequest, asked: JoinRequest, form: DeclineForm, status: int = 200
) -> HttpResponse:
    context = {"page": None, "asked": asked, "form": form}
    return render(request, "people/join_request.html", context, status=status)
