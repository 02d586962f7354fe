"""Invitations: the liaison makes a link and revokes it; whoever has it comes in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.rules import public, states
from people import actions
from people.actions.invitations import digest_of, is_for
from people.joining_forms import InviteForm
from people.models import Invitation, Membership, Unit
from people.rules import join_units, keep_people
from publishing.refusals import refuse

SHOWN = 100


@states(keep_people)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_invitations(request: HttpRequest, public_id: str) -> HttpResponse:
    """Links in use and a form that makes one more; POST `revoke` ends one."""
    unit = get_object_or_404(Unit, public_id=public_id)
    keep_people.check(request.user, unit)
    if request.method == "POST" and (wanted := request.POST.get("revoke", "")):
        held = get_object_or_404(Invitation, unit=unit, public_id=wanted.replace("\0", "")[:12])
        messages.success(
            request, actions.revoke_invitation(by=request.user, invitation=held).message
        )
        return redirect("unit-invitations", public_id)
    form = InviteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, unit, form)
    result = actions.invite(by=request.user, unit=unit, **form.cleaned_data)
    if not result.changed:
        refuse(form, result)
        return _show(request, unit, form)
    # No redirect here: the secret would have to wait somewhere, and it is kept nowhere.
    link = settings.SITE_URL + reverse("join", args=[result.details["secret"]])
    return _show(request, unit, InviteForm(), {"link": link, "sentence": result.message})


def _show(
    request: HttpRequest, unit: Unit, form: InviteForm, made: dict[str, Any] | None = None
) -> HttpResponse:
    rows = Invitation.objects.filter(unit=unit).open().select_related("made_by")[:SHOWN]
    context = {"page": None, "unit": unit, "form": form, "made": made, "invitations": rows}
    response = render(request, "people/invitations.html", context)
    # Not "no-referrer": a browser would send its forms with `Origin: null`, and they were refused.
    response["Referrer-Policy"] = "same-origin"
    return response


@states(public)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What the link opens: which unit invites, and the button that joins it, after signing in.

    That it lets nobody in any more is said before: nobody signs up for it in vain.
    """
    if "\0" in token or len(token) > 100:
        raise Http404
    rows = Invitation.objects.select_related("unit", "made_by")
    held = rows.filter(digest=digest_of(token)).first()
    if held is None:
        return render(request, "people/join.html", {"page": None}, status=404)
    is_over = not held.is_open or not held.unit.is_active
    if not request.user.is_authenticated:
        if is_over:
            return _invites(request, {"invitation": held, "is_over": True})
        return redirect_to_login(request.get_full_path())
    join_units.check(request.user)
    if request.method == "POST":
        result = actions.accept_invitation(by=request.user, invitation=held)
        (messages.success if result.ok else messages.error)(request, result.message)
        return redirect("me" if result.changed else "me-units")  # where one goes on to a course
    person: Any = request.user
    belongs = Membership.objects.current().filter(user=person, unit=held.unit).exists()
    state = {"belongs": belongs, "is_over": is_over, "is_mine": is_for(held, person)}
    return _invites(request, {"invitation": held, **state})


def _invites(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    response = render(request, "people/join.html", {"page": None, **context})
    response["Referrer-Policy"] = "same-origin"  # the secret goes to no other host
    return response
