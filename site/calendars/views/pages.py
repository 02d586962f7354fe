"""The calendar page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendars.filters import Addresses, groups_of
from calendars.listing import Item, cells_of, items_of, weeks_of, workdays_of
from calendars.period import VIEWS, Period, day_of, period_of
from calendars.selection import Selection, Unknown, selection_of
from calendars.subscribing import clients, in_language, ways_of
from kernel.rules import public, states
from publishing import dates
from publishing.templatetags.page_meta import meta_of


@states(public)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Month, week or agenda; everything stands in the address."""
    sentences: list[str] = []
    selection = _selection(request, sentences)
    period = _period(request, sentences)
    view = request.GET.get("view", "")
    view, lunar = view if view in VIEWS else "", request.GET.get("lunar") == "1"
    addresses = Addresses(request.path, period, selection, view=view, lunar=lunar)
    language = get_language() or settings.LANGUAGE_CODE
    items = items_of(selection, period, language)
    cells = cells_of(
        period,
        items,
        workdays_of(period),
        lambda day: addresses(view="agenda", date=day.isoformat()),
        lunar=lunar,
    )
    past, coming = _by_time(items, period)
    context = {
        "period": period,
        "sentences": sentences,
        "past": past,
        "items": coming,
        "weeks_ahead": weeks_of(coming, period),
        "cells": cells,
        "weeks": [cells[n : n + 7] for n in range(0, len(cells), 7)],
        "weekdays": [dates.weekday(day) for day in period.days()[:7]],
        "tabs": _tabs(period, addresses),
        "around": _around(period, addresses),
        "groups": groups_of(selection, period, addresses, language),
        "result": _result(len(items)),
        "clear_url": _clear(selection, addresses),
        "meta": _meta(request),
        **_subscription(selection, language),
    }
    return render(request, "calendars/calendar.html", context)


def _meta(request: HttpRequest) -> dict[str, str]:
    """For sharing and searching: one address, whatever days, view and filters are shown."""
    said = _("Courses, visits, salons and lectures day by day, to follow in your own calendar.")
    return meta_of(None, request.path, title=_("Calendar"), description=said)


def _by_time(items: list[Item], period: Period) -> tuple[list[Item], list[Item]]:
    """The list below a month: without its neighbours' days, and this month's past apart."""
    if period.view != "month":
        return [], items
    month, now = (period.day.year, period.day.month), timezone.localtime()
    own = [item for item in items if month in _months(item)]
    if month != (now.year, now.month):
        return [], own
    return [item for item in own if item.ends < now], [item for item in own if item.ends >= now]


def _months(item: Item) -> set[tuple[int, int]]:
    days = (dates.local_date(item.starts), dates.local_date(item.ends))
    return {(day.year, day.month) for day in days}


def _selection(request: HttpRequest, sentences: list[str]) -> Selection:
    try:
        return selection_of(request.GET)
    except Unknown:
        sentences.append(_("What you filtered by no longer exists. You see everything."))
        return Selection(only_open=request.GET.get("open") == "1")


def _period(request: HttpRequest, sentences: list[str]) -> Period:
    wanted, view = request.GET.get("date", ""), request.GET.get("view", "")
    day = day_of(wanted)
    if wanted and day is None:
        sentences.append(
            _("“%(wanted)s” is not a day of this calendar. You see today instead.")
            % {"wanted": wanted[:20]}
        )
    if view and view not in VIEWS:
        sentences.append(_("There is no such view. You see the month."))
    return period_of(view, day)


def _tabs(period: Period, addresses: Addresses) -> list[dict[str, Any]]:
    names = {"month": _("Month"), "week": _("Week"), "agenda": _("Agenda")}
    return [
        {"label": names[view], "url": addresses(view=view), "current": view == period.view}
        for view in VIEWS
    ]


def _around(period: Period, addresses: Addresses) -> dict[str, str]:
    return {
        "previous": addresses(date=period.previous.isoformat()),
        "following": addresses(date=period.following.isoformat()),
        "today": addresses(date=None),
    }


def _result(count: int) -> str:
    return ngettext(
        "%(count)s session in these days", "%(count)s sessions in these days", count
    ) % {"count": count}


def _clear(selection: Selection, addresses: Addresses) -> str:
    return addresses.without_filters() if selection != Selection() else ""


def _subscription(selection: Selection, language: str) -> dict[str, Any]:
    query = selection.query()
    address = settings.SITE_URL + reverse("feed-all") + (f"?{query}" if query else "")
    return {
        "ways": ways_of(in_language(address, language)),
        "feed_title": selection.title(),
        "clients": clients(),
    }
