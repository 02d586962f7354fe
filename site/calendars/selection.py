"""Which sessions a public feed or a calendar page shows: the one vocabulary of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.words import said
from events.models import EventKind, Offering, Session, Venue
from kernel.ids import PATTERN
from people.models import Unit

COURSE = "course"
"""The word for courses where a kind of event is asked for."""
FILTERS = ("kind", "unit", "venue")
BACK, AHEAD, FARTHEST_BACK = timedelta(days=90), timedelta(days=366), timedelta(days=3 * 366)
LONGEST = timedelta(days=30)
"""After so many days a feed is read again, whatever was foreseen."""
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
        found = recently_cancelled_or_held(Session.objects.public())
        if self.scope == "courses" or self.kind == COURSE:
            found = found.filter(offering__page__coursepage__isnull=False)
        if self.scope == "events":
            found = found.filter(offering__page__eventpage__isnull=False)
        if isinstance(self.kind, EventKind):
            found = found.filter(offering__page__eventpage__kind=self.kind)
        if self.unit is not None:
            found = found.filter(offering__in=_of_unit(self.unit))
        if self.venue is not None:
            found = found.filter(venue=self.venue)
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
        kind = said(self.kind) if isinstance(self.kind, EventKind) else None
        narrowed = [kind or (_("Courses") if self.kind == COURSE else "")]
        narrowed += [said(self.unit), said(self.venue)]
        return " · ".join([scopes[self.scope], *(word for word in narrowed if word)])


def selection_of(parameters: Mapping[str, str], scope: str = "all") -> Selection:
    """The selection that an address asks for; raises Unknown for what does not exist."""
    return Selection(
        scope=scope,
        kind=_kind(parameters.get("kind", "")),
        unit=_by_public_id(Unit, "unit", parameters),
        venue=_by_public_id(Venue, "venue", parameters),
        only_open=parameters.get("open") == "1",
    )


def _kind(slug: str) -> EventKind | str | None:
    if slug in ("", COURSE):
        return slug or None
    kind = EventKind.objects.filter(slug=slug).first() if "\0" not in slug else None
    if kind is None:
        raise Unknown("kind")
    return kind


def _by_public_id(model: Any, name: str, parameters: Mapping[str, str]) -> Any:
    wanted = parameters.get(name, "")
    if not wanted:
        return None
    found = model.objects.filter(public_id=wanted).first() if PATTERN.fullmatch(wanted) else None
    if found is None:
        raise Unknown(name)
    return found


def _of_unit(unit: Unit) -> Any:
    """Offerings that the unit, or one below it, leads or supports."""
    units = Unit.objects.within(unit).order_by().values("pk")
    supported = Offering.supporting_units.through.objects.filter(unit__in=units)
    return Offering.objects.filter(
        Q(lead_unit__in=units) | Q(pk__in=supported.values("offering"))
    ).values("pk")


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


def from_window(sessions: Any) -> Any:
    """From 90 days back, without an end: what is shown of them, `in_view` says."""
    return sessions.filter(ends_at__gt=midnight(timezone.localdate() - BACK))


def in_view(rows: Sequence[Any], today: date) -> tuple[list[Any], date]:
    """Which of `rows`, read `from_window`, are shown; and the first day on which time alone may
    change that. One too early costs a reading; one too late would be wrong.
    """
    end = midnight(today + AHEAD)
    shown = [row for row in rows if row.starts_at < end]
    if any(row.cancelled for row in shown):
        return shown, today
    leaving = [timezone.localdate(row.ends_at) + BACK for row in shown]
    coming = [timezone.localdate(row.starts_at) - AHEAD for row in rows if row.starts_at >= end]
    return shown, min([*leaving, *coming, today + LONGEST])
