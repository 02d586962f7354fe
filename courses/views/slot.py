"""All of one planned session on a page."""

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.actions import change_planned_session, plan_session
from courses.models import DraftSession
from courses.outcomes import TimetableOutcome
from courses.planning import laying
from courses.planning.boards import board_of
from courses.planning.facts import fact_of
from courses.planning.plans import Entry, plan_of
from courses.planning.visits import is_visit, ways_of
from courses.slot_forms import SlotForm
from courses.views.screen import CohortScreen
from events.routing import routes_of
from kernel.outcomes import Result
from publishing.backoffice.forms import tell
from publishing.refusals import refuse


class SlotEdit(CohortScreen):
    """`/admin/cohorts/<id>/timetable/session/?slot=`; without one, a new session."""

    template_name = "admin/courses/slot.html"
    here = _("Session")

    @cached_property
    def entry(self) -> Entry | None:
        """The session of the address; None for a new one, 404 for one that is not there."""
        key = self.request.GET.get("slot", "")
        if not key:
            return None
        entry = self.plan.by_key.get(key)
        if entry is None or entry.is_removed:
            raise Http404
        return entry

    def form(self, data: Any = None) -> SlotForm:
        """The form, with what stands in the draft or with a guess."""
        slot = copy(self.entry.slot) if self.entry else self.guess()
        initial = {"based_on": self.plan.revision, "shown": fact_of("", slot)}
        return SlotForm(data, instance=slot, initial=initial, person=self.request.user)

    def guess(self) -> DraftSession:
        """A new one after the last, at the hours usual so far."""
        board, standing = board_of(self.plan), self.plan.standing()
        starts, ends = laying.guessed_times(standing, board.next_day, board.next_half)
        hours = laying.guessed_hours(standing, ends - starts)
        form = standing[-1].slot.form if standing else "lecture"
        return DraftSession(starts_at=starts, ends_at=ends, credit_hours=hours, form=form)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write it into the draft, or show why not with what was typed."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        result = self.act(form)
        if not result.ok:
            refuse(form, result)
            if result.outcome is TimetableOutcome.CHANGED_MEANWHILE:
                self.go_on_from_now(form)
            return self.render_to_response(self.get_context_data(form=form))
        tell(request, result)
        return redirect(f"{self.address()}#{self.entry.key if self.entry else 'timetable'}")

    def act(self, form: SlotForm) -> Result:
        """Add or change."""
        common = {"by": self.request.user, "cohort": self.object}
        based_on = form.cleaned_data["based_on"]
        if self.entry is None:
            return plan_session(**common, **form.values(), based_on=based_on)
        return change_planned_session(
            **common, key=self.entry.key, values=form.changes(), based_on=based_on
        )

    def go_on_from_now(self, form: SlotForm) -> None:
        """Sent once more, it is meant in spite of what others did."""
        now = plan_of(self.object).revision
        form.data = {**form.data.dict(), "based_on": str(now)}  # type: ignore[attr-defined]

    def get_page_title(self) -> Any:
        """Which session."""
        return self.entry.slot.title if self.entry else _("New session")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The session beside its form, and the ways to it: what others made stays in sight."""
        slot = kwargs["form"].instance
        ways = ways_of(self.plan).get(self.entry.key, []) if self.entry else []
        routes = list(routes_of(self.object.offering)) if is_visit(slot) else []
        found = {"entry": self.entry, "media": kwargs["form"].media, "ways": ways}
        found["more_ways"] = [route for route in routes if route not in ways]
        return super().get_context_data(**found, **kwargs)
