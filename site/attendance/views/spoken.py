"""`/c/`: the six digits that were said aloud or stand on the screen, typed on a phone."""

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from attendance import codes, tickets
from attendance.actions import check_in_spoken
from attendance.answers import own_answer_of
from attendance.entitled import next_for, open_for
from attendance.enums import MarkOutcome
from attendance.forms import SpokenForm
from attendance.remote import layout_at
from kernel.outcomes import Result
from kernel.rules import signed_in

# A million digits, two of them right: whoever has an account and a place may be wrong five times
# in ten minutes, and all together a hundred times, before only the scanned code counts.
LIMITS = {"person": {"spoken": "5/10m/key"}, "session": {"spoken": "100/10m/key"}}


@method_decorator(never_cache, name="dispatch")
class Spoken(View):
    """The way in without a camera."""

    rule = signed_in

    def get(self, request: HttpRequest) -> HttpResponse:
        """The field, or which session comes next."""
        return self.page(request, SpokenForm(), open_for(request.user, timezone.now()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compare with the digits of every session that expects this person now."""
        sessions, form = open_for(request.user, timezone.now()), SpokenForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, sessions, status=400)
        if not sessions:
            return self.page(request, form, sessions, status=409)
        usage = _consume(request, "person", str(request.user.pk))
        if usage is None:
            return self.answer(request, Result(MarkOutcome.TOO_MANY_TRIES), sessions[0])
        for session in sessions:
            found = self.compare(request, session, form.cleaned_data["digits"])
            if found is not None:
                usage.rollback()
                return self.answer(request, found, session)
        return self.answer(request, Result(MarkOutcome.WRONG_DIGITS), sessions[0])

    def compare(self, request: HttpRequest, session: Any, digits: str) -> Result | None:
        """The mark, when the digits are this session's; None when they are wrong."""
        usage = _consume(request, "session", session.public_id)
        if usage is None:
            return Result(MarkOutcome.TOO_MANY_TRIES)
        door = session.door
        layout = layout_at(session)
        spots = ["", *(spot.key for spot in layout.spots[1:])]
        spot = codes.spoken_at(door, session, digits, timezone.now(), spots)
        if spot is None:
            return None
        usage.rollback()
        named = tickets.device_of(request)
        device = codes.mark_of_device(door, named) if named else ""
        return check_in_spoken(
            by=request.user, session=session, device=device, spot=layout.spot(spot)
        )

    def page(
        self, request: HttpRequest, form: Any, sessions: list[Any], status: int = 200
    ) -> HttpResponse:
        """The field with the sessions it is for."""
        coming = None if sessions else next_for(request.user, timezone.now())
        context = {"form": form, "sessions": sessions, "coming": coming}
        return render(request, "attendance/spoken.html", context, status=status)

    def answer(self, request: HttpRequest, result: Result, session: Any) -> HttpResponse:
        """The verdict; what was wrong can be typed again."""
        answer = own_answer_of(result, request.user)
        context = {"session": session, "answer": answer, "again": True}
        context["guest"] = result.details.get("makeup")
        status = 200 if result.ok else 409
        response = render(request, "attendance/scanned.html", context, status=status)
        response["X-Outcome"] = answer.code
        return response


def _consume(request: HttpRequest, whose: str, key: str) -> Any:
    return ratelimit.consume(
        request, app="attendance", action="spoken", config=LIMITS[whose], key=f"{whose}:{key}"
    )
