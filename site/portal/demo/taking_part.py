"""Registrations and attendance of the demo, as they would have come about.

Past registrations cannot pass the door any more, so rows are inserted together with their history;
places are counted by the database as ever.
"""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from attendance.account import Target
from attendance.actions import set_targets, set_terms
from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance
from events import actions
from events.models import Offering, SeatPool
from people.models import PersonCategory, User
from portal.demo.programmes import Run
from registration.actions import add_question_block, register
from registration.enums import RegistrationState
from registration.models import Registration, RegistrationChange
from registration.question_kinds import QuestionBlock

SHARE = {
    "over": 0.95,
    "tour_over": 0.8,
    "today": 0.9,
    "full": 1.0,
    "next_week": 0.6,
    "plain": 0.35,
    "cancelled": 0.4,
}
STATUSES = [AttendanceStatus.PRESENT] * 30 + [
    AttendanceStatus.LATE,
    AttendanceStatus.LATE,
    AttendanceStatus.ABSENT,
    AttendanceStatus.ON_LEAVE,
]
WAITING = 5
ASKING = "shajiabang-autumn-2"


def load(runs: list[Run]) -> None:
    """Fill every offering according to its scenario."""
    rng = Random("yanxi")  # noqa: S311 - invents a demo
    people = list(
        User.objects.filter(username__startswith="demo").prefetch_related("memberships__unit")
    )
    participant = User.objects.get(email="participant@example.org")
    organiser = User.objects.get(email="organiser@example.org")
    _ask(runs, organiser)
    _rule(runs, organiser)
    for run in runs:
        if run.scenario not in SHARE or run.offering.opens_at > timezone.now():
            continue
        guests = _guests(run, people, rng)
        if run.slug in ("two-bombs-1", "entrepreneurs-2") and participant not in guests:
            guests = [participant, *guests]
        fill(run.offering, guests, SHARE[run.scenario])
        if run.scenario == "full":
            wait(run.offering, [participant, *people], WAITING)
        attend(run.offering, rng)
        if run.scenario in ("over", "tour_over"):
            actions.finish_offering(by=organiser, offering=run.offering)
    _register_participant(runs, participant)


def _ask(runs: list[Run], organiser: User) -> None:
    """What the participant registers for asks about bus and meals; a colleague may take over."""
    for run in runs:
        if run.slug == ASKING and not run.offering.questions.exists():
            terms = {"substitution_allowed": True}
            actions.edit_offering(by=organiser, offering=run.offering, values=terms)
            for block in (QuestionBlock.TRANSPORT, QuestionBlock.DIET):
                add_question_block(by=organiser, offering=run.offering, block=block)


def _rule(runs: list[Run], organiser: User) -> None:
    """That course asks people to check out; experts are asked for more hours than others."""
    year = timezone.localdate().year
    experts = PersonCategory.objects.get(code="leading-talent")
    asked = [(None, Target(yearly=Decimal(90))), (experts, Target(Decimal(110), Decimal(550)))]
    set_targets(by=organiser, year=year, targets=asked)
    for run in runs:
        if run.slug == ASKING:
            set_terms(by=organiser, offering=run.offering, checks_out=True, late_after=10)


def _guests(run: Run, people: list[User], rng: Random) -> list[User]:
    """People in the order in which they come: those of a quota's unit and of the region first."""
    units = set(run.offering.pools.exclude(unit=None).values_list("unit_id", flat=True))
    region = run.offering.lead_unit.path[: run.offering.lead_unit.steplen]
    order = rng.sample(people, len(people))

    def far(person: User) -> tuple[bool, bool]:
        unit = person.unit
        return (unit is None or unit.pk not in units, unit is None or unit.path[:4] != region)

    return sorted(order, key=far)


def fill(offering: Offering, people: list[User], share: float) -> list[Registration]:
    """Confirm people until `share` of the places is taken or nobody is left."""
    pools = {pool.unit_id: pool for pool in SeatPool.objects.filter(offering=offering)}
    room = {unit: pool.capacity for unit, pool in pools.items()}
    target = max(1, round(sum(room.values()) * share))
    rows: list[Registration] = []
    for person in people:
        if len(rows) == target:
            break
        unit = person.unit
        key = unit.pk if unit and room.get(unit.pk) else None
        if not room.get(key):
            continue
        room[key] -= 1
        at = offering.opens_at + timedelta(minutes=7 * len(rows))
        rows.append(_row(offering, person, RegistrationState.CONFIRMED, pool=pools[key], at=at))
    return _insert(rows)


def wait(offering: Offering, people: list[User], number: int) -> None:
    """Put `number` more people on the waiting list."""
    known = set(offering.registrations.values_list("person_id", flat=True))
    waiting = [person for person in people if person.pk not in known][:number]
    at = offering.opens_at + timedelta(days=1)
    _insert(
        [
            _row(offering, person, RegistrationState.WAITLISTED, at=at + timedelta(minutes=n))
            for n, person in enumerate(waiting)
        ]
    )


def _row(
    offering: Offering, person: User, state: str, *, at: Any, pool: Any = None
) -> Registration:
    at = min(at, timezone.now())
    return Registration(
        offering=offering,
        person=person,
        unit=person.unit,
        pool=pool,
        state=state,
        queued_at=at,
        changed_at=at,
    )


def _insert(rows: list[Registration]) -> list[Registration]:
    made = Registration.objects.bulk_create(rows)
    RegistrationChange.objects.bulk_create(
        RegistrationChange(registration=row, to_state=row.state, by=row.person, at=row.queued_at)
        for row in made
    )
    return made


def attend(offering: Offering, rng: Random) -> None:
    """Mark what is known of the sessions that are over."""
    now = timezone.now()
    sessions = list(offering.sessions.held().filter(ends_at__lt=now))
    registrations = list(offering.registrations.confirmed()) if sessions else []
    Attendance.objects.bulk_create(
        mark(session, registration, rng) for session in sessions for registration in registrations
    )


def mark(session: Any, registration: Registration, rng: Random) -> Attendance:
    """One invented mark of a session that is over."""
    status = rng.choice(STATUSES)
    late = status == AttendanceStatus.LATE
    came = session.starts_at + timedelta(
        minutes=rng.randint(16, 35) if late else -rng.randint(1, 25)
    )
    there = status in (AttendanceStatus.PRESENT, AttendanceStatus.LATE)
    return Attendance(
        session=session,
        registration=registration,
        status=status,
        in_at=came if there else None,
        method=Method.PASS if there else Method.ROLL_CALL,
        marked_at=came if there else session.ends_at,
    )


def _register_participant(runs: list[Run], participant: User) -> None:
    """One registration of the account to try goes through the door, with its notice."""
    for run in runs:
        if run.slug == ASKING:
            register(by=participant, offering=run.offering, person=participant)
