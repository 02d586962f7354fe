"""Saying whether one comes, by the link in an invitation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from calendars.rsvp import registration_of
from events.models import Offering
from kernel.outcomes import Result
from kernel.rules import public, states
from publishing import dates
from registration import above, reader
from registration.actions import accept, reconfirm, withdraw
from registration.enums import RegistrationState
from registration.models import Registration
from registration.telling import first_session
from registration.wording import place_of, title_of

ASKED = ("offered", "reconfirm")
CAN_LEAVE = (*ASKED, "waitlisted", "pending", "confirmed")


@states(public)  # the signed address is what counts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rsvp(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what it is about and asks; POST `answer=yes` or `answer=no` is the answer."""
    registration = registration_of(token)
    if registration is None:
        return _sealed(render(request, "calendars/rsvp_unknown.html", {"page": None}, status=404))
    said = {"yes": _come, "no": _stay_away}.get(request.POST.get("answer", ""))
    context: dict[str, Any] = {"page": None, "token": token}
    status = 200
    if request.method == "POST":
        if said is None:
            context |= {"kind": "warning", "message": _("Choose one of the two answers.")}
            status = 422
        else:
            result = said(registration)
            context |= {"kind": "success" if result.ok else "warning", "message": result.message}
    context |= _state(registration)
    return _sealed(render(request, "calendars/rsvp.html", context, status=status))


def _come(registration: Registration) -> Result:
    offered = registration.state == RegistrationState.OFFERED
    return (accept if offered else reconfirm)(by=registration.person, registration=registration)


def _stay_away(registration: Registration) -> Result:
    return withdraw(by=registration.person, registration=registration)


def _state(registration: Registration) -> dict[str, Any]:
    """What the page shows of it now."""
    person = registration.person
    offering = (
        Offering.objects.with_figures().select_related("page").get(pk=registration.offering_id)
    )
    row = reader.own_registrations(person, [offering]).get(offering.pk)
    state = reader.read(offering, row, person)
    facts = [{"term": _("Activity"), "value": title_of(offering)}]
    if (session := first_session(offering)) is not None:
        sites = above.sites_of(session, [registration])
        facts += [
            {"term": _("When"), "value": dates.when(session.starts_at, session.ends_at)},
            {"term": _("Where"), "value": place_of(session, sites.get(registration.pk))},
        ]
    nominated = row is None or row.state == RegistrationState.NOMINATED
    return {
        "title": title_of(offering),
        "offering": offering,
        "facts": [fact for fact in facts if fact["value"]],
        "state": state,
        "can_come": state.code in ASKED,
        "can_leave": state.code in CAN_LEAVE and bool(state.label) and not nominated,
    }


def _sealed(response: HttpResponse) -> HttpResponse:
    # Without a referrer a browser sends no origin, and the forms of this page would be refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
