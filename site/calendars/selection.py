"""Which sessions a public feed or a calendar page shows: the one vocabulary of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.words import said_in_sql
from events.models import EventKind, Offering, Session, Venue
from kernel.ids import PATTERN
from people.models import Unit
from publishing.languages import text

COURSE = "course"
"""The word for courses where a kind of event is asked for."""
FILTERS = ("kind", "unit", "venue")
BACK, AHEAD, FARTHEST_BACK = timedelta(days=90), timedelta(days=366), timedelta(days=3 * 366)
CANCELLED_STAY = timedelta(days=30)


class Unknown(LookupError):
    """A filter names something that does not exist; `parameter` says which."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


@dataclass(frozen=True)
class Selection:
    """What is asked for. `scope` is `all`, `courses` or `events`."""

    scope: str = "all"
    kind: EventKind | str | None = None
    unit: Unit | None = None
    venue: Venue | None = None
    only_open: bool = False

    def sessions(self) -> Any:
        """Public sessions, cancelled ones as long as they are still shown."""
        path = self.unit and self.unit.path
        found = sessions_of(self.scope, self.parameters(), path)
        if self.only_open:
            found = found.filter(offering__in=Offering.objects.open_at())
        return found

    def parameters(self) -> dict[str, str]:
        """The filters as they stand in an address; `open` is of pages alone."""
        kind = self.kind.slug if isinstance(self.kind, EventKind) else self.kind
        pairs = {
            "kind": kind,
            "unit": self.unit and self.unit.public_id,
            "venue": self.venue and self.venue.public_id,
        }
        return {name: str(value) for name, value in pairs.items() if value}

    def query(self) -> str:
        """The same as a query string."""
        return urlencode(self.parameters())

    def title(self) -> str:
        """What a calendar application lists the feed as, in the active language."""
        scopes = {
            "all": _("Yanxi: courses and events"),
            "courses": _("Yanxi: courses"),
            "events": _("Yanxi: events"),
        }
        kind = text(self.kind, "name") if isinstance(self.kind, EventKind) else None
        narrowed = [kind or (_("Courses") if self.kind == COURSE else "")]
        narrowed += [text(self.unit, "name"), text(self.venue, "name")]
        return " · ".join([scopes[self.scope], *(word for word in narrowed if word)])


def selection_of(parameters: Mapping[str, str], scope: str = "all") -> Selection:
    """The selection that an address asks for; raises Unknown for what does not exist."""
    return Selection(
        scope=scope,
        kind=_kind(parameters),
        unit=_by_public_id(Unit, "unit", parameters),
        venue=_by_public_id(Venue, "venue", parameters),
        only_open=parameters.get("open") == "1",
    )


def _slug(parameters: Mapping[str, str]) -> str:
    slug = parameters.get("kind", "")
    if "\0" in slug:
        raise Unknown("kind")
    return slug


def _kind(parameters: Mapping[str, str]) -> EventKind | str | None:
    slug = _slug(parameters)
    if slug in ("", COURSE):
        return slug or None
    kind = EventKind.objects.filter(slug=slug).first()
    if kind is None:
        raise Unknown("kind")
    return kind


def _public_id(name: str, parameters: Mapping[str, str]) -> str:
    wanted = parameters.get(name, "")
    if wanted and not PATTERN.fullmatch(wanted):
        raise Unknown(name)
    return wanted


def _by_public_id(model: Any, name: str, parameters: Mapping[str, str]) -> Any:
    wanted = _public_id(name, parameters)
    if not wanted:
        return None
    found = model.objects.filter(public_id=wanted).first()
    if found is None:
        raise Unknown(name)
    return found


def sessions_of(scope: str, parameters: Mapping[str, str], path: Any) -> Any:
    """Public sessions that an address asks for, cancelled ones as long as they are still shown.

    `path` is that of the unit, if one is named: the text, or a statement that finds it.
    """
    found = recently_cancelled_or_held(Session.objects.public())
    kind, venue = parameters.get("kind", ""), parameters.get("venue", "")
    if scope == "courses" or kind == COURSE:
        found = found.filter(offering__page__coursepage__isnull=False)
    if scope == "events":
        found = found.filter(offering__page__eventpage__isnull=False)
    if kind not in ("", COURSE):
        found = found.filter(offering__page__eventpage__kind__slug=kind)
    if path:
        found = found.filter(offering__in=_of_unit(path))
    return found.filter(venue__public_id=venue) if venue else found


def _of_unit(path: Any) -> Any:
    """Offerings that the unit at `path`, or one below it, leads or supports."""
    units = Unit.objects.filter(path__startswith=path).order_by().values("pk")
    supported = Offering.supporting_units.through.objects.filter(unit__in=units)
    return Offering.objects.filter(
        Q(lead_unit__in=units) | Q(pk__in=supported.values("offering"))
    ).values("pk")


def parts_of(
    scope: str, parameters: Mapping[str, str], language: str
) -> tuple[Any, list[tuple[Any, list[Any]]]]:
    """The same sessions and the records that name the selection, with the columns that tell it:
    nothing is read yet. Raises Unknown for what cannot exist."""
    kind = EventKind.objects.filter(slug=_slug(parameters))
    unit = Unit.objects.filter(public_id=_public_id("unit", parameters))
    venue = Venue.objects.filter(public_id=_public_id("venue", parameters))
    path = Subquery(unit.values("path")) if parameters.get("unit") else None
    name = said_in_sql("name", language)
    names = [(kind, [name]), (unit, [name, F("path")]), (venue, [name])]
    return sessions_of(scope, parameters, path), names


def midnight(day: date) -> datetime:
    """The start of a day in the site's zone."""
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())


def recently_cancelled_or_held(sessions: Any) -> Any:
    """Without those cancelled, alone or with their offering, more than 30 days ago.

    The border lies at midnight, so that a feed changes by itself once a day at most.
    """
    border = midnight(timezone.localdate() - CANCELLED_STAY)
    return sessions.exclude(cancelled_at__lt=border).exclude(
        cancelled_at=None, offering__state="cancelled", offering__changed_at__lt=border
    )


def in_window(sessions: Any, since: date | None = None) -> Any:
    """From 90 days back, or from `since`, to a year ahead."""
    today = timezone.localdate()
    first = max(since, today - FARTHEST_BACK) if since else today - BACK
    return sessions.between(midnight(min(first, today)), midnight(today + AHEAD))
