"""Credit hours: by the table of the year, derived from marks, for everybody the same."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.account import BUILT_IN, Target, accounts_of, sessions_coming_to
from attendance.actions import mark, roll_call, set_credit_table, set_targets, undo
from attendance.crediting import Step, Table, hours_of, tables
from attendance.enums import ATTENDED, AttendanceStatus, Method, RulesOutcome
from attendance.models import Attendance
from attendance.versions import difference
from events.enums import SessionForm
from events.models import Session
from people.models import PersonCategory
from registration.enums import RegistrationState
from tests.factories import make_offering, make_registration, make_session


def hours(session):
    return Session.objects.annotate(hours=hours_of()).get(pk=session.pk).hours


def at(year, month=5, day=4, hour=9):
    return datetime(year, month, day, hour, tzinfo=timezone.get_current_timezone())


def lasting(offering, minutes, year=2026, **fields):
    starts = at(year)
    return make_session(
        offering, starts_at=starts, ends_at=starts + timedelta(minutes=minutes), **fields
    )


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, sessions=0)


@pytest.mark.parametrize(
    ("minutes", "earned"),
    [(19, 0), (20, "0.5"), (45, 1), (90, 2), (119, "2.5"), (120, 3), (180, 3), (300, 6), (480, 6)],
)
def test_a_half_day_is_three_and_a_day_is_six(offering, minutes, earned):
    assert hours(lasting(offering, minutes)) == Decimal(earned)


def test_a_session_whose_plan_carries_no_hours_is_not_for_credit(offering):
    assert hours(lasting(offering, 180, credit_hours=0)) == 0
    assert hours(lasting(offering, 180, credit_hours=1)) == 3, "how many is not typed in"


def test_a_table_holds_from_its_year_until_the_next(offering):
    set_credit_table(by=None, year=2026, steps=[Step(60, Decimal(4))])
    set_credit_table(by=None, year=2028, steps=[Step(60, Decimal(5))])
    found = [hours(lasting(offering, 120, year)) for year in (2025, 2026, 2027, 2028, 2030)]
    assert found == [3, 4, 4, 5, 5]


def test_the_year_begins_at_midnight_here(offering):
    set_credit_table(by=None, year=2027, steps=[Step(1, Decimal(9))])
    before = make_session(offering, starts_at=at(2026, 12, 31, 23))
    after = make_session(offering, starts_at=at(2027, 1, 1, 0))
    assert (hours(before), hours(after)) == (3, 9)


def test_a_form_with_lines_of_its_own_follows_these_alone(offering):
    steps = [
        Step(60, Decimal(2)),
        Step(30, Decimal(1), SessionForm.FILM),
        Step(240, Decimal(2), SessionForm.FILM),
    ]
    set_credit_table(by=None, year=2026, steps=steps)
    film = {"form": SessionForm.FILM}
    assert hours(lasting(offering, 120)) == 2
    assert hours(lasting(offering, 120, **film)) == 1
    assert hours(lasting(offering, 240, **film)) == 2
    assert hours(lasting(offering, 20, **film)) == 0


def test_setting_the_same_table_again_changes_nothing(offering):
    steps = [Step(60, Decimal(2))]
    assert set_credit_table(by=None, year=2026, steps=steps).changed
    again = set_credit_table(by=None, year=2026, steps=steps)
    assert again.outcome is RulesOutcome.RULES_AS_BEFORE
    assert [table.year for table in tables()] == [0, 2026]


def test_a_preview_says_what_another_table_changes(offering, cast):
    long, short = lasting(offering, 240), lasting(offering, 60)
    lasting(offering, 240, year=2025)
    earn(cast.participant, long)
    found = difference(Table(2026, (Step(60, Decimal(1)), Step(240, Decimal(4)))))
    assert [(one, one.now, one.then) for one in found.sessions] == [(long, 3, 4)]
    assert (found.number, found.earned_now, found.earned_then) == (1, 3, 4)
    assert hours(long) == 3, "nothing is saved"
    assert hours(short) == 1


def earn(person, session, status=AttendanceStatus.PRESENT):
    registration = session.offering.registrations.filter(person=person).first()
    return Attendance.objects.create(
        session=session,
        registration=registration or make_registration(session.offering, person),
        status=status,
        method=Method.ROLL_CALL,
    )


MOVES = ("mark", "undo", *AttendanceStatus.values)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(MOVES)), max_size=12))
def test_hours_of_any_sequence_of_marks_are_the_sum_by_the_table(door, moves):
    """Whatever was marked, taken back and corrected: what stands at the end earns, once."""
    lengths = (30, 100, 400)
    Attendance.objects.all().update(status=AttendanceStatus.UNRECORDED)
    door.offering.sessions.exclude(pk=door.session.pk).update(credit_hours=0)
    starts = timezone.now() - timedelta(minutes=5)
    sessions = [
        make_session(door.offering, starts_at=starts, ends_at=starts + timedelta(minutes=length))
        for length in lengths
    ]
    for number, move in moves:
        session = sessions[number]
        own = Attendance.objects.filter(session=session, registration=door.registration).first()
        if move == "mark":
            mark(by=None, session=session, registration=door.registration)
        elif move == "undo":
            if own is not None:
                undo(by=None, attendance=own)
        else:
            roll_call(by=None, session=session, statuses={door.registration.public_id: move})
    expected = Decimal(0)
    for session, earned in zip(sessions, ("0.5", "2", "6"), strict=True):
        own = Attendance.objects.filter(session=session, registration=door.registration).first()
        if own is not None and own.status in ATTENDED:
            expected += Decimal(earned)
    earned = Attendance.objects.of(door.cast.participant).hours_by_offering()
    assert earned.get(door.offering.pk, 0) == expected


def account(person, year=2026, now=None):
    return accounts_of([person], year, now)[person.pk]


def test_an_account_says_taken_coming_left_and_five_years(offering, cast):
    person, now = cast.participant, at(2026, 6)
    for year in (2020, 2021, 2025, 2026):
        earn(person, lasting(offering, 300, year))
    coming = make_session(offering, starts_at=at(2026, 9))
    away = make_session(offering, starts_at=at(2026, 10))
    earn(person, away, AttendanceStatus.ON_LEAVE)
    make_session(offering, starts_at=at(2027, 1), credit_hours=3)
    gone = make_session(offering, starts_at=at(2026, 11))
    gone.cancelled_at = now
    gone.save()
    make_registration(offering, cast.colleague)
    found = account(person, now=now)
    assert (found.taken, found.coming, found.five_years) == (6, 3, 12)
    assert account(cast.colleague, now=now).coming == 6, "nobody else's leave counts"
    assert [one.title for one in sessions_coming_to(person, 2026, now)] == [coming.title]
    both = accounts_of([person, cast.colleague], 2026, now)
    assert [both[one.pk].coming for one in (person, cast.colleague)] == [3, 6]
    assert (found.forecast, found.left) == (9, 81)
    found = account(person, now=coming.starts_at)
    assert found.coming == 3, "it begins only now"


def test_who_only_waits_is_forecast_nothing(offering, cast):
    make_session(offering, starts_at=at(2026, 9))
    make_registration(offering, cast.participant, RegistrationState.WAITLISTED)
    assert account(cast.participant, now=at(2026, 6)).coming == 0


def test_a_session_marked_before_it_begins_is_counted_once(offering, cast):
    earn(cast.participant, make_session(offering, starts_at=at(2026, 9)))
    found = account(cast.participant, now=at(2026, 9, hour=8))
    assert (found.taken, found.coming) == (3, 0)


def test_targets_follow_categories_and_years(cast):
    leaders = PersonCategory.objects.create(name="县处级", code="county")
    experts = PersonCategory.objects.create(name="专家", code="experts")
    assert account(cast.participant).target == BUILT_IN == Target(yearly=Decimal(90))
    set_targets(
        by=None,
        year=2025,
        targets=[
            (None, Target(yearly=Decimal(80))),
            (leaders, Target(five_years=Decimal(550))),
            (experts, Target(yearly=Decimal(100))),
        ],
    )
    assert account(cast.participant, 2024).target == BUILT_IN
    assert account(cast.participant).target == Target(yearly=Decimal(80))
    cast.participant.categories.add(leaders)
    assert account(cast.participant).target == Target(five_years=Decimal(550))
    cast.participant.categories.add(experts)
    assert account(cast.participant).target == Target(Decimal(100), Decimal(550))


@pytest.mark.parametrize("people", [1, 3])
def test_accounts_cost_the_same_for_many(offering, cast, people, django_assert_num_queries):
    session = lasting(offering, 120)
    group = [cast.participant, cast.colleague, cast.liaison][:people]
    for person in group:
        earn(person, session)
    with django_assert_num_queries(5):
        assert len(accounts_of(group, 2026)) == people
