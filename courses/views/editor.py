"""The editor: a board of days and half-days; every change is one small form.

Buttons and forms do everything; with scripts the board alone is drawn anew after each of them, and
sessions can be dragged.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.actions.history import undoable
from courses.outcomes import TimetableOutcome
from courses.planning.boards import Board, board_of
from courses.planning.laying import HALVES
from courses.planning.plans import Entry, latest_version, plan_of
from courses.slot_forms import QuickForm
from courses.views.commands import Command, Unclear
from courses.views.screen import CohortScreen
from events.enums import OfferingState
from kernel.ids import PATTERN
from kernel.outcomes import Result
from publishing import dates
from publishing.backoffice.forms import tell

BOARD = "admin/courses/_board.html"


class TimetableEditor(CohortScreen):
    """`/admin/cohorts/<id>/timetable/`."""

    template_name = "admin/courses/timetable.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The board; `?move=` a session that is being moved, `?at=` where the next one goes."""
        return self.draw(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was sent, and show the board as it is then; a refusal keeps what was typed."""
        command = Command(by=request.user, cohort=self.object, data=request.POST)  # type: ignore[misc]
        try:
            result = command.run()
        except Unclear as unclear:
            return self.draw(self.get_context_data(mistakes=unclear.words, typed=request.POST))
        if result.ok and not self.wants_board:
            tell(request, result)
            return redirect(self.address())
        again = request.POST if self.may_insist(result) else None
        typed = None if result.ok else request.POST
        return self.draw(self.get_context_data(result=result, again=again, typed=typed))

    @staticmethod
    def may_insist(result: Result) -> bool:
        """Whether the same can be sent once more, now that it is known what others did."""
        return result.outcome is TimetableOutcome.CHANGED_MEANWHILE

    @property
    def wants_board(self) -> bool:
        """Whether a script asks for the board alone."""
        return self.request.headers.get("HX-Request") == "true"

    def draw(self, context: dict[str, Any]) -> HttpResponse:
        """The page, or the board alone."""
        if self.wants_board:
            return render(self.request, BOARD, context)
        return self.render_to_response(context)

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """Versions; publishing stands beside the number of changes."""
        url = self.address("timetable_versions")
        return [HeaderButton(_("Versions"), url=url, icon_name="history", priority=2)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The board, what moves, the line to type, what can be undone."""
        board = board_of(plan_of(self.object))
        found = {
            "board": board,
            "moving": self.moving(board),
            "quick": self.quick(board, kwargs.get("typed")),
            "version": latest_version(self.object),
            "undoable": undoable(self.object, self.request.user),
            "is_public": self.object.offering.state != OfferingState.DRAFT,
            "halves": [(half, dates.half_day_name(half)) for half in HALVES],
        }
        return super().get_context_data(**found | kwargs)

    def moving(self, board: Board) -> Entry | None:
        """The session that the next press on a half-day moves there."""
        key = self.request.GET.get("move", "")
        entry = board.plan.by_key.get(key) if PATTERN.fullmatch(key) else None
        return None if entry is None or entry.is_removed else entry

    def quick(self, board: Board, typed: Any) -> QuickForm:
        """The line with the form used last; what was refused stays in it."""
        if typed is not None and typed.get("do") == "add":
            return QuickForm(initial={name: typed.get(name) for name in QuickForm.base_fields})
        standing = board.plan.standing()
        form = standing[-1].slot.form if standing else "lecture"
        return QuickForm(initial={"form": form, "at": self.request.GET.get("at", "")})
