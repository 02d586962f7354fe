"""A workbook of registrations: who gets a place, what is wrong and where, all of it or nothing."""

import pytest

from events.actions import cancel_offering, post_places
from kernel.models import AuditRow
from kernel.outbox import drain_once
from notices.enums import Kind
from notices.models import Notice
from publishing.tabular import actions as imports
from publishing.tabular.models import SheetImport
from publishing.tabular.tables import TABLES
from publishing.tabular.written import blank
from registration.actions import enter, import_registrations, register
from registration.actions.entries import examine_entries
from registration.enums import RegistrationState as State
from registration.enums import Via
from registration.models import Registration
from registration.rules import import_registrations as may_import
from tests.factories import make_offering, make_person, make_registration
from tests.people.rows import rows_of, wrong
from tests.publishing.sheets import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    """Three places, registration closed to all but the invited."""
    return make_offering(unit=cast.city, capacity=3, admits_self=False, admits_invited=True)


def line(offering, person, **values):
    return {"offering": offering.public_id, "name": person.name, "email": person.email, **values}


def bring(by, *values):
    """Import the rows; the outcome's code and the counts, or where the errors are."""
    result = import_registrations(by=by, rows=rows_of(*values))
    findings = result.details["findings"]
    if not result.ok:
        return wrong(findings)
    return result.outcome.code, findings.new, findings.same


def test_everybody_gets_a_place_once_however_often_the_file_is_brought(cast, offering):
    rows = [
        line(offering, cast.participant, companions=1, reason="电话报名"),
        line(offering, cast.colleague) | {"offering": str(offering)},
    ]
    assert bring(cast.organiser, *rows) == ("written", 2, 0)
    row = Registration.objects.get(person=cast.participant)
    assert (row.state, row.via, row.companions) == (State.CONFIRMED, Via.ORGANISER, 1)
    assert row.changes.get().reason == "电话报名"
    assert Notice.objects.filter(kind=Kind.CONFIRMED).count() == 2
    assert bring(cast.organiser, *rows) == ("nothing_to_write", 0, 2)
    assert offering.pools.get().taken == 3
    said = AuditRow.objects.get(action="registration.import_registrations").changes
    assert said == {"new": 2, "changed": 0, "same": 0}


def test_what_waits_or_had_ended_gets_its_place_too(cast, offering):
    post_places(by=None, offering=offering, delta=3)
    states = (State.PENDING, State.WITHDRAWN, State.DECLINED, State.WAITLISTED)
    people = [make_person(unit=cast.unit) for _ in states]
    for person, state in zip(people, states, strict=True):
        make_registration(offering, person, state)
    rows = [line(offering, person) for person in people]
    assert bring(cast.organiser, *rows) == ("written", 4, 0)
    assert Registration.objects.confirmed().count() == 4


def test_too_few_places_let_nobody_in_and_say_whom_there_is_none_for(cast, offering):
    people = [make_person(unit=cast.unit) for _ in range(3)]
    rows = [line(offering, people[0], companions=1), *(line(offering, one) for one in people[1:])]
    assert bring(cast.organiser, *rows) == [(4, "offering")]
    findings = examine_entries(rows_of(*rows), cast.organiser)
    assert "没有空余名额" in findings.errors[0].words
    assert cast.unit.name in findings.errors[0].words
    assert not Registration.objects.exists()


def test_places_of_a_unit_are_for_its_people(cast, offering):
    post_places(by=None, offering=offering, delta=-3)
    post_places(by=None, offering=offering, delta=1, unit=cast.unit)
    stranger = make_person(unit=cast.other_unit)
    rows = [line(offering, stranger), line(offering, cast.participant)]
    assert bring(cast.organiser, *rows) == [(2, "offering")]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"offering": "nichtda12345"}, "offering"),
        ({"email": "nobody@example.org"}, "email"),
        ({"name": "别名"}, "name"),
        ({"email": None}, "name"),
        ({"number": "0099"}, "email"),
    ],
)
def test_every_mistake_is_told_at_its_cell(cast, offering, change, column):
    make_person("旁人", unit=cast.unit, number="0099")
    row = line(offering, cast.participant) | change
    assert bring(cast.organiser, row) == [(2, column)]


def test_one_person_twice_and_what_is_cancelled_are_told(cast, offering):
    twice = [line(offering, cast.participant)] * 2
    assert bring(cast.organiser, *twice) == [(3, "name")]
    cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    assert bring(cast.organiser, twice[0]) == [(2, "offering")]


def test_nobody_enters_into_what_others_lead(cast, offering):
    """Known to the district's organiser neither by number nor by title."""
    district = make_person("县组织者", cast.district, "organiser")
    assert may_import.allows(district)
    assert bring(district, line(offering, cast.participant)) == [(2, "offering")]
    assert not may_import.allows(cast.participant)


def test_two_of_one_title_are_told_apart_by_number(cast, offering):
    twin = make_offering(unit=cast.city, page=offering.page, label=offering.label)
    row = line(offering, cast.participant) | {"offering": str(twin)}
    findings = examine_entries(rows_of(row), cast.organiser)
    words = findings.errors[0].words
    assert f"{offering.public_id}、{twin.public_id}" in words


def test_the_file_goes_all_the_way(cast, offering):
    """Template, headings, dry run, confirmation."""
    table = TABLES["registrations"]
    assert blank(table, table.columns(cast.organiser))
    person = cast.participant
    head = ["活动编号", "姓名", "邮箱", "同行人数", "备注"]
    file = workbook([head, [offering.public_id, person.name, person.email, 0, "纸质报名"]])
    made = imports.start_import(by=cast.organiser, table=table, file=file).record
    imports.match_columns(by=cast.organiser, sheet_import=made, mapping=made.mapping)
    drain_once()
    made.refresh_from_db()
    assert (made.state, made.counts) == (
        SheetImport.State.CHECKED, {"new": 1, "changed": 0, "same": 0},
    )  # fmt: skip
    assert not Registration.objects.exists(), "a dry run"
    imports.confirm_import(by=cast.organiser, sheet_import=made)
    drain_once()
    made.refresh_from_db()
    assert made.state == SheetImport.State.DONE
    assert Registration.objects.confirmed().get().person == person


def test_who_is_entered_again_comes_anew(cast):
    """With today's unit and companions, by the organiser's hand."""
    offering = make_offering(unit=cast.city, capacity=3)
    register(by=cast.participant, offering=offering, person=cast.participant)
    Registration.objects.update(state=State.WITHDRAWN, pool=None, unit=cast.other_unit)
    enter(by=cast.organiser, offering=offering, person=cast.participant, companions=2)
    row = Registration.objects.get()
    assert (row.unit, row.companions, row.via) == (cast.unit, 2, Via.ORGANISER)
    assert offering.pools.get().taken == 3
