"""The rotating code on a screen: `/s/<id>/code/`, and what it asks for every few seconds."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from attendance import windows
from attendance.actions import set_door
from attendance.codes import Code, codes_from, door_of
from attendance.forms import DoorForm
from attendance.presence import codes_shown_until
from attendance.queries import is_called_off
from attendance.remote import Spot
from attendance.roster import count
from attendance.rules import show_code
from attendance.views.door import DoorView
from kernel.outcomes import Result
from media.qr import qr_svg
from publishing import dates

DRAWN = 128
"""Codes whose picture a process keeps: several screens and repeated questions draw each once."""


class CodeScreen(DoorView):
    """The screen itself. Without a script it asks for itself anew every few seconds."""

    rule = show_code

    def stand(self, request: HttpRequest) -> Spot:
        """The remote site that the address names: two screens of one browser differ."""
        return self.layout.spot(request.GET.get("at", ""))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The code of now, or why there is none."""
        state = self.state(request)
        context = {
            "session": self.door,
            "address": request.build_absolute_uri(_in_chinese("spoken")).partition("//")[2],
            "state": state,
            "code": next(iter(state["codes"]), None),
            "spot": self.spot,
        }
        return render(request, "attendance/code.html", context)

    def state(self, request: HttpRequest) -> dict[str, Any]:
        """Everything that changes on the screen."""
        door, now = door_of(self.door), timezone.now()
        words = self.closed(door, now)
        figures = count(self.door, self.spot)
        given = [] if words else codes_from(door, self.door, now, spot=self.spot.key)
        codes = [self.drawn(request, code) for code in given]
        counted = gettext("%(arrived)s of %(expected)s here") % {
            "arrived": figures.arrived,
            "expected": figures.expected,
        }
        return {"codes": codes, "count": counted, "clock": dates.clock(now), "words": words}

    def closed(self, door: Any, now: Any) -> str:
        """Why no code is shown; empty while it is."""
        if is_called_off(self.door):
            return gettext("This session was cancelled. No marks are taken.")
        if not door.takes_codes:
            return gettext("At this session the desk checks people in.")
        if now < windows.opens_at(self.door):
            opens = dates.instant(windows.opens_at(self.door))
            return gettext("Check-in opens at %(opens)s.") % {"opens": opens}
        if now > codes_shown_until(self.door):
            return gettext("This session is over, and so is check-in by code.")
        return ""

    def drawn(self, request: HttpRequest, code: Code) -> dict[str, Any]:
        """A code as the screen takes it. Its address is Chinese whatever the screen's language."""
        path = _in_chinese("scan", self.door.public_id, code.tag)
        svg = _drawing(request.build_absolute_uri(path), gettext("Check-in code"))
        digits = f"{code.digits[:3]} {code.digits[3:]}"
        return {"svg": svg, "digits": digits, "ends_in": code.ends_in}


class CodeNow(CodeScreen):
    """`/s/<id>/code/now/`: codes of the next half minute as spans: no clock need be right."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """JSON."""
        return JsonResponse(self.state(request))


class DoorSettings(DoorView):
    """`/s/<id>/settings/`: whether codes count, how long, and the fence."""

    rule = show_code

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.page(request, DoorForm(instance=door_of(self.door)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save, and back to the desk."""
        form = DoorForm(request.POST, instance=door_of(self.door))
        if not form.is_valid():
            return self.page(request, form, status=400)
        result: Result = set_door(by=request.user, session=self.door, **form.cleaned_data)
        assert result.ok
        return redirect("desk-session", self.door.public_id)

    def page(self, request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
        """The form, with the errors in it."""
        venue = self.door.venue
        context = {
            "session": self.door,
            "form": form,
            "on_the_map": venue is not None and venue.latitude is not None,
        }
        return render(request, "attendance/settings.html", context, status=status)


def _in_chinese(name: str, *args: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)


@lru_cache(maxsize=DRAWN)
def _drawing(address: str, label: str) -> str:
    return str(qr_svg(address, label=label))
