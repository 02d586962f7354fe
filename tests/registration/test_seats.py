"""One place too many is refused by the database itself, on PostgreSQL and on SQLite."""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, models, transaction

from events.enums import PostingKind
from events.models import SeatPool, SeatPosting
from events.triggers import TRIGGERS as EVENTS
from kernel import triggers
from kernel.checks import triggers_present
from kernel.models import AuditRow
from notices.enums import Kind
from notices.models import Notice
from people.enums import Role
from registration.actions import register, withdraw
from registration.enums import RegistrationOutcome as Outcome
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.tasks import check_seats
from registration.triggers import COUNTING, GUARDS
from tests.factories import make_cast, make_offering, make_person, make_registration

on_both = pytest.mark.parametrize(
    "database",
    [
        pytest.param("default", marks=pytest.mark.django_db),
        pytest.param("sqlite", marks=pytest.mark.django_db(databases=["default", "sqlite"])),
    ],
)


@pytest.fixture
def house(database, request):
    """An offering of two places, one taken; and the cast, all of them in the named database."""
    if database == "sqlite":
        request.getfixturevalue("on_sqlite")
    else:
        request.getfixturevalue("db")
    cast = make_cast()
    offering = make_offering(unit=cast.city, capacity=2)
    make_registration(offering, cast.participant)
    return cast, offering


SEATS, ONCE = "no_seat_too_many", "one_registration_per_person"
# SQLite names the columns of a broken unique constraint instead of the constraint.
ON_SQLITE = {"registration_registration.offering_id, registration_registration.person_id": ONCE}


def refusal(write):
    """The constraint by which the database refuses, on PostgreSQL and on SQLite."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    cause = caught.value.__cause__
    if diagnosis := getattr(cause, "diag", None):
        return diagnosis.constraint_name or ""
    said = str(cause).partition("constraint failed: ")[2]
    return ON_SQLITE.get(said, said)


def taken(offering):
    return SeatPool.objects.get(offering=offering).taken


@on_both
def test_a_bulk_update_cannot_oversell(house):
    cast, offering = house
    pool = offering.pools.get()
    for _ in range(2):
        make_registration(offering, make_person(unit=cast.unit), State.WAITLISTED)
    waiting = Registration.objects.filter(offering=offering).waiting()
    everyone = Registration.objects.filter(pk__in=[row.pk for row in waiting])
    assert refusal(lambda: everyone.update(state=State.CONFIRMED, pool=pool)) == SEATS
    assert taken(offering) == 1


@on_both
def test_neither_rows_nor_sql_nor_a_lower_capacity_oversell(house):
    cast, offering = house
    pool = offering.pools.get()
    make_registration(offering, cast.colleague)
    extra = make_person(unit=cast.unit)
    assert refusal(lambda: make_registration(offering, extra)) == SEATS
    assert refusal(lambda: Registration.objects.update(companions=1)) == SEATS
    lower = {"pool": pool, "kind": PostingKind.RETURN, "delta": -1}
    assert refusal(lambda: SeatPosting.objects.create(**lower)) == SEATS
    assert refusal(lambda: SeatPool.objects.update(capacity=1)) == ""
    assert taken(offering) == 2


@on_both
def test_leaving_deleting_and_moving_free_seats(house):
    cast, offering = house
    row = Registration.objects.get()
    Registration.objects.filter(pk=row.pk).update(state=State.WITHDRAWN, pool=None)
    assert taken(offering) == 0
    Registration.objects.filter(pk=row.pk).update(state=State.CONFIRMED, pool=row.pool_id)
    other = SeatPool.objects.create(offering=offering, unit=cast.unit)
    SeatPosting.objects.create(pool=other, kind=PostingKind.GRANT, delta=1)
    Registration.objects.filter(pk=row.pk).update(pool=other)
    counts = dict(SeatPool.objects.filter(offering=offering).values_list("unit", "taken"))
    assert counts == {None: 0, cast.unit.pk: 1}
    Registration.objects.filter(pk=row.pk).delete()
    assert not SeatPool.objects.filter(taken__gt=0).exists()


@on_both
def test_a_person_registers_once(house):
    cast, offering = house
    again = {"offering": offering, "person": cast.participant, "state": State.PENDING}
    assert refusal(lambda: Registration.objects.create(**again)) == ONCE


@on_both
def test_the_whole_way_runs_on_both_databases(house):
    cast, offering = house
    second = register(by=None, offering=offering, person=cast.colleague)
    third = register(by=None, offering=offering, person=cast.liaison)
    assert (second.outcome, third.outcome) == (Outcome.CONFIRMED, Outcome.WAITLISTED)
    withdraw(by=None, registration=second.record)
    third.record.refresh_from_db()
    assert third.record.state == State.CONFIRMED
    assert taken(offering) == 2


def remake(alias, model):
    """What a migration of SQLite does to a table: a new one, the rows copied, the old one gone."""
    with connections[alias].schema_editor() as editor:
        editor._remake_table(model)


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.django_db(databases=["default", "sqlite"], transaction=True)
def test_a_remade_table_is_protected_again(house):
    """SQLite drops a table's triggers silently; a check says so, the next migration lays them."""
    cast, offering = house
    names = {trigger.name for trigger in COUNTING}
    triggers.drop_all("sqlite")
    remake("sqlite", Registration)
    assert names <= set(triggers.missing("sqlite"))
    found = triggers_present(databases=["sqlite"])
    assert {error.id for error in found} == {"kernel.E001"}
    triggers.create_all("sqlite")
    assert triggers.missing("sqlite") == []
    assert triggers_present(databases=["sqlite"]) == []
    make_registration(offering, cast.colleague)
    assert refusal(lambda: make_registration(offering, make_person(unit=cast.unit))) == SEATS


@on_both
def test_the_nightly_check_finds_a_counter_that_is_wrong(house, caplog):
    cast, offering = house
    call_command("check_seats", stdout=StringIO())
    assert check_seats() == 0
    operator = make_person(unit=cast.city, role=Role.OPERATOR)
    with past_the_guards():
        SeatPool.objects.filter(offering=offering).update(taken=0)
    with pytest.raises(CommandError, match="1 pools differ"):
        call_command("check_seats", stdout=StringIO())
    assert check_seats() == check_seats() == 1
    assert "seat counter differs" in caplog.text
    notice = Notice.objects.get(kind=Kind.SEATS_DIFFER)
    assert notice.recipient == operator
    assert "计数为 0，报名合计 1" in notice.body
    row = AuditRow.objects.filter(action="registration.report_seats").first()
    assert row.changes == {str(offering.pools.get().pk): {"held": 1, "taken": 0}}


@on_both
def test_counters_cannot_be_written_past_the_records_they_count(house):
    cast, offering = house
    pool = SeatPool.objects.filter(offering=offering)
    posting = SeatPosting.objects.filter(pool__offering=offering)
    other = make_offering(unit=cast.city)
    writes = [
        lambda: pool.update(taken=0),
        lambda: pool.update(taken=2),
        lambda: pool.update(capacity=3),
        lambda: posting.update(delta=3),
        lambda: posting.update(pool=other.pools.get()),
        lambda: posting._raw_delete(posting.db),
        lambda: SeatPool.objects.create(offering=offering, unit=cast.unit, capacity=1),
        lambda: SeatPool.objects.create(offering=offering, unit=cast.unit, taken=1),
        lambda: Registration.objects.update(pool=other.pools.get()),
        lambda: Registration.objects.update(offering=other),
    ]
    for write in writes:
        refusal(write)
    assert pool.values_list("taken", "capacity").get() == (1, 2)
    with past_the_guards():
        pool.update(capacity=3)
    assert pool.get().capacity == 3, "without the guards it could be"


@contextmanager
def past_the_guards():
    """Write to counters as somebody could who takes the triggers away first."""
    postgresql = connection.vendor == "postgresql"
    guards = [*GUARDS, *EVENTS]
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute("SET session_replication_role = replica")
        else:
            for trigger in guards:
                cursor.execute(f"DROP TRIGGER {trigger.name}")
        yield
        if postgresql:
            cursor.execute("SET session_replication_role = origin")
        else:
            for trigger in guards:
                cursor.execute(trigger.sqlite)


def test_the_counted_states_are_those_of_the_vocabulary():
    """The trigger's SQL and `holding()` say the same."""
    condition = str(Registration.objects.holding().query)
    sql = " ".join(trigger.postgresql for trigger in COUNTING)
    for state in (State.OFFERED, State.CONFIRMED, State.NOMINATED):
        assert f"'{state}'" in sql
        assert state.value in condition
    assert isinstance(Registration._meta.get_field("companions"), models.PositiveSmallIntegerField)
