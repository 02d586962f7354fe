"""Registering and withdrawing: a press, an action, an answer on the offering's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.models import Offering
from kernel.outcomes import Effect, Result
from kernel.rules import signed_in, states
from publishing import dates
from registration.actions import register, withdraw
from registration.enums import ALIVE, RegistrationOutcome, RegistrationState
from registration.models import Registration
from registration.rules import open_offering, own_registration
from registration.wording import title_of

LEVELS = {
    Effect.DONE: messages.SUCCESS,
    Effect.SAME: messages.INFO,
    Effect.REFUSED: messages.WARNING,
}
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@states(signed_in)
@never_cache
@read_or_write
def register_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST registers the reader; whoever only looks is shown the offering."""
    offering = _offering(request, public_id)
    if request.method != "POST":
        return redirect(offering)
    result = register(by=request.user, offering=offering, person=request.user)
    return _answer(request, offering, result)


@states(signed_in)
@never_cache
@read_or_write
def withdraw_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET asks once more, POST withdraws."""
    offering = _offering(request, public_id)
    row = Registration.objects.of(request.user).filter(offering=offering).first()
    if row is None or row.state not in ALIVE:
        return _answer(request, offering, Result(RegistrationOutcome.NOT_REGISTERED, row))
    own_registration.check(request.user, row)
    if row.state == RegistrationState.NOMINATED:
        return redirect("nominee", public_id)  # who declines says why
    if request.method != "POST":
        return render(request, "registration/withdraw.html", _question(offering, row))
    return _answer(request, offering, withdraw(by=request.user, registration=row))


def _offering(request: HttpRequest, public_id: str) -> Offering:
    opened = open_offering.visible(request.user)
    return get_object_or_404(opened.select_related("page", "lead_unit"), public_id=public_id)


def _answer(request: HttpRequest, offering: Offering, result: Result) -> HttpResponse:
    messages.add_message(request, LEVELS[result.outcome.effect], result.message)
    return redirect(offering)


def _question(offering: Offering, row: Registration) -> dict[str, Any]:
    title = title_of(offering)
    if row.state == RegistrationState.WAITLISTED:
        question = _("Leave the waiting list?")
        label = _("Leave the waiting list")
        consequence = _("You lose your position. If you join again, you start at the end.")
    else:
        question, label = _("Withdraw your registration?"), _("Withdraw")
        consequence = _("Your place goes to the next person on the waiting list at once.")
    session = offering.sessions.held().with_places().first()
    facts = [{"term": _("Activity"), "value": title}]
    if session is not None:
        facts.append({"term": _("Begins"), "value": dates.when(session.starts_at)})
    return {
        "title": title,
        "question": question,
        "label": label,
        "consequence": consequence,
        "facts": facts,
        "action": reverse("withdraw", args=[offering.public_id]),
        "back": offering.get_absolute_url(),
        "crumbs": [{"title": title, "url": offering.get_absolute_url()}],
    }
