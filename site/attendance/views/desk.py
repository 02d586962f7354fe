"""The desk: the sessions to work on, and the door of one of them.

With the header `X-Desk` (sent by `desk.js`) a mark is answered by a fragment instead of a page.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance import windows
from attendance.actions import check_out, check_out_by_pass, mark, mark_pass, undo
from attendance.answers import answer_of, with_walk_in
from attendance.enums import MarkOutcome, Method
from attendance.forms import MarkForm, UndoForm
from attendance.guests import guests_of
from attendance.models import Attendance, DeskToken
from attendance.passes import PREFIX, looks_like_pass
from attendance.presence import checks_out
from attendance.queries import is_called_off
from attendance.roster import (
    Entry,
    by_site,
    changed_since,
    count,
    count_left,
    day_sheet,
    figures,
    left_of,
    matching,
    roster,
)
from attendance.rules import sessions_of, work_desk
from attendance.views.door import DoorView
from kernel.outcomes import Result
from kernel.rules import states

ANSWER = "desk_answer"
LATEST_COMMIT = timedelta(seconds=10)
SHOWN = ("all", "missing", "here", "elsewhere")


@states(work_desk)
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Sessions open now, later today, next, and the last ones."""
    sheet = day_sheet(sessions_of(request.user))
    devices = DeskToken.objects.of(request.user).in_use().prefetch_related("sessions")
    return render(request, "attendance/desk.html", {"sheet": sheet, "devices": devices})


class SessionDesk(DoorView):
    """`/desk/s/<id>/`: the counter, the field, the roster; a mark is posted here."""

    leaving = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """The whole page, with the answer to the mark before."""
        answer = request.session.pop(ANSWER, None)
        return self.page(request, answer=answer, show=request.GET.get("show", "all"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark a pass or a registration, or look a name up. Names never stand in an address."""
        form = MarkForm(request.POST)
        if not form.is_valid():
            text = str(request.POST.get("text", ""))
            if looks_like_pass(text):
                return self.answer(request, Result(MarkOutcome.UNKNOWN_PASS))
            return self.page(request, text=text[:40], status=400)
        text, chosen = form.cleaned_data["text"], form.cleaned_data["registration"]
        common = {"by": request.user, "session": self.door, "at": form.taken_at()}
        if not self.leaving:
            common["spot"] = self.spot
        if chosen:
            result = self.note(chosen, common)
            if result.outcome is MarkOutcome.NOT_REGISTERED:
                raise Http404
        elif looks_like_pass(text):
            result = self.note_pass(text, common)
        else:
            return self.page(request, text=text)
        return self.answer(request, result)

    def note(self, chosen: str, common: dict[str, Any]) -> Result:
        """Mark a registration."""
        return mark(public_id=chosen, method=Method.SEARCH, **common)

    def note_pass(self, text: str, common: dict[str, Any]) -> Result:
        """Mark whom a pass names."""
        return mark_pass(text=text, **common)

    def answer(self, request: HttpRequest, result: Result) -> HttpResponse:
        """A fragment for the script; else the page again, which shows the answer once."""
        answer = with_walk_in(answer_of(result), self.door, result)
        if "X-Desk" not in request.headers:
            request.session[ANSWER] = answer.plain()
            return redirect(self.here, self.door.public_id)
        rows = [Entry(result.record.registration, result.record)] if result.record else []
        context = {
            "session": self.door,
            "answer": answer,
            "rows": rows,
            "spot": self.spot,
            "count": self.counted(),
            "leaving": self.leaving,
        }
        response = render(request, "attendance/_answer.html", context)
        response["X-Desk-Outcome"] = answer.code
        return response

    def page(
        self,
        request: HttpRequest,
        *,
        answer: Any = None,
        text: str = "",
        show: str = "all",
        status: int = 200,
    ) -> HttpResponse:
        """The desk, its roster narrowed by `text` and by who is (not) there."""
        whole = roster(self.door)
        everyone = [one for one in whole if self.spot.takes(one.site.pk if one.site else None)]
        elsewhere = [one for one in whole if one not in everyone] if show == "elsewhere" else []
        rows = matching(elsewhere if show == "elsewhere" else everyone, text)
        if show in ("missing", "here"):
            rows = [entry for entry in rows if self.is_shown(entry, show)]
        context = {
            "session": self.door,
            "called_off": is_called_off(self.door),
            "opens_at": windows.opens_at(self.door),
            "closes_at": windows.closes_at(self.door),
            "now": timezone.now(),
            "count": left_of(everyone) if self.leaving else figures(everyone),
            "checks_out": checks_out(self.door),
            "leaving": self.leaving,
            "here": reverse(self.here, args=[self.door.public_id]),
            "rows": rows,
            "everyone": everyone,
            "guests": guests_of(self.door),
            "spot": self.spot,
            "sites": by_site(whole, self.layout),
            "text": text,
            "show": show if show in SHOWN else "all",
            "answer": answer,
            "prefix": PREFIX,
        }
        return render(request, "attendance/session.html", context, status=status)

    here = "desk-session"

    def counted(self) -> Any:
        """The counter."""
        return (count_left if self.leaving else count)(self.door, self.spot)

    def is_shown(self, entry: Entry, show: str) -> bool:
        """Whether somebody belongs among those who (do not) show up, or have (not) left."""
        if self.leaving:
            return entry.is_here and entry.has_left == (show == "here")
        return entry.is_here if show == "here" else entry.is_expected and not entry.is_here


class LeavingDesk(SessionDesk):
    """`/desk/s/<id>/leaving/`: the same desk while people leave."""

    leaving = True
    here = "desk-leaving"

    def note(self, chosen: str, common: dict[str, Any]) -> Result:
        """Check a registration out."""
        return check_out(public_id=chosen, **common)

    def note_pass(self, text: str, common: dict[str, Any]) -> Result:
        """Check out whom a pass names."""
        return check_out_by_pass(text=text, **common)


class UndoMark(SessionDesk):
    """`/desk/s/<id>/undo/`: take a mark back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer like a mark does."""
        form = UndoForm(request.POST)
        wanted = form.cleaned_data["attendance"] if form.is_valid() else ""
        attendance = get_object_or_404(
            Attendance.objects.filter(session=self.door), public_id=wanted
        )
        return self.answer(request, undo(by=request.user, attendance=attendance))


class UndoLeaving(UndoMark):
    """`/desk/s/<id>/leaving/undo/`: the same for the desk at which people leave."""

    leaving = True
    here = "desk-leaving"


class LiveDesk(DoorView):
    """`/desk/s/<id>/live/?since=<seconds>`: the counter, and rows that changed since then."""

    leaving = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """A fragment; the header `X-Desk-Now` is the `since` of the next call.

        It lies a little back: a mark is dated before it is committed, and one that was not yet to
        be seen must not be missed. What was told already is told once more and changes nothing.
        """
        now = timezone.now()
        try:
            since = datetime.fromtimestamp(float(request.GET.get("since", "")), UTC)
        except (ValueError, OverflowError, OSError):
            since = now
        context = {
            "session": self.door,
            "rows": changed_since(self.door, since),
            "count": (count_left if self.leaving else count)(self.door, self.spot),
            "spot": self.spot,
            "leaving": self.leaving,
        }
        response = render(request, "attendance/_answer.html", context)
        response["X-Desk-Now"] = f"{(now - LATEST_COMMIT).timestamp():.3f}"
        return response
