"""`/me/units/`: where I belong, what I asked for; finding a unit and asking it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.outcomes import Result
from kernel.rules import states
from people import actions
from people.joining_forms import AskForm
from people.models import JoinRequest, Unit
from people.rules import join_units
from publishing.refusals import refuse

FOUND = 20
ASKED = 10


@states(join_units)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_units(request: HttpRequest) -> HttpResponse:
    """POST `do` is `ask`, `withdraw` or `leave`."""
    if request.method != "POST":
        return _show(request, _chosen(request.GET.get("unit", "")))
    person: Any = request.user
    do, wanted = request.POST.get("do", ""), _id(request.POST.get("id", ""))
    if do == "ask":
        unit = get_object_or_404(Unit, public_id=wanted)  # the action refuses one that ceased
        form = AskForm(request.POST, person=person, unit=unit)
        if form.is_valid():
            said = form.cleaned_data
            result = actions.ask_to_join(by=person, person=person, unit=unit, **said)
            if result.ok:
                return _told(request, result)
            refuse(form, result)
        return _show(request, unit, form)
    if do == "withdraw":
        own = get_object_or_404(JoinRequest, person=person, public_id=wanted)
        return _told(request, actions.withdraw_request(by=person, request=own))
    if do == "leave":
        held = Unit.objects.filter(memberships__in=person.current_memberships).distinct()
        unit = get_object_or_404(held, public_id=wanted)
        return _told(request, actions.leave_unit(by=person, unit=unit))
    return redirect("me-units")


def _told(request: HttpRequest, result: Result) -> HttpResponse:
    (messages.success if result.ok else messages.error)(request, result.message)
    return redirect("me-units")


def _id(text: str) -> str:
    return text.replace("\0", "")[:12]


def _chosen(public_id: str) -> Unit | None:
    return Unit.objects.active().filter(public_id=_id(public_id)).first()


def _asked(person: Any, unit: Unit) -> dict[str, Any]:
    """What a request that waits there says: whoever asks anew changes it."""
    held = person.join_requests.pending().filter(unit=unit).select_related("leaving").first()
    return {"message": held.message, "leaving": held.leaving} if held else {}


def _show(request: HttpRequest, unit: Unit | None, form: AskForm | None = None) -> HttpResponse:
    person: Any = request.user
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = list(join_units.visible(person).named(words)[: FOUND + 1]) if words else []
    own = person.join_requests.select_related("unit").order_by("-asked_at", "-pk")[:ASKED]
    if unit is not None and form is None:
        form = AskForm(person=person, unit=unit, initial=_asked(person, unit))
    context = {
        "page": None,
        "memberships": person.current_memberships,
        "requests": own,
        "q": words,
        "found": found[:FOUND],
        "more": len(found) > FOUND,
        "chosen": unit,
        "form": form,
    }
    return render(request, "people/my_units.html", context)
