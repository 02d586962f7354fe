"""`/me/`: my next session with the pass, what I owe, my registrations, hours, notices."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.passes import pass_of, pass_text
from essays.duties import Duty, tasks_of
from kernel.rules import states
from media.qr import qr_svg
from notices.models import Notice
from portal.mine import Mine, standing_of
from portal.rules import own_page
from portal.views.hours import account_of, own_remarks, own_target
from portal.work import doors_of
from registration import reader

PAST_SHOWN = 5
NOTICES_SHOWN = 5
PAGE = 20


@states(own_page)
@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Everything about me, the most urgent first."""
    person: Any = request.user
    standing = standing_of(person)
    coming = standing.next()
    titles = {mine.offering.pk: mine.offering for mine in standing.everything()}
    duties = tasks_of(person)
    account = account_of(person)
    context = {
        "page": None,
        "work": doors_of(person),
        "asked": [(mine, _state(mine, person)) for mine in standing.asked],
        "next": coming,
        "pass_svg": _pass_svg(person) if coming else "",
        "duties": _shown(_doable_first([duty for duty in duties if duty.is_owed]), titles),
        "calls": _shown([duty for duty in duties if not duty.is_owed and duty.is_open], titles),
        "standing": standing,
        "past": standing.past[:PAST_SHOWN],
        "account": account,
        "target_remark": own_target(person, account),
        "remarks": own_remarks(person),
        "today": timezone.localdate(),
        "notices": Notice.objects.of(person).unread_first()[:NOTICES_SHOWN],
    }
    return render(request, "portal/me.html", context)


@states(own_page)
@never_cache
@require_safe
def my_pass(request: HttpRequest) -> HttpResponse:
    """The pass alone, as large as the screen allows."""
    context = {"pass_svg": _pass_svg(request.user), "next": standing_of(request.user).next()}
    return render(request, "portal/me_pass.html", context)


@states(own_page)
@never_cache
@require_safe
def my_past(request: HttpRequest) -> HttpResponse:
    """Every registration that is over or ended, the latest first."""
    past = Paginator(standing_of(request.user).past, PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/me_past.html", {"page": None, "past": past})


def _shown(duties: list[Duty], titles: dict[int, Any]) -> list[tuple[Duty, Any]]:
    """With the offering as it was read for the page, its titles included; None without one."""
    return [(duty, titles.get(duty.offering.pk) if duty.offering else None) for duty in duties]


def _state(mine: Mine, person: Any) -> reader.ReaderState:
    return reader.read(mine.offering, mine.registration, person)


def _doable_first(duties: list[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: (duty.is_overdue, duty.due_at))


def _pass_svg(person: Any) -> str:
    return qr_svg(pass_text(pass_of(person)), label=gettext("Check-in pass"))
