"""`/unit/n/<id>/hand-over/`: a place of the unit goes to another of its people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.rules import states
from people.models import User
from people.queries import UserQuerySet
from publishing.refusals import refuse
from registration.actions.nomination import substitute
from registration.cautions import cautions_for
from registration.enums import HOLDING, RegistrationState
from registration.hand_overs import unit_of
from registration.liaison.nominations import say
from registration.liaison.unit import address_of, crumbs_of, people_of
from registration.liaison_forms import HandOverForm
from registration.models import Registration
from registration.quota_rules import change_nomination
from registration.wording import title_of

FOUND = 20


@states(change_nomination)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET asks who takes the place, then why; POST hands it over."""
    rows = Registration.objects.select_related(
        "person", "unit", "nominated_unit", "pool__unit", "offering__page", "offering__lead_unit"
    )
    row = get_object_or_404(rows, public_id=public_id)
    change_nomination.check(request.user, row)
    unit: Any = row.nominated_unit or row.unit
    chosen = request.POST.get("person") or request.GET.get("person") or ""
    person = _heirs(row).filter(public_id=chosen.replace("\0", "")[:12]).first()
    form = HandOverForm(request.POST or None, initial={"person": chosen})
    if request.method == "POST" and person is not None and form.is_valid():
        reason = form.cleaned_data["reason"]
        result = substitute(by=request.user, registration=row, person=person, reason=reason)
        if result.ok:
            say(request, result)
            return redirect(address_of(row.offering, unit))
        refuse(form, result)
    return render(request, "registration/hand_over.html", _context(request, row, person, form))


def _context(
    request: HttpRequest, row: Registration, person: User | None, form: HandOverForm
) -> dict[str, Any]:
    unit: Any = row.nominated_unit or row.unit
    words = request.GET.get("q", "").strip()[:60]
    holding = Registration.objects.filter(offering=row.offering, state__in=HOLDING)
    decided = (RegistrationState.DECLINED, RegistrationState.REMOVED)
    against = Registration.objects.filter(offering=row.offering, state__in=decided)
    free = _heirs(row, words).exclude(pk__in=holding.values("person"))
    found = list(free.exclude(pk__in=against.values("person")).exclude(pk=row.person_id)[:FOUND])
    warned = cautions_for(row.offering, [person] if person else found)
    back = address_of(row.offering, unit)
    title = title_of(row.offering)
    return {
        "page": None,
        "row": row,
        "unit": unit,
        "person": person,
        "cautions": warned[person.pk] if person else [],
        "form": form,
        "candidates": [(one, warned[one.pk]) for one in found],
        "q": words,
        "title": title,
        "back": back,
        "here": reverse("hand-over", args=[row.public_id]),
        "crumbs": crumbs_of(unit, {"title": title, "url": back}),
    }


def _heirs(row: Registration, words: str = "") -> UserQuerySet:
    """Whose people take the place: only where it is some unit's does anybody come here."""
    unit: Any = unit_of(row)
    return people_of(unit, words)
