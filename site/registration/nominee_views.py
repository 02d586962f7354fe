"""A nominee's own screens: declining, and the admission notice (录取通知) to read and print."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Offering
from kernel.rules import signed_in, states
from publishing import dates
from publishing.refusals import refuse
from registration import above
from registration.actions.nomination import decline_nomination
from registration.enums import RegistrationState
from registration.liaison_forms import DeclineForm
from registration.models import Registration
from registration.rules import open_offering, own_registration
from registration.telling import sessions_told
from registration.wording import title_of


@states(signed_in)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nominee(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/o/<id>/nomination/`: what being nominated means; POST declines with a reason."""
    offering, row = _own(request, public_id)
    gone = row is not None and row.state != RegistrationState.NOMINATED
    if row is None or (gone and not request.POST.get("reason", "").strip()):
        messages.info(request, _("You are not nominated here, so there is nothing to decline."))
        return redirect(offering)
    own_registration.check(request.user, row)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        result = decline_nomination(by=request.user, registration=row, **form.cleaned_data)
        if result.ok and row.state in (RegistrationState.NOMINATED, RegistrationState.WITHDRAWN):
            messages.success(request, result.message)
            return redirect(offering)
        refuse(form, result)
    return render(request, "registration/nominee.html", _question(offering, row, form))


@states(signed_in)
@never_cache
@require_safe
def admission(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/o/<id>/admission/`: the notice of whoever has a place; prints as an A4 letter."""
    offering, row = _own(request, public_id)
    if row is None or row.state != RegistrationState.CONFIRMED:
        raise Http404
    own_registration.check(request.user, row)
    change = row.changes.filter(to_state=RegistrationState.CONFIRMED).last()
    sessions = list(sessions_told(offering))
    sites = above.sites_of(sessions[0], [row]) if sessions else {}
    context = {
        "page": None,
        "offering": offering,
        "row": row,
        "title": title_of(offering),
        "sessions": sessions,
        "seat": sites.get(row.pk),
        "hours": sum(session.credit_hours for session in sessions),
        "admitted_at": change.at if change else row.changed_at,
        "today": timezone.localdate(),
        "crumbs": [{"title": title_of(offering), "url": offering.get_absolute_url()}],
    }
    return render(request, "registration/admission.html", context)


def _own(request: HttpRequest, public_id: str) -> tuple[Offering, Registration | None]:
    opened = open_offering.visible(request.user)
    offering = get_object_or_404(opened.select_related("page", "lead_unit"), public_id=public_id)
    rows = Registration.objects.of(request.user).filter(offering=offering)
    return offering, rows.select_related("nominated_unit", "unit", "person", "offering").first()


def _question(offering: Offering, row: Registration, form: DeclineForm) -> dict[str, Any]:
    title = title_of(offering)
    session = offering.sessions.held().with_places().first()
    facts = [
        {"term": _("Activity"), "value": title},
        {"term": _("Nominated by"), "value": row.nominated_unit.name if row.nominated_unit else ""},
    ]
    if session is not None:
        facts.append({"term": _("Begins"), "value": dates.when(session.starts_at)})
    return {
        "title": title,
        "facts": facts,
        "form": form,
        "action": reverse("nominee", args=[offering.public_id]),
        "back": offering.get_absolute_url(),
        "crumbs": [{"title": title, "url": offering.get_absolute_url()}],
    }
