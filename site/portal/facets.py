"""What hits of a search can be narrowed by: type, kind, unit, time, open for registration."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext

from events.enums import OfferingState
from events.models import Offering
from publishing.filters import Filters
from publishing.templatetags.components import text_of

MOST_UNITS = 8
PROGRAMMES = ("course", "event")  # types of pages that have offerings
OF_UNIT = tuple(f"lead_unit__{name}" for name in ("public_id", "name", "name_en"))
KINDS = ("eventpage__kind", "coursepage__category")


@dataclass
class Facts:
    """What is known about one hit; `shown` is the offering that it shows, by its id."""

    type: str
    labels: dict[str, dict[str, str]] = field(default_factory=dict)  # facet → value → label
    shown: int | None = None
    next_at: datetime | None = None
    is_ahead: bool = False  # something of it is still to come and will be held

    def put(self, facet: str, value: str, label: str = "") -> None:
        """Note one value of a facet."""
        self.labels.setdefault(facet, {})[value] = label

    def has(self, facet: str, value: str) -> bool:
        """Whether it may stay when `value` is chosen; nothing chosen lets everything stay."""
        return not value or value in self.labels.get(facet, {})

    @property
    def is_over(self) -> bool:
        """Whether it has dates, and all are past or cancelled."""
        return self.shown is not None and not self.is_ahead


def times() -> dict[str, str]:
    """Spans of time in words."""
    return {
        "coming": gettext("Upcoming"),
        "week": gettext("This week"),
        "month": gettext("This month"),
        "past": gettext("Past"),
    }


def facts_of(entries: list[dict[str, Any]], types: dict[int, str]) -> list[Facts]:
    """Facts of each entry, in order; one statement where any has a programme."""
    facts = [Facts(types.get(entry["content_type_id"], "page")) for entry in entries]
    keys: dict[Any, list[Facts]] = {}
    for entry, one in zip(entries, facts, strict=True):
        if one.type in PROGRAMMES:
            _put_kind(one, entry)
            keys.setdefault(entry["translation_key"], []).append(one)
    if keys:
        _put_offerings(keys)
    for one in facts:
        one.put("type", one.type)
    return facts


def _put_kind(one: Facts, entry: dict[str, Any]) -> None:
    """The kind of an event or the category of a course."""
    for kind in KINDS:
        if slug := entry[f"{kind}__slug"]:
            named = {name: entry[f"{kind}__{name}"] for name in ("name", "name_en")}
            one.put("kind", slug, text_of(named, "name"))


def _put_offerings(keys: dict[Any, list[Facts]]) -> None:
    now = timezone.now()
    ends = _ends(now)
    offerings = (
        Offering.objects.public()
        .filter(page__translation_key__in=keys)
        .with_dates()
        .with_open(now)
        .order_by("starts_at", "pk")
        # Hundreds may be found: values, and no more of each than is asked here.
        .values("pk", "page__translation_key", "state", "starts_at", "ends_at", "is_open", *OF_UNIT)
    )
    for offering in sorted(offerings, key=_is_off):
        if offering["starts_at"] is None:  # asked for in Python: it would be worked out once more
            continue
        for one in keys[offering["page__translation_key"]]:
            _put_offering(one, offering, now, ends)
    for one in (one for group in keys.values() for one in group):
        if one.shown is not None and "coming" not in one.labels.get("when", {}):
            one.put("when", "past")


def _is_off(offering: dict[str, Any]) -> bool:
    return bool(offering["state"] == OfferingState.CANCELLED)


def _ends(now: datetime) -> dict[str, datetime]:
    """When the spans of time end that lie ahead."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return {"week": today + timedelta(days=7 - today.weekday()), "month": month}


def _put_offering(
    one: Facts, offering: dict[str, Any], now: datetime, ends: dict[str, datetime]
) -> None:
    unit = {name: offering[f"lead_unit__{name}"] for name in ("name", "name_en")}
    one.put("unit", offering["lead_unit__public_id"], text_of(unit, "name"))
    if offering["is_open"]:
        one.put("registration", "open")
    if offering["ends_at"] < now:
        if one.shown is None or not (one.next_at or _is_off(offering)):
            one.shown = offering["pk"]
        return
    one.put("when", "coming")
    one.is_ahead |= not _is_off(offering)
    for value, end in ends.items():
        if offering["starts_at"] < end:
            one.put("when", value)
    if one.next_at is None:
        one.shown, one.next_at = offering["pk"], offering["starts_at"]


def narrowed(filters: Filters, facts: list[Facts], type_names: dict[str, str]) -> list[int]:
    """Offer the facets with their counts; the positions of the hits that stay.

    A count says how many hits there would be with that choice and all others as they are.
    """
    titles = {
        "type": gettext("Type"),
        "kind": pgettext("search", "Kind"),
        "unit": gettext("Lead unit"),
        "when": gettext("Time"),
        "registration": gettext("Registration"),
    }
    asked = {name: filters.query.get(name, "") for name in titles}
    known = {name: _labels(name, facts, type_names) for name in titles}
    asked = {name: value if value in known[name] else "" for name, value in asked.items()}
    for name, title in titles.items():
        others = {other: value for other, value in asked.items() if other != name}
        counts = Counter(
            value for one in _staying(facts, others) for value in one.labels.get(name, {})
        )
        values = [value for value in known[name] if counts[value] or value == asked[name]]
        if name == "unit":
            values = _largest(values, counts, asked[name])
        if len(values) > 1 or filters.query.get(name) or (name == "registration" and values):
            choices = [(v, format_html("{} {}", known[name][v], counts[v])) for v in values]
            whatever = gettext("Any") if name in ("when", "registration") else gettext("All")
            filters.add(name, title, [("", whatever), *choices])
    return [at for at, one in enumerate(facts) if _stays(one, asked)]


def _labels(name: str, facts: list[Facts], type_names: dict[str, str]) -> dict[str, str]:
    """The values of a facet that any hit has, in the order in which they are offered."""
    found = {v: label for one in facts for v, label in one.labels.get(name, {}).items()}
    words = {
        "type": type_names,
        "when": times(),
        "registration": {"open": gettext("Open for registration")},
    }.get(name)
    return {v: word for v, word in words.items() if v in found} if words else found


def _largest(values: list[str], counts: Counter[str], asked: str) -> list[str]:
    """The units with the most hits, and the one that is chosen."""
    most = sorted(values, key=lambda value: -counts[value])[:MOST_UNITS]
    return most if asked in ("", *most) else [*most, asked]


def _stays(one: Facts, asked: dict[str, str]) -> bool:
    return all(one.has(name, value) for name, value in asked.items())


def _staying(facts: list[Facts], asked: dict[str, str]) -> list[Facts]:
    return [one for one in facts if _stays(one, asked)] if any(asked.values()) else facts
