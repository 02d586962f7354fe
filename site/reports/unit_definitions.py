"""What each figure of a unit counts (统计口径)."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reports.definitions import HOURS, number, percent
from reports.units import Rates


def unit_figures(rates: Rates, year: int) -> list[dict[str, Any]]:
    """The figures of a unit as the component `figure.html` takes them."""
    span = _("%(year)s, up to today.") % {"year": year}
    return [
        {
            "name": _("Participation rate"),
            "shown": percent(_share(rates.attended, rates.people)),
            "unit": "",
            "definition": _(
                "Members who attended at least one session (%(attended)s) ÷ all current members "
                "(%(people)s). %(span)s"
            )
            % {"attended": rates.attended, "people": rates.people, "span": span},
        },
        {
            "name": _("Attendance rate"),
            "shown": percent(_share(rates.hours_met, rates.hours_due)),
            "unit": "",
            "definition": _(
                "Credit hours attended (%(met)s) ÷ credit hours due to people with a confirmed "
                "place at sessions that are over and were not cancelled (%(due)s). %(span)s"
            )
            % {"met": number(rates.hours_met), "due": number(rates.hours_due), "span": span},
        },
        {
            "name": _("Submission rate"),
            "shown": percent(_share(rates.essays_in_time, rates.essays_due)),
            "unit": "",
            "definition": _(
                "Essays first submitted by their deadline (%(in_time)s) ÷ essays whose deadline "
                "has passed (%(due)s). %(span)s"
            )
            % {"in_time": rates.essays_in_time, "due": rates.essays_due, "span": span},
        },
        {
            "name": _("Credit hours per member"),
            "shown": _each(rates.hours, rates.people),
            "unit": HOURS,
            "definition": _(
                "Credit hours earned by people registered for this unit (%(hours)s) ÷ all current "
                "members (%(people)s). %(span)s"
            )
            % {"hours": number(rates.hours), "people": rates.people, "span": span},
        },
    ]


def _share(part: Any, whole: Any) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def _each(hours: Decimal, people: int) -> str:
    return number((hours / people).quantize(Decimal("0.1"))) if people else "—"
