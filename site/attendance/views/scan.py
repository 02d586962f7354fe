"""What a scanned code opens, and where the spoken digits are typed.

`GET /c/<session>-<tag>/` writes nothing, for applications open addresses before people do: it hands
out a ticket (`attendance.tickets`). The confirmation is a POST of the same address.
"""

from dataclasses import asdict
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django_permissions_policy.decorators import permissions_policy_override

from attendance import codes, fence, tickets
from attendance.actions import check_in, check_out_by_code
from attendance.actions.guests import guest_at, known_guest
from attendance.actions.marking import when_and_who
from attendance.answers import Answer, own_answer_of
from attendance.enums import MarkOutcome
from attendance.forms import PositionForm
from attendance.models import Attendance, Door
from attendance.presence import checks_out
from attendance.queries import is_called_off, with_terms
from attendance.remote import layout_at
from events.enums import OfferingState
from events.models import Session
from kernel.outcomes import Result
from kernel.rules import public
from publishing import dates

ASKS_WHERE: dict[str, str | list[str] | tuple[str]] = {"geolocation": "self", "camera": []}
ANSWERED = {True: 200, False: 409}


@method_decorator(never_cache, name="dispatch")
@method_decorator(permissions_policy_override(ASKS_WHERE), name="dispatch")
class Scan(View):
    """`/c/<session>-<tag>/`: who, what, when; one button."""

    rule = public  # whoever is not signed in is told what the code is for, and signs in

    def dispatch(
        self, request: HttpRequest, *args: Any, public_id: str, tag: str, **kwargs: Any
    ) -> HttpResponseBase:
        """404 for a session that is not published."""
        known = with_terms(Session.objects.with_places()).exclude(
            offering__state=OfferingState.DRAFT
        )
        self.session = get_object_or_404(known, public_id=public_id)
        self.door: Door | None = getattr(self.session, "door", None)
        self.tag = tag
        self.layout = layout_at(self.session)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page to confirm on; a code that does not count says why and hands out nothing."""
        person: Any = request.user
        mine = self.own_mark(person) if person.is_authenticated else None
        if mine is not None and not self.may_leave(mine):
            return self.answer(request, self.known(mine))
        ticket = self.ticket(request)
        if ticket is not None and not ticket.is_over:
            return self.confirm(request, mine, ticket.spot)
        found = self.found()
        if refusal := self.refusal(found.age if found else None):
            return self.answer(request, refusal)
        assert found is not None
        response = self.confirm(request, mine, found.spot)
        tickets.issue(request, response, session=self.session, tag=self.tag, **asdict(found))
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        """Spend the ticket."""
        person: Any = request.user
        if not person.is_authenticated:
            return redirect_to_login(request.get_full_path())
        ticket = self.ticket(request)
        if ticket is None or self.door is None:
            # The button was pressed twice: the first press spent the ticket.
            if known := self.known_already(person):
                return self.answer(request, known)
            return self.answer(request, Result(MarkOutcome.EXPIRED_TICKET))
        if not self.door.takes_codes:
            return self.answer(request, Result(MarkOutcome.CODES_OFF))
        device = codes.mark_of_device(self.door, ticket.device)
        judged = fence.judge(self.door, self.session, PositionForm(request.POST).where())
        facts = {"session": self.session, "ticket": ticket, "device": device, "position": judged}
        if self.is_leaving(person):
            result = check_out_by_code(by=person, **facts)
        else:
            result = check_in(by=person, spot=self.layout.spot(ticket.spot), **facts)
        response = self.answer(request, result)
        if result.ok:
            tickets.spend(response)
        return response

    def found(self) -> codes.Found | None:
        """Which code this is, of the session or of one of its remote sites."""
        if self.door is None:
            return None
        spots = ["", *(spot.key for spot in self.layout.spots[1:])]
        return codes.found_code(self.door, self.session, self.tag, timezone.now(), spots)

    def refusal(self, age: int | None) -> Result | None:
        """Why a code that was current `age` steps ago does not count."""
        if is_called_off(self.session):
            return Result(MarkOutcome.SESSION_CANCELLED)
        if self.door is None or age is None:
            return Result(MarkOutcome.UNKNOWN_CODE)
        if not self.door.takes_codes:
            return Result(MarkOutcome.CODES_OFF)
        return Result(MarkOutcome.EXPIRED_CODE) if age > self.door.steps_before else None

    def ticket(self, request: HttpRequest) -> tickets.Ticket | None:
        """What this browser holds for this very code."""
        ticket = tickets.held(request)
        if ticket is None or (ticket.session_id, ticket.tag) != (self.session.public_id, self.tag):
            return None
        return ticket

    def own_mark(self, person: Any) -> Attendance | None:
        """That the person is checked in here already."""
        marks = Attendance.objects.of(person).attended().filter(session=self.session)
        return marks.select_related("registration__person", "registration__unit").first()

    def is_leaving(self, person: Any) -> bool:
        """Whether the person is in and checks out; asked where people do so alone."""
        mine = self.own_mark(person) if checks_out(self.session) else None
        return mine is not None and self.may_leave(mine)

    def may_leave(self, mine: Attendance) -> bool:
        """Whether scanning once more means leaving."""
        return checks_out(self.session) and mine.out_at is None

    def known_already(self, person: Any) -> Result | None:
        """That the person, or the guest, is checked in; None for whoever is not."""
        if mine := self.own_mark(person):
            return self.known(mine)
        guest = guest_at(self.session, person)
        return known_guest(guest) if guest is not None and guest.in_at else None

    def known(self, mine: Attendance) -> Result:
        """That the person is checked in already, or out."""
        said = when_and_who(mine)
        if mine.out_at is not None:
            return Result(MarkOutcome.ALREADY_OUT, mine, said | {"at": dates.clock(mine.out_at)})
        return Result(MarkOutcome.ALREADY_MARKED, mine, said)

    def confirm(self, request: HttpRequest, mine: Attendance | None, spot: str) -> HttpResponse:
        """Name, session, time, site, and the button; whoever is in checks out."""
        asks = self.door is not None and fence.is_asked(self.door, self.session)
        context = {"session": self.session, "asks_where": asks, "now": timezone.now(), "mine": mine}
        context["spot"] = self.layout.spot(spot)
        return render(request, "attendance/scan.html", context)

    def answer(self, request: HttpRequest, result: Result) -> HttpResponse:
        """The verdict over the whole screen."""
        answer: Answer = own_answer_of(result, request.user)
        context = {"session": self.session, "answer": answer, "guest": result.details.get("makeup")}
        response = render(request, "attendance/scanned.html", context, status=ANSWERED[result.ok])
        response["X-Outcome"] = answer.code
        return response
