"""`/me/data/`: what is held about me, a copy of it to take away, and asking to be forgotten."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernel import privacy
from kernel.models import ErasureRequest
from kernel.outcomes import Effect, Result
from kernel.own_data import ask_copy, ask_erasure, copies_of, take_back_erasure
from kernel.rules import states
from media.responses import private
from portal.handout import held_by
from portal.rules import own_copy, own_page

SHOWN = 10
LEVELS = {
    Effect.DONE: messages.success,
    Effect.SAME: messages.info,
    Effect.REFUSED: messages.error,
}


class ErasureForm(forms.Form):
    """Words to whoever decides; none are asked for."""

    note = forms.CharField(
        label=_("A word to those who decide"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You need not give a reason. Your words go with everything else."),
    )


@states(own_page)
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is held about me, section by section; my copies; my request for erasure."""
    person: Any = request.user
    now = timezone.now()
    copies = list(copies_of(person).filter(expires_at__gt=now)[:5])
    context = {
        "page": None,
        "held": held_by(person, limit=SHOWN),
        "shown": SHOWN,
        "copies": [copy for copy in copies if copy.file or copy.is_coming],
        "making": any(copy.is_coming and not copy.file for copy in copies),
        # One that failed before another was asked for tells nobody anything any more.
        "failed": copies and not (copies[0].file or copies[0].is_coming),
        "erasure": ErasureRequest.objects.filter(person=person).first(),
    }
    response = render(request, "portal/my_data.html", context)
    if context["making"]:
        response["Refresh"] = "8"  # looks again while a copy is being made, without a script
    return response


@states(own_page)
@never_cache
@require_POST
def my_copy(request: HttpRequest) -> HttpResponse:
    """Have a copy made."""
    return _back(request, ask_copy(by=request.user))


@states(own_page)
@never_cache
@require_safe
def my_copy_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The copy itself, to its owner, as long as it is kept."""
    copy = get_object_or_404(own_copy.visible(request.user), public_id=public_id)
    if not copy.is_ready:
        messages.info(
            request, gettext("This copy is not there any more, or not yet. Please ask for one.")
        )
        return redirect("me-data")
    day = timezone.localdate(copy.made_at).isoformat()
    return private(copy.file, name=gettext("Yanxi - my data %(date)s.zip") % {"date": day})


@states(own_page)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_erasure(request: HttpRequest) -> HttpResponse:
    """What erasure means for me; asking for it."""
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _back(request, ask_erasure(by=request.user, note=form.cleaned_data["note"]))
    person: Any = request.user
    fates = [(one.title, one.fate) for one in privacy.sections().values() if one.count(person)]
    context = {
        "page": None,
        "form": form,
        "fates": fates,
        "hindrances": privacy.hindrances(person),
    }
    return render(request, "portal/my_erasure.html", context)


@states(own_page)
@never_cache
@require_POST
def my_erasure_back(request: HttpRequest) -> HttpResponse:
    """Take my request back."""
    return _back(request, take_back_erasure(by=request.user))


def _back(request: HttpRequest, result: Result) -> HttpResponse:
    LEVELS[result.outcome.effect](request, result.message)
    return redirect("me-data")
