"""`/unit/<id>/activation/`: who has not activated the account yet, and their letters."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.rules import states
from media.qr import qr_svg
from people import sms
from people.actions import issue_codes, text_codes
from people.models import ActivationCode, Membership, Unit, User
from people.rules import activate_people

MOST = 300  # letters at once: what one prints and hands out in a day


@states(activate_people)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who waits; POST prints letters for the ticked, or sends their codes by text message."""
    unit = get_object_or_404(Unit.objects.active(), public_id=public_id)
    activate_people.check(request.user, unit)
    within = Unit.objects.within(unit).order_by()
    waiting = activate_people.visible(request.user).in_units(within)
    if request.method == "POST":
        ticked = [key for key in request.POST.getlist("person")[:MOST] if "\0" not in key]
        if not ticked:
            messages.error(request, _("Nobody was chosen. Tick at least one person."))
            return redirect("unit-activation", unit.public_id)
        chosen = list(waiting.filter(public_id__in=ticked))
        return _act(request, unit, chosen)
    context = {
        "page": None,
        "unit": unit,
        "total": waiting.count(),
        "most": MOST,
        "rows": _rows(waiting.order_by("name_key", "pk")[:MOST]),
        "can_text": sms.is_available() and waiting.exclude(phone=None).exists(),
    }
    return render(request, "people/activation.html", context)


def _act(request: HttpRequest, unit: Unit, chosen: list[User]) -> HttpResponse:
    if request.POST.get("do") == "text":
        result = text_codes(by=request.user, people=chosen)
    else:
        result = issue_codes(by=request.user, people=chosen)
        if result.ok:
            # No redirect here: the codes would have to wait somewhere, and they are kept nowhere.
            return _letters(request, unit, chosen, result.details["codes"])
    level = messages.success if result.ok else messages.error
    level(request, result.message)
    return redirect("unit-activation", unit.public_id)


def _letters(
    request: HttpRequest, unit: Unit, people: list[User], codes: dict[int, str]
) -> HttpResponse:
    address = settings.SITE_URL + reverse("activate")
    row = ActivationCode.objects.filter(person__in=codes).latest("issued_at")
    context = {
        "unit": unit,
        "address": address,
        "qr": qr_svg(address, label=address),
        "until": timezone.localdate(row.expires_at),
        "by": request.user,
        "letters": [(person, codes[person.pk]) for person in people if person.pk in codes],
    }
    response = render(request, "people/letters.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _rows(people: Any) -> list[tuple[User, Unit | None, ActivationCode | None]]:
    """Everybody with the unit and the code issued last, in three queries."""
    found = list(people)
    latest = {
        code.person_id: code
        for code in ActivationCode.objects.filter(person__in=found).order_by("issued_at", "pk")
    }
    current = Membership.objects.current().filter(user__in=found).select_related("unit")
    units = {membership.user_id: membership.unit for membership in current.order_by("-pk")}
    return [(person, units.get(person.pk), latest.get(person.pk)) for person in found]
