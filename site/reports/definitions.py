"""What each figure counts (统计口径): shown beside every figure, on pages as in files."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.figures import number, percent
from reports.figures import Figures


@dataclass(frozen=True)
class Figure:
    """A figure as it is shown: name, value, the unit it is counted in, its definition."""

    key: str
    name: str | Promise
    value: Any
    unit: str | Promise
    definition: str | Promise
    shown: str


PERSONS = pgettext_lazy("unit of a headcount", "people")
TIMES = pgettext_lazy("unit of attendances", "attendances")
HOURS = pgettext_lazy("unit of credit hours", "hours")
ESSAYS = pgettext_lazy("unit of essays", "essays")

DEFINITIONS: dict[str, tuple[Any, Any, Any]] = {
    "confirmed": (
        _("Registered"),
        PERSONS,
        _("Persons with a confirmed place now; withdrawn and removed ones do not count."),
    ),
    "offered": (
        pgettext_lazy("figure of a report", "Offered a place"),
        PERSONS,
        _("Persons whom the waiting list offers a place now and who have not answered yet. The "
          "place is kept for them; they count neither as registered nor as waiting."),
    ),
    "waiting": (_("Waiting"), PERSONS, _("Persons on the waiting list now.")),
    "nominated": (
        pgettext_lazy("figure of a report", "Nominated"),
        PERSONS,
        _("Persons whom their unit has nominated and nobody has admitted yet, reserves included."),
    ),
    "pending": (_("Awaiting a decision"), PERSONS, _("Registrations nobody has decided about.")),
    "headcount": (
        pgettext_lazy("headcount of a report", "Attended"),
        PERSONS,
        _("Distinct persons marked present, late, left early or made up at one session or more."),
    ),
    "person_times": (
        _("Attendances"),
        TIMES,
        _("The same marks counted once for each person and session."),
    ),
    "hours": (
        _("Credit hours"),
        HOURS,
        _("Sum, over these attendances, of what the session earns by the table of its year."),
    ),
    "attendance_rate": (
        _("Attendance rate"),
        "",
        _("Credit hours attended ÷ credit hours due. Due: each session that is over and was not "
          "cancelled, for each person with a confirmed place; exempted ones are left out of both."),
    ),
    "essays_due": (
        _("Essays due"),
        ESSAYS,
        _("One for each participant and task. Participants: persons with a confirmed place, and "
          "persons who attended."),
    ),
    "essays_in": (_("Essays in"), ESSAYS, _("Submitted or accepted.")),
    "essays_accepted": (_("Accepted"), ESSAYS, _("Accepted by a reviewer.")),
    "essays_returned": (
        _("Returned"),
        ESSAYS,
        _("Returned for revision and not submitted again."),
    ),
}  # fmt: skip


def shown_figures(figures: Figures) -> list[Figure]:
    """Every figure with its definition, in the order in which a reader asks."""
    essays = figures.essays
    values: dict[str, Any] = {
        "confirmed": figures.confirmed,
        "offered": figures.offered,
        "waiting": figures.waiting,
        "nominated": figures.nominated,
        "pending": figures.pending,
        "headcount": figures.headcount,
        "person_times": figures.person_times,
        "hours": figures.hours,
        "attendance_rate": figures.attendance_rate,
        "essays_due": essays.due,
        "essays_in": essays.handed_in,
        "essays_accepted": essays.accepted,
        "essays_returned": essays.returned,
    }
    return [
        Figure(key, name, values[key], unit, definition, _words(key, values[key]))
        for key, (name, unit, definition) in DEFINITIONS.items()
    ]


def _words(key: str, value: Any) -> str:
    return percent(value) if key == "attendance_rate" else number(value)
