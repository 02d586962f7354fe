"""What each figure of a unit counts (统计口径)."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from publishing.figures import number, percent
from reports.definitions import HOURS
from reports.units import Rates


def unit_figures(rates: Rates, year: int) -> list[dict[str, Any]]:
    """The figures of a unit as the component `figure.html` takes them."""
    span = _("%(year)s, up to today.") % {"year": year}
    return [
        _participation(rates, span),
        _attendance(rates, span),
        _submission(rates, span),
        _hours_each(rates, span),
    ]


def _participation(rates: Rates, span: str) -> dict[str, Any]:
    counted = _(
        "Members who attended at least one session (%(attended)s) ÷ all current members "
        "(%(people)s). %(span)s"
    ) % {"attended": rates.attended, "people": rates.people, "span": span}
    shown = percent(_share(rates.attended, rates.people))
    return {"name": _("Participation rate"), "shown": shown, "unit": "", "definition": counted}


def _attendance(rates: Rates, span: str) -> dict[str, Any]:
    counted = _(
        "Credit hours attended (%(met)s) ÷ credit hours due to people with a confirmed "
        "place at sessions that are over and were not cancelled (%(due)s). %(span)s"
    ) % {"met": number(rates.hours_met), "due": number(rates.hours_due), "span": span}
    shown = percent(_share(rates.hours_met, rates.hours_due))
    return {"name": _("Attendance rate"), "shown": shown, "unit": "", "definition": counted}


def _submission(rates: Rates, span: str) -> dict[str, Any]:
    counted = _(
        "Essays first submitted by their deadline (%(in_time)s) ÷ essays whose deadline "
        "has passed (%(due)s). %(span)s"
    ) % {"in_time": rates.essays_in_time, "due": rates.essays_due, "span": span}
    shown = percent(_share(rates.essays_in_time, rates.essays_due))
    return {"name": _("Submission rate"), "shown": shown, "unit": "", "definition": counted}


def _hours_each(rates: Rates, span: str) -> dict[str, Any]:
    counted = _(
        "Credit hours earned by people registered for this unit (%(hours)s) ÷ all current "
        "members (%(people)s). %(span)s"
    ) % {"hours": number(rates.hours), "people": rates.people, "span": span}
    shown = _each(rates.hours, rates.people)
    return {
        "name": _("Credit hours per member"),
        "shown": shown,
        "unit": HOURS,
        "definition": counted,
    }


def _share(part: Any, whole: Any) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def _each(hours: Decimal, people: int) -> str:
    return number((hours / people).quantize(Decimal("0.1"))) if people else "—"
