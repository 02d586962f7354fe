"""`/accounts/activate/`: name and code from a letter, then a password, then in."""

import time
from typing import Any

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kernel.rules import public, states
from people import sms
from people.account_forms import ActivationForm, FirstPasswordForm
from people.actions import activate as use_code
from people.actions import try_code
from people.models import ActivationCode
from people.numbers import masked_contact
from publishing.refusals import refuse

KEY = "activation"
SECONDS = 15 * 60


@states(public)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Ask for name and code."""
    if request.user.is_authenticated:
        return redirect("me")
    form = ActivationForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        result = try_code(by=None, **form.cleaned_data)
        if result.ok:
            until = int(time.time()) + SECONDS
            request.session[KEY] = {"code": result.record.public_id, "until": until}
            return redirect("activate-password")
        refuse(form, result)
    return render(request, "people/activate.html", {"form": form})


@states(public)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def activate_password(request: HttpRequest) -> HttpResponse:
    """Ask for the password, use the code up, sign the person in."""
    code = _code_in_hand(request)
    if code is None or request.user.is_authenticated:
        return redirect("activate")
    person = code.person
    form = FirstPasswordForm(request.POST or None, person=person)
    if request.method != "POST" or not form.is_valid():
        contacts = [masked_contact(text) for text in (person.phone, person.email) if text]
        context = {"form": form, "person": person, "contacts": contacts}
        return render(request, "people/activate_password.html", context)
    result = use_code(by=person, code=code, password=form.cleaned_data["password"])
    del request.session[KEY]
    if not result.ok:
        messages.error(request, result.message)
        return redirect("activate")
    return _let_in(request, result)


def _let_in(request: HttpRequest, result: Any) -> HttpResponse:
    """The letter proved the person; a number on file is proved by a text message on the way."""
    person = result.record
    messages.success(request, result.message)
    record_authentication(request, person, "activation")
    # Who has nothing on file yet could not sign in again: the next page asks for it.
    ask_contact = not person.phone and not person.email
    page = "account_change_phone" if sms.is_available() else "account_email"
    answer: HttpResponse = perform_login(
        request,
        person,
        email_verification=EmailVerificationMethod.NONE,
        redirect_url=reverse(page if ask_contact else "me"),
    )
    return answer


def _code_in_hand(request: HttpRequest) -> ActivationCode | None:
    held = request.session.get(KEY) or {}
    if held.get("until", 0) < time.time():
        return None
    found = ActivationCode.objects.unended().select_related("person")
    return found.filter(public_id=held["code"]).first()
