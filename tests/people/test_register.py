"""The register: who sees whom, finds whom by what, changes whom; categories behind a permission."""

from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import filter_users_by_email
from django.utils import timezone
from openpyxl import load_workbook

from people.actions import add_person, edit_person, end_membership, import_people
from people.enums import Role
from people.groups import sync_groups
from people.models import Membership, PersonCategory, User
from people.rules import change_people, follow_people
from tests.factories import make_person, make_unit
from tests.people.rows import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(staff):
    """Of the whole city."""
    person = make_person("运营", staff.city, Role.OPERATOR)
    sync_groups(person)
    return person


def listed(client, query=""):
    answer = client.get(f"/admin/people/?{query}")
    assert answer.status_code == 200
    return {row.name for row in answer.context["object_list"]}


def test_reach_decides_who_is_listed(staff, operator, as_person):
    below = {"沈若兰", "顾晓梅", "林𠮷安", "何䶮"}
    city = below | {"周明远", "秦书言", "唐韵", "运营"}
    assert listed(as_person(staff.district_organiser)) == below
    assert listed(as_person(staff.organiser)) == city
    assert listed(as_person(operator)) == city | {"远方", "管理员"}, "and those of no unit"
    for who in (staff.editor, staff.liaison, staff.participant):
        assert as_person(who).get("/admin/people/").status_code in {302, 403}


def test_an_operator_of_one_tree_sees_no_other_and_one_of_a_district_nobody_without_unit(
    staff, operator
):
    below = make_person("区运营", staff.district, Role.OPERATOR)
    foreign = make_person("别人", make_unit("别市"))
    seen = set(follow_people.visible(User.objects.get(pk=operator.pk)))
    assert staff.stranger in seen
    assert foreign not in seen
    district = set(follow_people.visible(User.objects.get(pk=below.pk)))
    assert not district & {staff.stranger, foreign, staff.organiser}
    assert staff.participant in district


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("曾锦", {"曾锦遥"}), ("zengjin", {"曾锦遥"}), ("cengjin", {"曾锦遥"}), ("ZJY", {"曾锦遥"}),
        ("00-17", {"曾锦遥"}), ("一中 zjy", {"曾锦遥"}), ("图书馆 zjy", set()),
        ("39000", {"曾锦遥"}),
        ("Kunshan gxm", {"顾晓梅"}), ("ＧＸＭ", {"顾晓梅"}), ("%", set()),
    ],
)  # fmt: skip
def test_people_are_found_by_name_pinyin_initials_number_and_unit(staff, as_person, query, found):
    staff.other_unit.short_name = "一中"
    staff.other_unit.save()
    make_person("曾锦遥", staff.other_unit, number="A00-17", phone="+8613900000001")
    assert listed(as_person(staff.organiser), f"q={query}".replace("%", "%25")) == found


def test_filters_narrow_the_list_and_its_export(staff, as_person):
    client = as_person(staff.organiser)
    assert listed(client, f"unit={staff.unit.pk}") == {"顾晓梅", "林𠮷安", "何䶮"}
    assert listed(client, f"unit={staff.unit.pk}&role=liaison") == {"顾晓梅"}
    Membership.objects.filter(user=staff.liaison).update(post="=1+1")
    answer = client.get(f"/admin/people/?unit={staff.unit.pk}&role=liaison&export=xlsx")
    rows = list(load_workbook(BytesIO(b"".join(answer))).worksheets[0].values)
    assert len(rows) == 2
    assert rows[1][:3] == ("顾晓梅", "昆山市图书馆", "'=1+1")


def test_categories_are_seen_filtered_and_exported_with_their_permission_alone(
    staff, operator, as_person
):
    category = PersonCategory.objects.create(name="中共党员", code="cpc")
    staff.liaison.categories.add(category)
    one = f"/admin/people/inspect/{staff.liaison.pk}/"
    for who, sees in ((staff.organiser, False), (operator, True), (staff.admin, True)):
        client = as_person(who)
        for path in ("/admin/people/", one, f"/admin/people/edit/{staff.liaison.pk}/"):
            assert ("中共党员" in client.get(path).content.decode()) is sees, (who, path)
        export = b"".join(client.get("/admin/people/?export=xlsx"))
        cells = {
            cell for row in load_workbook(BytesIO(export)).worksheets[0].values for cell in row
        }
        assert ("中共党员" in cells) is sees
        narrowed = listed(client, f"category={category.pk}")
        assert (narrowed == {"顾晓梅"}) is sees, "without the permission the filter does nothing"


def test_without_the_permission_a_category_can_neither_be_given_nor_taken(staff, as_person):
    category = PersonCategory.objects.create(name="专家", code="expert")
    staff.liaison.categories.add(category)
    form = {"last_name": "顾", "first_name": "晓雪", "email": staff.liaison.email, "chosen": ""}
    answer = as_person(staff.organiser).post(f"/admin/people/edit/{staff.liaison.pk}/", form)
    assert answer.status_code == 302
    staff.liaison.refresh_from_db()
    assert staff.liaison.name == "顾晓雪"
    assert list(staff.liaison.categories.all()) == [category]


def test_a_person_is_added_and_a_namesake_is_asked_about(staff, as_person):
    client = as_person(staff.organiser)
    form = {"last_name": "何", "first_name": "䶮", "unit": staff.unit.pk, "post": "馆员"}
    refused = client.post("/admin/people/new/", form)
    assert refused.context["form"].non_field_errors()
    assert client.post("/admin/people/new/", form | {"is_another": "on"}).status_code == 302
    made = User.objects.latest("pk")
    assert (made.name, made.unit, made.memberships.get().post) == ("何䶮", staff.unit, "馆员")
    assert not made.has_usable_password()


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "PERSON@example.org"), ("phone", "12345"), ("number", "7"), ("first_name", "")],
)
def test_what_cannot_be_is_told_beside_its_field(staff, as_person, field, value):
    make_person("别人", staff.unit, email="person@example.org", number="7")
    form = {"last_name": "", "first_name": "新人", "unit": staff.unit.pk} | {field: value}
    answer = as_person(staff.organiser).post("/admin/people/new/", form)
    assert set(answer.context["form"].errors) == {field}


def test_nobody_changes_whoever_reaches_further_than_they(staff, operator, as_person):
    """A changed address is a way into an account."""
    reviewer = make_person("评审", staff.district, Role.REVIEWER)
    editor = make_person("编辑", staff.unit, Role.EDITOR)
    both = make_person("两处", staff.unit)
    Membership.objects.create(user=both, unit=staff.city, role=Role.ORGANISER)
    district = staff.district_organiser
    judged = {
        person.name: change_people.allows(User.objects.get(pk=district.pk), person)
        for person in (reviewer, editor, both, staff.liaison, staff.organiser, staff.admin)
    }
    assert judged == {
        "评审": True, "编辑": False, "两处": False, "顾晓梅": True, "周明远": False,
        "管理员": False,
    }  # fmt: skip
    client = as_person(district)
    assert client.get(f"/admin/people/edit/{reviewer.pk}/").status_code == 200
    assert client.get(f"/admin/people/edit/{editor.pk}/").status_code in {302, 403}
    assert client.get(f"/admin/people/edit/{staff.organiser.pk}/").status_code == 404
    assert not change_people.allows(operator, staff.admin)


def test_accounts_with_groups_and_passwords_stay_the_administrators(staff, operator, as_person):
    for who in (staff.organiser, operator):
        assert as_person(who).get("/admin/users/").status_code == 302
        assert as_person(who).get(f"/admin/users/edit/{staff.liaison.pk}/").status_code == 302


def test_the_auditor_looks_and_changes_nothing(staff, as_person):
    person = make_person("邵正言", staff.district, Role.AUDITOR)
    sync_groups(person)
    client = as_person(person)
    assert "顾晓梅" in listed(client)
    assert client.get(f"/admin/people/inspect/{staff.liaison.pk}/").status_code == 200
    for path in ("new/", f"edit/{staff.liaison.pk}/", "doubles/"):
        assert client.get(f"/admin/people/{path}").status_code == 302


def by_hand(cast, client, values):
    edit_person(by=cast.admin, person=cast.liaison, values=values)


def by_file(cast, client, values):
    row = {"name": cast.liaison.name, "unit": cast.unit.name, "number": "A-17"}
    assert import_people(by=cast.admin, rows=rows_of(row | values)).ok


def by_the_administrator(cast, client, values):
    client.force_login(cast.admin)
    url, person = f"/admin/users/edit/{cast.liaison.pk}/", cast.liaison
    same = {"username": person.username, "first_name": "x", "last_name": "陈", "is_active": "on"}
    assert client.post(url, same | values).status_code == 302


@pytest.mark.parametrize("change", [by_hand, by_file, by_the_administrator])
def test_an_address_that_others_replaced_lets_nobody_in(cast, client, change):
    old, own = cast.liaison.email, "own@example.org"
    User.objects.filter(pk=cast.liaison.pk).update(number="A-17")
    for address in (old, own):
        EmailAddress.objects.create(user=cast.liaison, email=address, verified=True)
    change(cast, client, {"email": old.upper()})
    assert filter_users_by_email(old), "the same mailbox"
    cast.liaison.refresh_from_db()
    change(cast, client, {"email": "new@example.org"})
    found = [filter_users_by_email(address) for address in (old, own, "new@example.org")]
    assert found == [[], [cast.liaison], [cast.liaison]]


def test_a_number_that_others_typed_is_not_proved(cast):
    values = {"phone": "+8613900000001"}
    User.objects.filter(pk=cast.liaison.pk).update(phone="+8613900000002", phone_verified=True)
    assert edit_person(by=None, person=cast.liaison, values=values).outcome.code == "person_edited"
    cast.liaison.refresh_from_db()
    assert (cast.liaison.phone, cast.liaison.phone_verified) == ("+8613900000001", False)
    assert edit_person(by=None, person=cast.liaison, values=values).outcome.code == "unchanged"
    for call in (
        lambda: edit_person(by=None, person=cast.liaison, values={"is_superuser": True}),
        lambda: add_person(by=None, unit=cast.unit, values={"password": "x"}),
    ):
        with pytest.raises(ValueError, match="not editable"):
            call()


def test_post_and_rank_are_changed_on_the_membership(staff, as_person):
    held = Membership.objects.get(user=staff.liaison)
    path = f"/admin/memberships/{held.pk}/post/"
    client = as_person(staff.organiser)
    assert client.post(path, {"post": "馆长", "rank": "1"}).status_code == 302
    held.refresh_from_db()
    assert (held.post, held.rank) == ("馆长", 1)
    assert "馆长" in client.get("/admin/people/").content.decode()


@pytest.mark.parametrize(("role", "moves"), [(Role.OPERATOR, False), (Role.REVIEWER, True)])
def test_a_transfer_ends_no_office_that_its_giver_could_not_end(staff, as_person, role, moves):
    held = Membership.objects.get(user=staff.participant)
    Membership.objects.create(user=staff.participant, unit=staff.unit, role=role)
    client, path = as_person(staff.organiser), f"/admin/memberships/{held.pk}/transfer/"
    page = client.get(f"/admin/memberships/inspect/{held.pk}/").content.decode()
    assert (path in page) is moves
    client.post(path, {"unit": staff.other_unit.pk, "since_on": timezone.localdate().isoformat()})
    rows = Membership.objects.filter(user=staff.participant, unit=staff.unit)
    assert rows.filter(until_on=None).exists() is not moves


def test_reasons_of_units_beyond_reach_stay_there_and_erased_ones_are_named_so(staff, as_person):
    person = make_person("两地", staff.unit)
    place = {"unit": make_unit("太仓市", staff.city), "role": Role.MEMBER}
    beyond = Membership.objects.create(user=person, **place)
    end_membership(by=staff.organiser, membership=beyond, reason="此事不外传")
    here = person.memberships.get(unit=staff.unit)
    end_membership(by=staff.organiser, membership=here, reason="[erased]")
    path = f"/admin/people/inspect/{person.pk}/"
    district = as_person(staff.district_organiser).get(path).content.decode()
    assert "此事不外传" not in district
    assert "已清除：该人员已注销" in district
    assert "[erased]" not in district
    assert "此事不外传" in as_person(staff.organiser).get(path).content.decode()


def test_who_left_is_no_longer_seen(staff):
    elsewhere = make_unit("别市")
    moved = make_person("走了", elsewhere)
    assert moved not in follow_people.visible(staff.organiser)
