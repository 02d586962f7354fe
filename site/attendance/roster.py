"""What the desk shows: who is expected at a session, who is there, and the sessions of a day.

A roster takes two statements however long it is; the lists of sessions one each.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from attendance import windows
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance, RemoteSite
from attendance.queries import is_called_off
from attendance.remote import EVERYWHERE, Layout, Spot, layout_at
from events.queries import SessionQuerySet
from events.titles import with_titles
from registration.enums import ALIVE, RegistrationState
from registration.models import Registration

NEXT_SESSIONS = 10
RECENT_SESSIONS = 10
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Entry:
    """One line of the roster: a registration and what is known of it at the session."""

    registration: Registration
    attendance: Attendance | None
    expected_at: RemoteSite | None = None

    @property
    def site(self) -> RemoteSite | None:
        """The remote site at which the person counts; None for the main hall."""
        came = self.attendance is not None and self.is_here
        return self.attendance.site if came and self.attendance else self.expected_at

    @property
    def id(self) -> str:
        """Public id of the registration."""
        return self.registration.public_id

    @property
    def name(self) -> str:
        """The person's name."""
        return self.registration.person.name

    @property
    def search_key(self) -> str:
        """Name, pinyin and initials."""
        return self.registration.person.name_key

    @property
    def is_expected(self) -> bool:
        """Whether the person has a place for certain."""
        return self.registration.is_confirmed

    @property
    def status(self) -> str:
        """The status; unrecorded where nothing is known."""
        return self.attendance.status if self.attendance else AttendanceStatus.UNRECORDED

    @property
    def is_here(self) -> bool:
        """Whether the person came."""
        return self.status in ATTENDED

    @property
    def has_left(self) -> bool:
        """Whether the person checked out."""
        return self.attendance is not None and self.attendance.out_at is not None

    @property
    def companions(self) -> int:
        """Companions: who came with a person that is here, else who is announced."""
        if self.is_here and self.attendance is not None:
            return self.attendance.companions
        return self.registration.companions

    @property
    def word(self) -> Any:
        """What stands beside the name: the status, or why the person is not expected."""
        if not self.is_expected and not self.is_here:
            return self.registration.get_state_display()
        return AttendanceStatus(self.status).label

    @property
    def pinyin(self) -> tuple[str, str]:
        """Place in an alphabetical list."""
        return (self.search_key.split(" ")[1:2] or [""])[0], self.name


@dataclass(frozen=True)
class Figures:
    """The counter of a session, in persons."""

    arrived: int
    expected: int

    @property
    def missing(self) -> int:
        """Expected and not there."""
        return self.expected - self.arrived


def roster(session: Any, ids: Any = None, spot: Spot = EVERYWHERE) -> list[Entry]:
    """Everyone with a living registration, by pinyin; those without a certain place last.

    Whoever was marked and lost the place afterwards stays on the list. `ids` (keys of
    registrations) picks some; `spot` those who count at one remote site. Two statements, and those
    of the layout where there are sites.
    """
    layout = layout_at(session)
    marks = {
        mark.registration_id: mark
        for mark in Attendance.objects.filter(session=session).select_related("site__venue")
        if ids is None or mark.registration_id in ids
    }
    rows = Registration.objects.filter(offering_id=session.offering_id)
    wanted = Q(pk__in=ids) if ids is not None else Q(state__in=ALIVE) | Q(pk__in=list(marks))
    found = rows.filter(wanted).select_related("person", "unit", "site_choice")
    entries = [Entry(row, marks.get(row.pk), layout.site_of(row)) for row in found]
    if not spot.is_everywhere:
        entries = [one for one in entries if spot.takes(one.site.pk if one.site else None)]
    return sorted(entries, key=lambda entry: (not entry.is_expected, entry.pinyin))


def tallied(entries: list[Entry]) -> list[tuple[Any, int]]:
    """How many of a roster have which status, in the order of the statuses."""
    counted = Counter(AttendanceStatus(entry.status) for entry in entries)
    return [(status.label, counted[status]) for status in AttendanceStatus if counted[status]]


def figures(entries: list[Entry]) -> Figures:
    """Count a whole roster."""
    expected = [entry for entry in entries if entry.is_expected]
    return Figures(sum(entry.is_here for entry in expected), len(expected))


def left_of(entries: list[Entry]) -> Figures:
    """Of a whole roster: who has left, of those who came."""
    here = [entry for entry in entries if entry.is_here]
    return Figures(sum(entry.has_left for entry in here), len(here))


def count_left(session: Any, spot: Spot = EVERYWHERE) -> Figures:
    """The same without the people: one statement."""
    here = Attendance.objects.filter(session=session).attended()
    if not spot.is_everywhere:
        here = here.filter(site=spot.site)
    found = here.aggregate(expected=Count("pk"), arrived=Count("out_at"))
    return Figures(found["arrived"], found["expected"])


def count(session: Any, spot: Spot = EVERYWHERE) -> Figures:
    """The same without the people: one statement; of one remote site, those of its roster."""
    if not spot.is_everywhere:
        return figures(roster(session, spot=spot))
    here = Attendance.objects.filter(session=session, registration=OuterRef("pk")).attended()
    found = (
        Registration.objects.confirmed()
        .filter(offering_id=session.offering_id)
        .annotate(here=Subquery(here.values("pk")[:1]))
        .aggregate(expected=Count("pk"), arrived=Count("here"))
    )
    return Figures(found["arrived"], found["expected"])


def matching(entries: list[Entry], text: str) -> list[Entry]:
    """Entries whose name, pinyin or initials contain `text`; spaces and case do not matter.

    Latin letters mean a beginning first of all: `he` finds 何 and not every 沈 (s-he-n).
    """
    key = "".join(unicodedata.normalize("NFKC", text).lower().split())
    begins = [entry for entry in entries if f" {key}" in f" {entry.search_key}"]
    if begins and key.isascii():
        return begins
    return [entry for entry in entries if key in entry.search_key]


def by_site(entries: list[Entry], layout: Layout) -> list[tuple[Spot, Figures]]:
    """The figures of a whole roster, then of each of its sites: these add up to the first."""
    return [
        (spot, figures([one for one in entries if spot.takes(one.site.pk if one.site else None)]))
        for spot in layout.spots
    ]


def changed_since(session: Any, moment: datetime) -> list[Entry]:
    """Entries whose mark changed at or after an instant, by whichever desk."""
    ids = set(
        Attendance.objects.filter(session=session, marked_at__gte=moment).values_list(
            "registration_id", flat=True
        )
    )
    return roster(session, ids) if ids else []


def with_figures(sessions: SessionQuerySet) -> SessionQuerySet:
    """Adds `arrived` and `expected`, in persons, to sessions that a list shows."""
    confirmed = RegistrationState.CONFIRMED
    expected = Registration.objects.confirmed().filter(offering=OuterRef("offering"))
    arrived = Attendance.objects.attended().filter(
        session=OuterRef("pk"), registration__state=confirmed
    )
    return sessions.with_places().annotate(
        expected=_counted(expected, "offering"), arrived=_counted(arrived, "session")
    )


def _counted(rows: Any, by: str) -> Coalesce:
    numbers = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)


@dataclass(frozen=True)
class DaySheet:
    """What a person may work on, by when it is."""

    now: list[Any]
    today: list[Any]
    following: list[Any]
    recent: list[Any]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.now or self.today or self.following or self.recent)


def day_sheet(sessions: SessionQuerySet, at: datetime | None = None) -> DaySheet:
    """Sort sessions into open now, later today, the next ones and those of the last days."""
    at = at or timezone.now()
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    rows = with_titles(with_figures(sessions), "offering__page")
    near = list(
        rows.filter(
            starts_at__lt=max(tomorrow, at + windows.OPENS_BEFORE), ends_at__gte=at
        ).order_by("starts_at", "pk")
    )
    following = rows.filter(starts_at__gte=max(tomorrow, at + windows.OPENS_BEFORE))
    over = rows.filter(ends_at__lt=at, ends_at__gte=at - RECENT)
    now = [row for row in near if windows.opens_at(row) <= at and not is_called_off(row)]
    return DaySheet(
        now=now,
        today=[row for row in near if row not in now],
        following=list(following.order_by("starts_at", "pk")[:NEXT_SESSIONS]),
        recent=list(over.order_by("-ends_at", "-pk")[:RECENT_SESSIONS]),
    )
