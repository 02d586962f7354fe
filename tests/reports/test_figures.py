"""The figures of a report agree with a count by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance
from essays.enums import EssayState
from essays.models import Essay
from events.actions import cancel_offering
from publishing.figures import number, percent
from registration.enums import RegistrationState
from registration.models import Registration
from reports.definitions import DEFINITIONS, shown_figures
from reports.figures import figures_of, headcount_of
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_task,
)

STATUS = AttendanceStatus


def figures(offering):
    return figures_of([offering])[offering.pk]


@pytest.fixture
def offering(cast):
    """Two sessions of 3 hours are over, one of 4 is cancelled, one is to come."""
    offering = make_offering(unit=cast.city, sessions=1)
    now = timezone.now()
    for days in (2, 1):
        make_session(offering, starts_at=now - timedelta(days=days))
    gone = make_session(offering, starts_at=now - timedelta(days=3), credit_hours=4)
    gone.cancelled_at = now
    gone.save()
    return offering


def mark(registration, *statuses):
    ended = registration.offering.sessions.held().filter(ends_at__lt=timezone.now())
    for session, status in zip(ended.order_by("starts_at"), statuses, strict=False):
        Attendance.objects.create(
            session=session, registration=registration, status=status, method=Method.ROLL_CALL
        )


def test_nothing_is_zero_and_no_rate(cast):
    found = figures(make_offering(unit=cast.city))
    assert (found.confirmed, found.headcount, found.hours) == (0, 0, 0)
    assert found.attendance_rate is None
    assert percent(found.attendance_rate) == "—"


def test_states_are_counted_apart(cast, offering):
    for state, times in (("CONFIRMED", 3), ("WAITLISTED", 2), ("PENDING", 1), ("WITHDRAWN", 1)):
        for _ in range(times):
            make_registration(offering, make_person(), RegistrationState[state])
    found = figures(offering)
    assert (found.confirmed, found.waiting, found.pending) == (3, 2, 1)


def test_every_living_registration_stands_in_one_figure(cast, offering):
    for state in RegistrationState:
        make_registration(offering, make_person(unit=cast.unit), state)
    found = figures(offering)
    counted = (found.confirmed, found.offered, found.waiting, found.nominated, found.pending)
    assert counted == (1, 1, 1, 1, 1)
    assert sum(counted) == Registration.objects.alive().count()
    shown = {figure.key: figure.shown for figure in shown_figures(found)}
    assert (shown["offered"], shown["nominated"]) == ("1", "1")


def test_persons_and_attendances_and_hours(cast, offering):
    mark(make_registration(offering, make_person()), STATUS.PRESENT, STATUS.LATE)
    mark(make_registration(offering, make_person()), STATUS.LEFT_EARLY, STATUS.ABSENT)
    mark(make_registration(offering, make_person()), STATUS.ON_LEAVE, STATUS.UNEXCUSED)
    found = figures(offering)
    assert (found.headcount, found.person_times, found.hours) == (2, 3, Decimal(9))
    # 9 hours of 3 persons x 2 sessions x 3 hours
    assert found.attendance_rate == Decimal(9) / Decimal(18)


def test_who_is_exempt_owes_no_hours(cast, offering):
    mark(make_registration(offering, make_person()), STATUS.PRESENT, STATUS.EXEMPT)
    assert percent(figures(offering).attendance_rate) == "100.0%"


def test_what_was_called_off_as_a_whole_is_due_to_nobody(cast, offering):
    make_registration(offering, make_person())
    cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    assert figures(offering).attendance_rate is None


def test_what_was_held_before_the_rest_was_called_off_is_due_as_it_earns(cast, offering):
    came, stayed_away = (make_registration(offering, make_person()) for _ in range(2))
    mark(came, STATUS.PRESENT)
    mark(stayed_away, STATUS.ABSENT)
    cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    found = figures(offering)
    assert (found.person_times, found.hours, found.hours_met) == (1, Decimal(3), Decimal(3))
    # one session of 3 hours for 2 persons; nobody came to the other
    assert found.hours_due == Decimal(6)


def test_who_withdrew_afterwards_attended_but_owes_nothing(cast, offering):
    mark(make_registration(offering, make_person()), STATUS.PRESENT, STATUS.PRESENT)
    gone = make_registration(offering, make_person())
    mark(gone, STATUS.PRESENT, STATUS.ABSENT)
    gone.state, gone.pool = RegistrationState.WITHDRAWN, None
    gone.save()
    found = figures(offering)
    assert (found.headcount, found.hours) == (2, Decimal(9))
    assert percent(found.attendance_rate) == "100.0%"


def test_one_person_at_two_offerings_is_one_person(cast, offering):
    other = make_offering(unit=cast.city, sessions=0)
    make_session(other, starts_at=timezone.now() - timedelta(days=1))
    for one in (offering, other):
        mark(make_registration(one, cast.participant), STATUS.PRESENT)
    assert [found.headcount for found in figures_of([offering, other]).values()] == [1, 1]
    assert headcount_of([offering.pk, other.pk]) == 1


def test_essays_by_state(cast, offering):
    task = make_task(offering)
    for state in EssayState:
        registration = make_registration(offering, make_person())
        handed_in = None if state == EssayState.DRAFT else timezone.now()
        Essay.objects.create(
            task=task,
            author=registration.person,
            registration=registration,
            state=state,
            submitted_at=handed_in,
        )
    make_registration(offering, make_person())
    essays = figures(offering).essays
    assert (essays.due, essays.handed_in, essays.accepted, essays.returned) == (9, 5, 1, 1)


def test_offerings_do_not_mix(cast, offering):
    make_registration(make_offering(unit=cast.city), cast.participant)
    assert figures(offering).confirmed == 0


def test_every_figure_says_what_it_counts(cast, offering):
    shown = shown_figures(figures(offering))
    assert [figure.key for figure in shown] == list(DEFINITIONS)
    assert all(str(figure.definition) and str(figure.name) for figure in shown)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (Decimal("6.0"), "6"), (Decimal("4.5"), "4.5"), (Decimal(100), "100"), (10, "10")],
)
def test_numbers_have_no_useless_zeros(value, text):
    assert number(value) == text
