"""Replacing one's own pass: a lost card, a picture that went round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from attendance.actions import replace_pass
from kernel.rules import signed_in, states


@states(signed_in)
@require_POST
def replace_own(request: HttpRequest) -> HttpResponse:
    """`/me/pass/replace/`: the old pass, printed copies included, is worth nothing from now on."""
    result = replace_pass(by=request.user, person=request.user)
    messages.success(request, result.message)
    return redirect("me-pass")
