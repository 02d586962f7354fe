"""A person's registrations as they read them: what comes, what they wait for, what is over."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from math import ceil
from operator import itemgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from attendance.models import Attendance, RemoteSite
from attendance.remote import seats_of
from events.enums import OfferingState
from events.models import Offering, Session, Venue
from events.titles import with_titles
from registration.enums import ALIVE, RegistrationState
from registration.models import Registration


@dataclass(frozen=True)
class Mine:
    """One registration with its offering, the sessions still to come and the hours earned."""

    registration: Registration
    offering: Any  # with_figures
    hours: Decimal | None = None
    sessions: list[Session] = field(default_factory=list)
    seat: RemoteSite | None = None  # at which the person attends, if not in the main hall

    @property
    def state(self) -> str:
        """State of the registration."""
        return self.registration.state

    @property
    def is_over(self) -> bool:
        """Whether its last session has ended, or the organiser has finished it."""
        ends_at = self.offering.ends_at
        gone = ends_at is not None and ends_at < timezone.now()
        return gone or self.offering.state == OfferingState.FINISHED

    @property
    def hours_earned(self) -> str:
        """`6 credit hours`; empty when there are none."""
        if not self.hours:
            return ""
        words = ngettext("%(hours)s credit hour", "%(hours)s credit hours", ceil(self.hours))
        return words % {"hours": f"{self.hours.normalize():f}"}

    @property
    def is_cancelled(self) -> bool:
        """Whether the whole offering is cancelled."""
        return self.offering.state == OfferingState.CANCELLED

    @property
    def answer_by(self) -> datetime | None:
        """Until when the person has to say that they take or keep the place; None: not asked."""
        row = self.registration
        if self.is_cancelled:
            return None
        return row.offered_until if row.state == RegistrationState.OFFERED else row.reconfirm_by

    @property
    def next_session(self) -> Session | None:
        """The session that runs or comes first."""
        return self.sessions[0] if self.sessions else None

    @property
    def venue(self) -> Venue | None:
        """Where that is attended, where a venue is listed."""
        session = self.next_session
        return self.seat.venue if self.seat else session.venue if session else None

    @property
    def starts_at(self) -> datetime | None:
        """What a list is read by: the next session, else the first one there was."""
        session = self.next_session
        return session.starts_at if session else self.offering.starts_at

    @property
    def ends_at(self) -> datetime | None:
        """The end that belongs to `starts_at`."""
        session = self.next_session
        return session.ends_at if session else self.offering.ends_at


@dataclass(frozen=True)
class Standing:
    """All registrations of a person in three lists, the next first and the latest past first."""

    upcoming: list[Mine]
    waiting: list[Mine]
    past: list[Mine]

    @property
    def asked(self) -> list[Mine]:
        """Places that the person has to answer for, the first to run out first."""
        rows = [(mine.answer_by, mine) for mine in self.upcoming if mine.answer_by]
        return [mine for _until, mine in sorted(rows, key=itemgetter(0))]

    def everything(self) -> list[Mine]:
        """The three lists in one."""
        return [*self.upcoming, *self.waiting, *self.past]

    def next(self) -> Mine | None:
        """What the person is expected at next, with certainty."""
        sure = [
            mine
            for mine in self.upcoming
            if mine.state == RegistrationState.CONFIRMED
            and mine.next_session
            and not mine.is_cancelled
        ]
        return min(sure, key=lambda mine: (mine.starts_at, mine.offering.pk), default=None)


def standing_of(person: Any) -> Standing:
    """Everything `person` ever registered for. Five queries, however much it is; three more where
    something that is still to come has remote sites.
    """
    now = timezone.now()
    registrations = list(Registration.objects.of(person).with_position())
    offerings = {
        offering.pk: offering
        for offering in with_titles(
            Offering.objects.filter(registrations__person=person).with_figures()
        )
    }
    hours = Attendance.objects.of(person).hours_by_offering()
    sessions = _to_come([row.offering_id for row in registrations if row.state in ALIVE], now)
    sites = seats_of(row for row in registrations if sessions[row.offering_id])
    rows = [
        Mine(row, offerings[key], hours.get(key), sessions[key], sites.get(row.pk))
        for row in registrations
        for key in [row.offering_id]
    ]
    rows.sort(key=lambda mine: (mine.starts_at or mine.offering.opens_at, mine.offering.pk))
    return Standing(
        upcoming=[mine for mine in rows if _place(mine) == "upcoming"],
        waiting=[mine for mine in rows if _place(mine) == "waiting"],
        past=[mine for mine in reversed(rows) if _place(mine) == "past"],
    )


def _to_come(offerings: list[int], now: datetime) -> dict[int, list[Session]]:
    found: dict[int, list[Session]] = defaultdict(list)
    sessions = Session.objects.held().filter(offering__in=offerings, ends_at__gt=now)
    for session in sessions.select_related("venue", "teaching_point"):
        found[session.offering_id].append(session)
    return found


def _place(mine: Mine) -> str:
    if mine.state not in ALIVE or mine.is_over:
        return "past"
    return "waiting" if mine.state == RegistrationState.WAITLISTED else "upcoming"
