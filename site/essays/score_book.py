"""What reviewers recommended and the points they gave, as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext
from openpyxl import Workbook
from openpyxl.styles import Font

from essays.dark import is_told
from essays.desk import Row
from essays.models import EssayTask, Recommendation, Score, names_of_reasons
from publishing.languages import text
from publishing.spreadsheets import bytes_of, for_spreadsheet

WIDTH = 16


def score_book(task: EssayTask, rows: Iterable[Row]) -> bytes:
    """A line for each recommendation, in the order of `rows`.

    An essay without a recommendation has a line of its own. Authors are named once it is decided
    for good.
    """
    criteria = list(task.criteria.all())
    book = Workbook()
    sheet = book.active
    sheet.title = gettext("Points")
    heads = [
        pgettext("essay", "No."),
        gettext("Title"),
        gettext("Unit"),
        gettext("Author"),
        gettext("State"),
        gettext("Reviewer"),
        gettext("Recommendation"),
        *names_of_reasons([[one.name, one.name_en] for one in criteria]),
        gettext("points out of 100"),
        gettext("Mean of all"),
    ]
    sheet.append([for_spreadsheet(head) for head in heads])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = WIDTH
    sheet.freeze_panes = "A2"
    shown = list(rows)
    points = points_of([advice for row in shown for advice in row.recommendations])
    for row in shown:
        advices: list[Recommendation | None] = [*row.recommendations] or [None]
        for advice in advices:
            given = points.get(advice.pk, {}) if advice else {}
            said = [advice.reviewer.name, advice.get_verdict_display()] if advice else ["", ""]
            total = advice.total if advice else None
            values = [*head_of(row), *said, *(given.get(one.pk) for one in criteria)]
            sheet.append([for_spreadsheet(value) for value in [*values, total, row.mean]])
    return bytes_of(book)


def head_of(row: Row) -> list[str]:
    """Whose line it is: a number and a title, and the author once it is decided for good."""
    essay = row.essay
    told = is_told(essay)
    unit = text(essay.unit, "name") if told else ""
    who = essay.author.name if told else ""
    return [essay.public_id, row.title, unit, who, str(essay.get_state_display())]


def points_of(recommendations: list[Recommendation]) -> dict[int, dict[int, object]]:
    """Points by recommendation and criterion. One query."""
    found: dict[int, dict[int, object]] = {}
    for score in Score.objects.filter(recommendation__in=recommendations):
        found.setdefault(score.recommendation_id, {})[score.criterion_id] = score.points
    return found
