"""`/unit/<id>/people/`: the liaison's list of the unit's own people."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.rules import states
from people import actions
from people.enums import Role
from people.joining_forms import EnrolForm
from people.models import Invitation, JoinRequest, Membership, Unit, User
from people.rules import keep_people, see_unit
from publishing.refusals import refuse

PAGE = 50
SHOWN = ("all", "members", "offices", "past")


@states(see_unit)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_people(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who belongs here; POST puts somebody on the list."""
    unit = get_object_or_404(Unit, public_id=public_id)
    see_unit.check(request.user, unit)
    if request.method == "POST":
        keep_people.check(request.user, unit)
        form = EnrolForm(request.POST, person=request.user)
        if form.is_valid():
            result = actions.enrol(by=request.user, unit=unit, **form.values())
            if result.ok:
                messages.success(request, result.message)
                return redirect("unit-people", public_id)
            refuse(form, result)
        return _show(request, unit, form)
    return _show(request, unit, EnrolForm(person=request.user))


def rows_of(unit: Unit, show: str, words: str) -> QuerySet[Membership]:
    """Memberships of the unit itself, as they are asked for, in the official order."""
    rows = Membership.objects.filter(unit=unit)
    if show == "past":
        rows = rows.filter(until_on__lt=timezone.localdate())
    else:
        rows = rows.filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()))
    if show == "members":
        rows = rows.filter(role=Role.MEMBER)
    if show == "offices":
        rows = rows.exclude(role=Role.MEMBER)
    for word in words.split()[:5]:
        rows = rows.filter(user__in=User.objects.matching(word))
    return rows.select_related("user", "unit").in_official_order()


def _show(request: HttpRequest, unit: Unit, form: EnrolForm) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    show = request.GET.get("show", "")
    show = show if show in SHOWN else SHOWN[0]
    keeps = keep_people.allows(request.user, unit)
    waiting = JoinRequest.objects.filter(unit=unit).pending().select_related("person", "leaving")
    context: dict[str, Any] = {
        "page": None,
        "unit": unit,
        "keeps": keeps,
        "form": form,
        "q": words,
        "show": show,
        "tabs": _tabs(request, show),
        "people": Paginator(rows_of(unit, show, words), PAGE).get_page(request.GET.get("page")),
        "requests": waiting if keeps else [],
        "invitations": Invitation.objects.filter(unit=unit).open().count() if keeps else 0,
        "today": timezone.localdate(),
    }
    return render(request, "people/roster.html", context)


def _tabs(request: HttpRequest, show: str) -> list[dict[str, Any]]:
    names = {
        "all": gettext("Everybody"),
        "members": gettext("Members"),
        "offices": gettext("With an office"),
        "past": gettext("Former"),
    }
    return [
        {"label": names[key], "url": f"{request.path}?show={key}", "current": key == show}
        for key in SHOWN
    ]
