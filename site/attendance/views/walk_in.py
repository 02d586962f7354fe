"""Letting in whoever is not on the list, and counting whom they bring."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from attendance import admitting
from attendance.actions import note_companions, walk_in
from attendance.forms import CompanionsForm, WalkInForm
from attendance.models import Attendance
from attendance.views.desk import SessionDesk


class WalkIn(SessionDesk):
    """`/desk/s/<id>/walk-in/`: look a person up in the register and let them in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The field."""
        return self.looked_up(request, "")

    def post(self, request: HttpRequest) -> HttpResponse:
        """A name lists people; a button of that list lets one in. No name stands in an address."""
        form = WalkInForm(request.POST)
        if not form.is_valid():
            return self.looked_up(
                request, str(request.POST.get("text", "")).replace("\0", "")[:40], status=400
            )
        if not form.cleaned_data["person"]:
            return self.looked_up(request, form.cleaned_data["text"])
        person = admitting.person_of(self.door, form.cleaned_data["person"])
        if person is None:
            return self.looked_up(request, "", status=409, stale=True)
        result = walk_in(
            by=request.user, session=self.door, person=person, at=form.taken_at(), spot=self.spot
        )
        return self.answer(request, result)

    def looked_up(
        self, request: HttpRequest, text: str, status: int = 200, stale: bool = False
    ) -> HttpResponse:
        """The people found, each with a button."""
        enough = admitting.is_long_enough(text)
        people = admitting.findable(request.user, text) if text and enough else []
        context = {
            "session": self.door,
            "text": text,
            "too_short": bool(text) and not enough,
            "stale": stale,
            "people": [(person, admitting.ticket_of(self.door, person)) for person in people],
        }
        return render(request, "attendance/walk_in.html", context, status=status)


class Companions(SessionDesk):
    """`/desk/s/<id>/companions/`: how many companions really came."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer like a mark does."""
        form = CompanionsForm(request.POST)
        if not form.is_valid():
            raise Http404
        attendance: Any = get_object_or_404(
            Attendance.objects.filter(session=self.door), public_id=form.cleaned_data["attendance"]
        )
        number = form.cleaned_data["number"]
        result = note_companions(by=request.user, attendance=attendance, number=number)
        return self.answer(request, result)
