"""Registering and withdrawing: a press, an action, an answer on the offering's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.models import Offering
from kernel.outcomes import Result
from kernel.rules import signed_in, states
from publishing import dates
from registration.actions import register, withdraw
from registration.actions.withdraw import too_late
from registration.asking import AskingPage, offering_of, say
from registration.enums import ALIVE, RegistrationOutcome, RegistrationState
from registration.models import Registration
from registration.rules import own_registration
from registration.wording import title_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@states(signed_in)
@never_cache
@read_or_write
def register_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST registers the reader, after the questions where there are some; GET asks those."""
    offering = offering_of(request, public_id)
    page = AskingPage(request, offering)
    # A lone button asks nothing, nor is asked who cannot register: the action says why.
    lone = page.asks_nothing or not (page.is_filled or page.may_register())
    if request.method != "POST":
        return redirect(offering) if lone else page.answer()
    if page.is_filled and not page.is_registered:
        return page.register() or page.answer()
    if page.is_filled and page.has_matter:  # and is in meanwhile by another way
        return page.save() or page.answer()
    if lone:
        result = register(by=request.user, offering=offering, person=request.user)
        return say(request, offering, result)
    return redirect("register", public_id=public_id)


@states(signed_in)
@never_cache
@read_or_write
def withdraw_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET asks once more, POST withdraws."""
    offering = offering_of(request, public_id)
    row = Registration.objects.of(request.user).filter(offering=offering).first()
    if row is None or row.state not in ALIVE:
        return say(request, offering, Result(RegistrationOutcome.NOT_REGISTERED, row))
    own_registration.check(request.user, row)
    if row.state == RegistrationState.NOMINATED:
        return redirect("nominee", public_id)  # who declines says why
    if request.method != "POST":
        if too_late(offering, row):  # asked once more only where yes would be heard
            return say(request, offering, Result(RegistrationOutcome.TOO_LATE_TO_WITHDRAW, row))
        return render(request, "registration/withdraw.html", _question(offering, row))
    return say(request, offering, withdraw(by=request.user, registration=row))


def _question(offering: Offering, row: Registration) -> dict[str, Any]:
    title = title_of(offering)
    question, label, consequence = _words(row)
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


def _words(row: Registration) -> tuple[str, str, str]:
    """Question, label of its button, and what follows from a yes."""
    if row.state == RegistrationState.WAITLISTED:
        consequence = _("You lose your position. If you join again, you start at the end.")
        return _("Leave the waiting list?"), _("Leave the waiting list"), consequence
    if row.state == RegistrationState.OFFERED:
        consequence = _("It goes to the next person at once, and you leave the waiting list.")
        return _("Decline the place?"), _("Decline the place"), consequence
    consequence = _("Your place goes to the next person on the waiting list at once.")
    if row.companions:
        consequence = _("Your place and those of your companions go to the next people on the "
                        "waiting list at once.")  # fmt: skip
    return _("Withdraw your registration?"), _("Withdraw"), consequence
