"""Columns of the list of registrations: for the eye, for the spreadsheet, one for each question."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.rules import manage_offering
from events.titles import entitled
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from registration.answering import for_export, in_words
from registration.enums import Via
from registration.models import Answer, Question

# So many answers stand on the screen; the spreadsheet has them all.
ON_SCREEN = 4


class ExportCell(Cell):
    """A column of the spreadsheet alone."""


class AnswerCell(Cell):
    """What each row answers to one question; rows carry `with_answers`."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.name, question.label, lambda row: row)
        self.question = question

    def text(self, row: Any) -> str:
        """In words; a dash for no answer."""
        return in_words(self.question, self._value(row)) or "–"

    def exported(self, row: Any) -> Any:
        """Numbers and dates stay what they are."""
        return for_export(self.question, self._value(row))

    def _value(self, row: Any) -> Any:
        return next((a.value for a in row.kept_answers if a.question_id == self.question.pk), None)


def questions_of(request: Any) -> list[Question]:
    """The questions of the one offering that the list is filtered by, the retired included; none
    for whoever does not read the answers.
    """
    number = request.GET.get("offering", "")
    if not number.isdecimal():
        return []
    offerings = manage_offering.visible(request.user).filter(pk=number)  # type: ignore[misc]
    return list(Question.objects.filter(offering__in=offerings))


def with_answers(rows: Any) -> Any:
    """Rows with `kept_answers`; one query for all."""
    return rows.prefetch_related(Prefetch("answers", Answer.objects.all(), "kept_answers"))


def cells(questions: list[Question]) -> list[Any]:
    """Unit, offering, places, when, state; what only the spreadsheet has; the answers."""
    return [
        ExportCell("number", _("Personnel number"), lambda row: row.person.number),
        ExportCell("phone", _("Mobile number"), lambda row: row.person.phone),
        ExportCell("email", _("E-mail address"), lambda row: row.person.email),
        Cell("unit", _("Unit"), lambda row: row.unit, sort_key="unit__path"),
        Cell("offering", _("Offering"), lambda row: entitled(row, row.offering)),
        Cell("seats", _("Places"), lambda row: 1 + row.companions),
        ExportCell("companion_names", _("Names of companions"), lambda row: row.companion_names),
        Cell("via", _("Way in"), lambda row: Via(row.via).label, sort_key="via"),
        Cell("queued_at", pgettext_lazy("moment", "Registered"), lambda row: row.queued_at,
             dates.instant, sort_key="queued_at"),
        StateCell("state", _("State"), _state, primary=lambda row: row.is_confirmed,
                  sort_key="state"),
        *(AnswerCell(question) for question in questions),
    ]  # fmt: skip


def shown(cells: list[Any], *, of_one: bool = False) -> list[Any]:
    """The columns that stand on the screen; `of_one` offering, each row need not name it."""
    if of_one:
        cells = [cell for cell in cells if cell.name != "offering"]
    answers = [cell for cell in cells if isinstance(cell, AnswerCell)]
    left_out = set(answers[ON_SCREEN:])
    return [cell for cell in cells if not isinstance(cell, ExportCell) and cell not in left_out]


def _state(row: Any) -> Any:
    if row.reconfirm_by is not None:
        return _("to be confirmed again")
    return row.get_state_display()
