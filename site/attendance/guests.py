"""Guests: where a missed session can be made up, and how many guests a room takes.

A session is equal when it is on the same topic of the catalogue. Where the size of the room is
known, guests take what is left beside every place of the offering, taken or not; where it is not,
what nobody took once registration has closed. So no registration is turned away by a guest.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.utils import timezone

from attendance.absence_enums import MakeUpState
from attendance.enums import AttendanceStatus
from attendance.models import Attendance, MakeUp
from events.enums import RUNNING, Availability
from events.models import SeatPool, Session
from registration.models import Registration

MISSED = (AttendanceStatus.ABSENT, AttendanceStatus.UNEXCUSED, AttendanceStatus.ON_LEAVE)
STILL_OPEN = (Availability.OPEN, Availability.NOT_OPEN_YET)
PROPOSED = 10


def is_missed(attendance: Attendance) -> bool:
    """Whether there is something to make up: missed, and on a topic that others teach too."""
    return attendance.status in MISSED and attendance.session.topic_id is not None


def is_left_to_make_up(attendance: Attendance) -> bool:
    """Whether the mark says still that the session was missed."""
    return attendance.status in MISSED


def equal_sessions(attendance: Attendance) -> Any:
    """Later sessions of other offerings on the same topic, the soonest first."""
    missed = attendance.session
    own = Registration.objects.of(attendance.registration.person_id).alive()
    rows = (
        Session.objects.holding()
        .public()
        .filter(
            topic=missed.topic_id,
            starts_at__gt=max(timezone.now(), missed.starts_at),
            offering__state__in=RUNNING,
        )
    )
    rows = rows.exclude(offering=missed.offering_id)
    return rows.exclude(offering__in=own.values("offering")).order_by("starts_at", "pk")


def proposals(attendance: Attendance) -> list[Session]:
    """Where it can be made up: a place is free and nothing else is at that time."""
    if not is_missed(attendance):
        return []
    busy = busy_at(attendance)
    found = [row for row in equal_sessions(attendance).with_places() if not clashes(row, busy)]
    free = free_places(found)
    return [row for row in found if free[row.pk] > 0][:PROPOSED]


def busy_at(attendance: Attendance) -> list[tuple[Any, Any]]:
    """When the person is expected: at own sessions, and as a guest."""
    person = attendance.registration.person_id
    confirmed = Registration.objects.of(person).confirmed().values("offering")
    own = Session.objects.holding().filter(offering__in=confirmed, ends_at__gt=timezone.now())
    invited = MakeUp.objects.of(person).guests().values("session")
    guest = Session.objects.holding().filter(pk__in=invited, ends_at__gt=timezone.now())
    return [*own.values_list("starts_at", "ends_at"), *guest.values_list("starts_at", "ends_at")]


def clashes(session: Session, busy: Iterable[tuple[Any, Any]]) -> bool:
    """Whether a session overlaps one of the spans."""
    return any(begins < session.ends_at and ends > session.starts_at for begins, ends in busy)


def free_places(sessions: Iterable[Session]) -> dict[int, int]:
    """Places for guests by key of the session. Two queries for any number."""
    rows = list(sessions)
    pools: dict[int, list[SeatPool]] = {row.offering_id: [] for row in rows}
    for pool in SeatPool.objects.filter(offering__in=pools):
        pools[pool.offering_id].append(pool)
    guests = MakeUp.objects.guests().filter(session__in=rows).order_by()
    counted = dict(guests.values_list("session").annotate(number=Count("pk")))
    return {row.pk: _free(row, pools[row.offering_id]) - counted.get(row.pk, 0) for row in rows}


def _free(session: Session, pools: list[SeatPool]) -> int:
    """Places beside those of the offering's own people, without regard to guests."""
    capacity = sum(pool.capacity for pool in pools)
    room = room_of(session)
    if room is not None:
        return room - capacity
    if session.offering.window() in STILL_OPEN:
        return 0
    return capacity - sum(pool.taken for pool in pools)


def room_of(session: Session) -> int | None:
    """How many people the teaching point, or else the venue, holds; None where nobody knows."""
    for place in (session.teaching_point, session.venue):
        if place is not None and place.capacity is not None:
            return place.capacity
    return None


def made_up_as(attendance: Attendance) -> MakeUp | None:
    """The guest's place at which a session was made up, if it was."""
    if attendance.status != AttendanceStatus.MADE_UP:
        return None
    rows = MakeUp.objects.filter(makeup_for=attendance, state=MakeUpState.ATTENDED)
    return rows.select_related("session").first()


def guests_of(session: Session) -> list[MakeUp]:
    """Who is expected at the desk of a session as a guest, and who came, by name."""
    states = (MakeUpState.AGREED, MakeUpState.ATTENDED)
    rows = MakeUp.objects.filter(session=session, state__in=states).with_everything()
    return list(rows.order_by("makeup_for__registration__person__name_key", "pk"))
