"""`/leave/<id>/`: one leave, with what the reader may do about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance import spans
from attendance.absence_enums import OPEN_LEAVE, LeaveState
from attendance.absence_rules import decide_leave as may_decide
from attendance.absence_rules import keep_leave, see_leave, see_reason
from attendance.actions import cut_leave, decide_leave, report_back, withdraw_leave
from attendance.enums import AttendanceStatus
from attendance.forecasts import covered_by, forecast_of, hours_of
from attendance.leave_forms import CutForm, DecisionForm
from attendance.leave_listing import state_in_words, track_of
from attendance.models import Attendance, LeaveRequest, terms_of
from kernel.outcomes import Result
from kernel.rules import states
from publishing import dates
from publishing.figures import number
from publishing.languages import text
from publishing.refusals import refuse
from publishing.templatetags.components import in_its_language
from registration.wording import title_of


@states(see_leave)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET shows it; POST decides, withdraws, cuts short or reports back, by the word in `do`."""
    rows = LeaveRequest.objects.with_office().with_everything()
    leave: Any = get_object_or_404(rows, public_id=public_id)
    see_leave.check(request.user, leave)
    page = LeavePage(request, leave)
    return page.act(request.POST.get("do", "")) if request.method == "POST" else page.show()


class LeavePage:
    """What one reader sees of one leave, and may do."""

    def __init__(self, request: HttpRequest, leave: Any) -> None:
        self.request, self.leave = request, leave
        self.covered = covered_by(leave)
        person: Any = request.user
        self.decides = may_decide.allows(person, leave)
        self.keeps = keep_leave.allows(person, leave)
        self.is_told = see_reason.allows(person, leave)
        self.decision = DecisionForm(initial={"position": leave.rung})
        self.cut = CutForm(sessions=self._to_keep())

    def _to_keep(self) -> list[Any]:
        """With what the leave may end: not with the last session, and not before today's past."""
        own = self.leave.person == self.request.user
        now = timezone.now()
        return [one for one in self.covered[:-1] if not own or one.ends_at > now]

    @property
    def is_open(self) -> bool:
        """Whether it still holds, or may come to."""
        return self.leave.state in OPEN_LEAVE and self.leave.returned_on is None

    @property
    def can_cut(self) -> bool:
        """Whether there is an earlier end to choose."""
        return bool(self.keeps and self.is_open and self.cut.sessions)

    def act(self, word: str) -> HttpResponse:
        """Do what was pressed; a refusal shows the page with what was typed."""
        acts = {
            "approve": self._decide,
            "refuse": self._decide,
            "withdraw": self._withdraw,
            "cut": self._cut,
            "return": self._report_back,
        }
        if word not in acts:
            return redirect("leave", self.leave.public_id)
        result = acts[word](word)
        if result is None:
            return self.show(status=400)
        if not result.ok or self._decided_otherwise(result):
            self._say_in_form(result)
            return self.show(status=409)
        say = messages.success if result.changed else messages.info
        say(self.request, result.message)
        return redirect("leave", self.leave.public_id)

    def _say_in_form(self, result: Result) -> None:
        """A refusal stands where it was written or chosen; above the page where no form is left."""
        if self.decision.is_bound:
            refuse(self.decision, result)
            # Sent once more, it is about the step that is open now.
            now = {"position": self.leave.rung}
            self.decision.data = self.request.POST.dict() | now  # type: ignore[assignment]
        elif self.cut.is_bound and self.can_cut:
            refuse(self.cut, result)
        else:
            messages.error(self.request, result.message)

    def _decide(self, word: str) -> Result | None:
        self.decision = DecisionForm(self.request.POST)
        if not self.decision.is_valid():
            return None
        values = self.decision.cleaned_data
        approve = word == "approve"
        return decide_leave(by=self.request.user, leave=self.leave, approve=approve, **values)

    def _decided_otherwise(self, result: Result) -> bool:
        """Whether somebody was faster than whoever wrote this reason: it is shown once more."""
        if result.changed or not self.decision.is_bound:
            return False
        reason = self.decision.cleaned_data["reason"].strip()
        return bool(reason) and not self.leave.steps.filter(reason=reason).exists()

    def _withdraw(self, _word: str) -> Result:
        keep_leave.check(self.request.user, self.leave)
        return withdraw_leave(by=self.request.user, leave=self.leave)

    def _cut(self, _word: str) -> Result | None:
        keep_leave.check(self.request.user, self.leave)
        self.cut = CutForm(self.request.POST, sessions=self._to_keep())
        if not self.cut.is_valid():
            return None
        return cut_leave(by=self.request.user, leave=self.leave, ends_at=self.cut.ends_at())

    def _report_back(self, _word: str) -> Result:
        keep_leave.check(self.request.user, self.leave)
        return report_back(by=self.request.user, leave=self.leave)

    def show(self, status: int = 200) -> HttpResponse:
        """Facts, the ladder, the forecast, what can be done."""
        leave, now = self.leave, timezone.now()
        begun = leave.starts_at <= now
        approved = leave.state == LeaveState.APPROVED
        steps = list(leave.steps.select_related("by"))
        title = title_of(leave.offering)
        context = {
            "page": None,
            "leave": leave,
            "title": title,
            "span": spans.in_words(leave.starts_at, leave.ends_at),
            "state": state_in_words(leave),
            "facts": self._facts(),
            "track": track_of(leave, steps, told=self.is_told),
            "sessions": self._sessions(),
            "head": [
                {"label": _("Session")},
                {"label": _("Time")},
                {"label": _("Credit hours"), "number": True},
                {"label": _("Mark")},
            ],
            "forecast": self._forecast(),
            "has_file": self.is_told and bool(leave.evidence),
            "decision": self.decision if self.decides or self.decision.is_bound else None,
            "can_withdraw": self._may_withdraw() and self.is_open and not (approved and begun),
            "cut": self.cut if self.can_cut else None,
            "can_return": self.keeps and approved and self.is_open and begun,
            "crumbs": [{"title": title, "url": leave.offering.get_absolute_url()}],
        }
        return render(self.request, "attendance/leave/leave.html", context, status=status)

    def _may_withdraw(self) -> bool:
        """One's own, what was recorded for somebody, what holds; a request is refused instead."""
        own = self.leave.person == self.request.user
        approved = self.leave.state == LeaveState.APPROVED
        return self.keeps and (own or approved or self.leave.is_recorded)

    def _forecast(self) -> str:
        if self.leave.state not in OPEN_LEAVE:
            return ""
        return forecast_of(self.leave, terms_of(self.leave.offering)).words

    def _sessions(self) -> list[list[Any]]:
        """Rows of the table: the session, when, hours, and what its mark says."""
        marks = dict(
            Attendance.objects.filter(
                registration=self.leave.registration_id, session__in=self.covered
            ).values_list("session", "status")
        )
        return [
            [
                in_its_language(text(session, "title")),
                spans.in_cell(session.starts_at, session.ends_at),
                number(session.credit_hours),
                AttendanceStatus(marks.get(session.pk, AttendanceStatus.UNRECORDED)).label,
            ]
            for session in self.covered
        ]

    def _facts(self) -> list[dict[str, Any]]:
        leave, person = self.leave, self.leave.person
        unit = leave.registration.unit
        facts = [
            (_("Participant"), person.name),
            (_("Unit"), text(unit, "name") if unit else ""),
            (_("Kind of leave"), leave.get_kind_display() if self.is_told else ""),
            (_("Time"), spans.in_words(leave.starts_at, leave.ends_at)),
            (_("Hours"), dates.credit_hours(hours_of(self.covered))),
            (_("Reason"), leave.reason if self.is_told else ""),
            (_("Recorded by"), leave.asked_by.name if leave.is_recorded else ""),
        ]
        return [{"term": term, "value": value} for term, value in facts if value]
