"""Which offerings a list of reports shows: filters that survive in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import OfferingState
from people.models import Unit

FIRST_YEAR = 2000


@dataclass(frozen=True)
class Selection:
    """What is asked for; what makes no sense is taken as not asked."""

    state: str = ""
    year: int | None = None
    unit: Unit | None = None

    def narrow(self, offerings: Any) -> Any:
        """The offerings that are meant."""
        if self.state:
            offerings = offerings.filter(state=self.state)
        if self.year:
            offerings = offerings.filter(_in_year(self.year))
        if self.unit:
            offerings = offerings.filter(lead_unit__path__startswith=self.unit.path)
        return offerings

    def address(self, **changed: Any) -> str:
        """`?state=…` with some filters changed; empty ones are left out."""
        unit = self.unit.public_id if self.unit else ""
        values = {"state": self.state, "year": self.year, "unit": unit} | changed
        query = urlencode({name: value for name, value in values.items() if value})
        return f"?{query}"


def selection_of(parameters: Mapping[str, str], units: list[Unit]) -> Selection:
    """What an address asks for; `units` are those that may be chosen."""
    state, year = parameters.get("state", ""), parameters.get("year", "")
    last = timezone.localdate().year + 1
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    return Selection(
        state=state if state in OfferingState.values else "",
        year=number if FIRST_YEAR <= number <= last else None,
        unit=next((unit for unit in units if unit.public_id == parameters.get("unit")), None),
    )


def filters_of(chosen: Selection, units: list[Unit], years: list[int]) -> list[dict[str, Any]]:
    """The groups of the component `filters.html`."""
    groups = [
        (_("State"), "state", chosen.state, [(s.value, s.label) for s in OfferingState]),
        (_("Year"), "year", chosen.year, [(year, str(year)) for year in years]),
    ]
    if len(units) > 1:
        current = chosen.unit.public_id if chosen.unit else ""
        groups.append((_("Unit"), "unit", current, [(u.public_id, _name(u)) for u in units]))
    return [
        {"name": name, "choices": _choices(chosen, key, current, choices)}
        for name, key, current, choices in groups
    ]


def years_of(offerings: Any) -> list[int]:
    """Years in which `offerings` start, the latest first. One query."""
    starts = offerings.order_by().with_figures().values_list("starts_at", flat=True)
    return sorted({timezone.localtime(at).year for at in starts if at}, reverse=True)


def _choices(chosen: Selection, key: str, current: Any, choices: Any) -> list[dict[str, Any]]:
    every = {"label": _("All"), "url": chosen.address(**{key: ""}), "current": not current}
    return [
        every,
        *(
            {
                "label": label,
                "url": chosen.address(**{key: value}),
                "current": value == current,
            }
            for value, label in choices
        ),
    ]


def _in_year(year: int) -> Q:
    zone = timezone.get_current_timezone()
    start, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    return Q(starts_at__gte=start, starts_at__lt=end)


def _name(unit: Unit) -> Any:
    return unit.short_name or unit.name
