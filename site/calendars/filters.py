"""The filters of a calendar page as plain links that keep everything else in the address."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.utils.translation import gettext as _

from calendars.period import Period
from calendars.selection import COURSE, Selection, midnight
from calendars.words import said_in_sql
from events.models import EventKind
from publishing.languages import text

MOST = 24
"""Units or venues that are offered as links; the busiest ones."""


class Addresses:
    """Makes the page's addresses from what it shows now."""

    def __init__(
        self, path: str, period: Period, selection: Selection, *, view: str, lunar: bool = False
    ) -> None:
        self.path = path
        self.now = {"view": view, "date": period.day.isoformat(), **selection.parameters()}
        if selection.only_open:
            self.now["open"] = "1"
        if lunar:
            self.now["lunar"] = "1"

    def __call__(self, **changes: Any) -> str:
        """The address with some parameters changed, or taken away by None."""
        pairs = {name: value for name, value in (self.now | changes).items() if value}
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def without_filters(self) -> str:
        """The same days, everything."""
        return self(kind=None, unit=None, venue=None, open=None)


def groups_of(
    selection: Selection, period: Period, addresses: Addresses, language: str
) -> list[dict[str, Any]]:
    """Groups for components/filters.html: what occurs in the period, counted; two queries."""
    kinds, units, venues = _occurring(period, language)
    chosen, kind = selection.parameters(), selection.kind
    names = {
        "kind": text(kind, "name") if isinstance(kind, EventKind) else _("Courses"),
        "unit": text(selection.unit, "name"),
        "venue": text(selection.venue, "name"),
    }
    groups = [
        _group(_("Kind"), "kind", kinds, chosen, names, addresses),
        _group(_("Unit"), "unit", units, chosen, names, addresses),
        _group(_("Venue"), "venue", venues, chosen, names, addresses),
    ]
    registration = [
        {"label": _("Any"), "url": addresses(open=None), "current": not selection.only_open},
        {
            "label": _("Open for registration"),
            "url": addresses(open="1"),
            "current": selection.only_open,
        },
    ]
    groups.append({"name": _("Registration"), "choices": registration})
    if period.view != "agenda":  # which has no days but those of its rows
        shown = "lunar" in addresses.now
        lunar = [
            {"label": _("Not shown"), "url": addresses(lunar=None), "current": not shown},
            {"label": _("Shown"), "url": addresses(lunar="1"), "current": shown},
        ]
        groups.append({"name": _("Lunar date"), "choices": lunar})
    return [group for group in groups if len(group["choices"]) > 1]


Choice = tuple[str, str]


def _occurring(
    period: Period, language: str
) -> tuple["Counter[Choice]", "Counter[Choice]", "Counter[Choice]"]:
    """How often each (value, name) occurs among all public sessions of the period."""
    page = "offering__page"
    sessions = Selection().sessions().between(midnight(period.first), midnight(period.end))
    rows = sessions.order_by().values_list(
        F(f"{page}__coursepage"),
        F(f"{page}__eventpage__kind__slug"),
        said_in_sql(f"{page}__eventpage__kind__name", language),
        F("offering__lead_unit__public_id"),
        said_in_sql("offering__lead_unit__name", language),
        F("venue__public_id"),
        said_in_sql("venue__name", language),
    )
    kinds: Counter[Choice] = Counter()
    units: Counter[Choice] = Counter()
    venues: Counter[Choice] = Counter()
    for course, slug, kind, unit_id, unit, venue_id, venue in rows:
        if course or slug:
            kinds[(COURSE, _("Courses")) if course else (slug, kind)] += 1
        units[unit_id, unit] += 1
        if venue_id:
            venues[venue_id, venue] += 1
    return kinds, units, venues


def _group(
    title: str,
    name: str,
    occurring: "Counter[Choice]",
    chosen: dict[str, str],
    names: dict[str, str],
    addresses: Addresses,
) -> dict[str, Any]:
    current = chosen.get(name, "")
    found: Iterable[tuple[Choice, int]] = sorted(
        occurring.items(), key=lambda entry: (-entry[1], entry[0][1])
    )[:MOST]
    choices: list[dict[str, Any]] = [
        {"label": _("All"), "url": addresses(**{name: None}), "current": not current}
    ]
    choices += [
        {
            "label": label,
            "url": addresses(**{name: value}),
            "current": value == current,
            "count": count,
        }
        for (value, label), count in found
    ]
    # What was chosen stays visible although nothing of it falls into these days.
    if current and not any(choice["current"] for choice in choices):
        choices.append(
            {
                "label": names[name],
                "url": addresses(**{name: current}),
                "current": True,
                "count": 0,
            }
        )
    return {"name": title, "choices": choices}
