"""What rows of people and units do: new, changed, the same; and which are refused, and where."""

import pytest
from django.utils import timezone

from kernel.models import AuditRow
from people.actions import import_people, import_units, merge_people, merge_units
from people.enums import Role, UnitKind
from people.incoming.people import examine_people
from people.incoming.units import examine_units
from people.models import Membership, PersonCategory, Unit, User
from publishing.tabular.outcomes import ImportOutcome
from tests.factories import make_person, make_unit
from tests.people.rows import bring, rows_of, wrong

pytestmark = pytest.mark.django_db
LIBRARY, SCHOOL = "昆山市图书馆", "昆山市第一中学"


def test_people_are_made_once_however_often_they_are_brought(cast):
    rows = (
        {"name": "欧阳静", "unit": LIBRARY, "number": "0012", "post": "副馆长", "rank": 3},
        {"name": "曾 明", "unit": LIBRARY, "phone": "+8613900000001"},
        {"name": "柳叶", "unit": SCHOOL, "email": "Liu@example.org", "role": Role.REVIEWER},
        {"name": "苗青", "unit": SCHOOL},
    )
    assert bring(cast.organiser, *rows) == ("written", 4, 0, 0)
    made = User.objects.get(number="0012")
    assert (made.last_name, made.first_name, made.name_key) == (
        "欧阳",
        "静",
        "欧阳静 ouyangjing oyj",
    )
    assert not made.has_usable_password()
    held = made.memberships.get()
    assert (held.post, held.rank, held.role, held.since_on) == (
        "副馆长", 3, Role.MEMBER, timezone.localdate(),
    )  # fmt: skip
    before = User.objects.count(), Membership.objects.count(), AuditRow.objects.count()
    assert bring(cast.organiser, *rows) == ("nothing_to_write", 0, 0, 4)
    assert before == (User.objects.count(), Membership.objects.count(), AuditRow.objects.count())
    row = AuditRow.objects.get(action="people.import_people")
    assert row.changes == {"new": 4, "changed": 0, "same": 0}


def test_what_is_known_is_changed_and_an_empty_cell_changes_nothing(cast):
    bring(cast.organiser, {"name": "苗青", "unit": LIBRARY, "number": "7", "post": "馆员"})
    more = {"name": "苗青", "unit": LIBRARY, "number": "7", "phone": "+8613900000002", "post": None}
    assert bring(cast.organiser, more) == ("written", 0, 1, 0)
    person = User.objects.get(number="7")
    assert (person.phone, person.phone_verified) == ("+8613900000002", False)
    assert person.memberships.get().post == "馆员"


def test_a_second_unit_is_a_second_membership(cast):
    rows = ({"name": "苗青", "unit": unit, "number": "7"} for unit in (LIBRARY, SCHOOL))
    assert bring(cast.organiser, *rows) == ("written", 1, 1, 0)
    person = User.objects.get(number="7")
    assert set(person.memberships.values_list("unit__name", flat=True)) == {LIBRARY, SCHOOL}


def test_a_unit_is_named_by_name_short_name_or_code(cast):
    cast.unit.short_name = "昆图"
    cast.unit.save()
    rows = (
        {"name": f"苗{n}", "unit": word} for n, word in enumerate((LIBRARY, "昆图", cast.unit.code))
    )
    assert bring(cast.organiser, *rows) == ("written", 3, 0, 0)
    make_unit(LIBRARY, cast.district)
    assert bring(cast.organiser, {"name": "苗九", "unit": LIBRARY}) == [(2, "unit")]
    assert bring(cast.organiser, {"name": "苗九", "unit": "没有"}) == [(2, "unit")]


def test_nothing_is_written_when_one_cell_is_wrong(cast):
    rows = ({"name": "苗青", "unit": LIBRARY}, {"name": "柳叶", "unit": "没有"})
    assert bring(cast.organiser, *rows) == [(3, "unit")]
    assert not User.objects.filter(last_name="苗").exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"name": "别人", "number": "7"}, "number"),
        ({"name": "别人", "phone": "+8613900000003"}, "phone"),
        ({"name": "苗青", "number": "8", "phone": "+8613900000003"}, "number"),
        ({"name": "苗青", "number": "7", "email": "GU@example.org"}, "email"),
        ({"name": "苗青", "phone": "+8613900000009"}, "phone"),
    ],
)
def test_one_cell_says_one_person_and_another_a_second(cast, row, column):
    known = {"name": "苗青", "unit": LIBRARY, "number": "7", "phone": "+8613900000003"}
    bring(cast.organiser, known)
    User.objects.filter(pk=cast.liaison.pk).update(email="gu@example.org")
    assert bring(cast.organiser, row | {"unit": LIBRARY}) == [(2, column)]


def test_no_number_says_whose_it_is(cast):
    make_person("欧阳远", unit=cast.city, number="0099")
    row = {"name": "别人", "unit": LIBRARY, "number": "0099"}
    [error] = examine_people(rows_of(row), cast.district_organiser).errors
    assert "不符" in str(error.words)
    assert "欧阳" not in str(error.words)


def test_rows_of_one_file_are_held_against_each_other(cast):
    rows = (
        {"name": "苗青", "unit": LIBRARY, "number": "7"},
        {"name": "苗青", "unit": LIBRARY, "number": "7"},
        {"name": "柳叶", "unit": LIBRARY, "number": "7"},
        {"name": "苗青", "unit": LIBRARY, "number": "8"},
    )
    assert bring(cast.organiser, *rows) == [(3, "name"), (4, "number")]


def test_two_of_one_name_in_a_unit_are_told_apart_by_their_numbers(cast):
    for number in ("7", "8"):
        bring(cast.organiser, {"name": "苗青", "unit": LIBRARY, "number": number})
    assert User.objects.filter(last_name="苗").count() == 2
    assert bring(cast.organiser, {"name": "苗青", "unit": LIBRARY}) == [(2, "name")]


def test_roles_are_those_that_the_person_gives_and_a_unit_has_one_liaison(cast):
    row = {"name": "苗青", "unit": LIBRARY}
    assert bring(cast.organiser, row | {"role": Role.EDITOR}) == [(2, "role")]
    assert bring(cast.organiser, row | {"role": Role.LIAISON}) == [(2, "role")]
    again = {"name": cast.liaison.name, "unit": LIBRARY, "role": Role.LIAISON}
    assert bring(cast.organiser, again) == ("nothing_to_write", 0, 0, 1)
    two = [{"name": name, "unit": SCHOOL, "role": Role.LIAISON} for name in ("苗青", "柳叶")]
    assert bring(cast.organiser, *two) == [(3, "role")]


def test_nobody_reaches_an_account_above_their_own_by_changing_its_address(cast):
    """Else an import of an address would be a way to that account's password."""
    taken = {"name": cast.organiser.name, "unit": LIBRARY, "email": cast.organiser.email}
    assert bring(cast.district_organiser, taken | {"phone": "+8613900000004"}) == [(2, "phone")]
    assert bring(cast.admin, taken | {"phone": "+8613900000004"}) == ("written", 0, 1, 0)


def test_units_beyond_reach_are_unknown(cast):
    elsewhere = make_unit("别市图书馆")
    assert bring(cast.organiser, {"name": "苗青", "unit": elsewhere.name}) == [(2, "unit")]


def test_categories_add_up(cast):
    talent, expert = (PersonCategory.objects.create(name=n, code=n) for n in ("领军", "专家"))
    row = {"name": "苗青", "unit": LIBRARY}
    bring(cast.admin, row | {"categories": [talent]})
    assert bring(cast.admin, row | {"categories": [expert]}) == ("written", 0, 1, 0)
    assert set(User.objects.get(last_name="苗").categories.all()) == {talent, expert}


def test_rows_that_contradict_each_other_are_not_written(cast):
    one = {"name": "柳叶", "unit": LIBRARY, "number": "1"}
    rows = (one | {"phone": "+8613900000001"}, one | {"unit": SCHOOL, "phone": "+8613900000002"})
    assert bring(cast.organiser, *rows) == [(3, "phone")]
    known = make_person("苗青", cast.unit, number="2", phone="+8613900000003")
    row = {"name": "苗青", "unit": LIBRARY, "number": "2"}
    same, other = row | {"phone": known.phone}, row | {"unit": SCHOOL, "phone": "+8613900000004"}
    assert bring(cast.organiser, same, other) == [(3, "phone")]


def test_a_merged_number_means_the_person_who_stands(cast):
    bring(cast.organiser, {"name": "苗青", "unit": LIBRARY, "number": "7"})
    keep, drop = make_person("苗青", cast.other_unit, number="9"), User.objects.get(number="7")
    merge_people(by=None, keep=keep, drop=drop)
    row = {"name": "苗青", "unit": LIBRARY, "number": "7"}
    assert bring(cast.organiser, row) == [(2, "number")]
    keep.refresh_from_db()
    assert keep.number == "9"


@pytest.mark.parametrize("size", [1, 3])
def test_examining_costs_the_same_for_three_rows_as_for_one(cast, django_assert_num_queries, size):
    by = User.objects.get(pk=cast.organiser.pk)
    names = [make_person(f"苗{n}", cast.unit).name for n in range(size)]
    assert by.current_memberships
    rows = rows_of(*({"name": n, "unit": LIBRARY, "number": f"x{n}"} for n in names))
    with django_assert_num_queries(8):
        assert examine_people(rows, by).changed == size


def bring_units(by, *values):
    result = import_units(by=by, rows=rows_of(*values))
    findings = result.details["findings"]
    if not result.ok:
        return wrong(findings)
    return result.outcome.code, findings.new, findings.changed, findings.same


KIND = {"kind": UnitKind.SCHOOL}


def test_units_find_their_parents_wherever_those_stand(cast):
    rows = (
        {"code": "b", "name": "乙校", "parent": "a", **KIND},
        {"code": "a", "name": "甲区", "parent": cast.city.code, **KIND},
        {"code": cast.unit.code, "name": "昆山图书馆", "parent": cast.district.code},
    )
    assert bring_units(cast.admin, *rows) == ("written", 2, 1, 0)
    assert Unit.objects.get(code="b").get_parent().code == "a"
    cast.unit.refresh_from_db()
    assert cast.unit.name == "昆山图书馆"
    assert bring_units(cast.admin, *rows) == ("nothing_to_write", 0, 0, 3)


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        ([{"code": "a", "parent": "nowhere", **KIND}], [(2, "parent")]),
        ([{"code": "a", "parent": "a", **KIND}], [(2, "parent")]),
        (
            [{"code": "a", "parent": "b", **KIND}, {"code": "b", "parent": "a", **KIND}],
            [(2, "parent"), (3, "parent")],
        ),
        ([{"code": "a", "parent": "{city}"}], [(2, "kind")]),
        ([{"code": "{unit}", "parent": "{city}"}], [(2, "parent")]),
        ([{"code": "a", "parent": "{city}", **KIND}] * 2, [(3, "code")]),
        ([{"code": "{else}"}], [(2, "code")]),
        ([{"code": "a", **KIND}], [(2, "parent")]),
        ([{"code": "a", "parent": "{gone}", **KIND}], [(2, "parent")]),
        (
            [
                {"code": "{unit}", "is_active": False},
                {"code": "a", "parent": "{unit}", **KIND},
                {"code": "b", "parent": "{city}", "is_active": False, **KIND},
                {"code": "c", "parent": "b", **KIND},
            ],
            [(3, "parent"), (5, "parent")],
        ),
    ],
)
def test_units_that_cannot_stand_are_refused(cast, rows, errors):
    elsewhere = make_unit("别市")
    gone = make_unit("旧馆", cast.city, is_active=False)
    codes = {"city": cast.city.code, "unit": cast.unit.code, "else": elsewhere.code}
    codes["gone"] = gone.code
    operator = make_person("运营", cast.city, Role.OPERATOR)
    filled = [
        {k: v.format(**codes) if k in {"code", "parent"} else v for k, v in row.items()}
        | {"name": "名"}
        for row in rows
    ]
    assert bring_units(operator, *filled) == errors
    assert wrong(examine_units(rows_of(*filled), operator)) == errors


def test_a_unit_that_ceased_may_have_stood_below_one_that_ceased(cast):
    gone = make_unit("旧馆", cast.city, is_active=False)
    row = {"code": "a", "name": "旧部", "parent": gone.code, "is_active": False, **KIND}
    assert bring_units(cast.admin, row) == ("written", 1, 0, 0)


def test_outcomes_say_how_many(cast):
    result = import_people(by=cast.organiser, rows=rows_of({"name": "苗青", "unit": LIBRARY}))
    assert result.outcome is ImportOutcome.WRITTEN
    assert "1" in result.message


@pytest.mark.parametrize("code", ["a", "{unit}"])
def test_a_unit_that_names_itself_above_is_told_so(cast, code):
    code = code.format(unit=cast.unit.code)
    row = {"code": code, "name": "名", "parent": code, **KIND}
    below = {"code": "z", "name": "名", "parent": code, **KIND}
    (error,) = examine_units(rows_of(row, below), cast.admin).errors
    assert (error.row, error.column) == (2, "parent")
    assert "不能以自己为上级" in error.words


def test_a_merged_unit_is_not_opened_again(cast):
    merge_units(by=None, unit=cast.unit, into=cast.other_unit)
    row = {"code": cast.unit.code, "is_active": True}
    (error,) = examine_units(rows_of(row), cast.admin).errors
    assert (error.row, error.column) == (2, "is_active")
    assert bring_units(cast.admin, row) == [(2, "is_active")]
    assert bring_units(cast.admin, row | {"is_active": False}) == ("nothing_to_write", 0, 0, 1)
