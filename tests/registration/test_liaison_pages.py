"""The liaison's screens: what they show, whom they let in, lists from a workbook."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from people.enums import Role
from registration.actions import nomination
from registration.actions.quota import (
    Grant,
    grant_places,
    propose_transfer,
    set_quota_rule,
)
from registration.models import Registration
from tests.factories import make_offering, make_person


@pytest.fixture
def offering(cast):
    made = make_offering(unit=cast.city, admits_nominated=True)
    grant_places(by=cast.organiser, offering=made, grants=[Grant(cast.unit, 2)])
    return made


@pytest.fixture
def desk(client, cast, offering):
    """The address, with the liaison signed in."""
    client.force_login(cast.liaison)
    return f"/unit/o/{offering.public_id}/"


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("名单.xlsx", file.getvalue())


def test_nominating_and_ranking_need_no_script(client, cast, desk):
    for person in (cast.participant, cast.colleague):
        client.post(desk, {"do": "nominate", "person": person.public_id})
    row = Registration.objects.get(person=cast.colleague)
    client.post(desk, {"do": "up", "registration": row.public_id})
    rows = Registration.objects.order_by("rank").values_list("person__pk", flat=True)
    assert list(rows) == [cast.colleague.pk, cast.participant.pk]
    client.post(desk, {"do": "withdraw", "registration": row.public_id})
    assert Registration.objects.filter(state="nominated").count() == 1


def test_people_are_found_by_pinyin(client, cast, desk):
    page = client.get(desk, {"q": "linja"}).content.decode()
    assert "还没有推荐人选" in page
    assert "本单位没有这个人" in page
    assert "林𠮷安" in client.get(desk, {"q": "lin"}).content.decode()


def test_another_units_people_and_rows_are_out_of_reach(client, cast, offering, desk):
    outsider = make_person("外人", cast.other_unit)
    assert client.post(desk, {"do": "nominate", "person": outsider.public_id}).status_code == 404
    assert client.get(desk, {"unit": cast.other_unit.public_id}).status_code == 403
    row = nomination.nominate(
        by=cast.organiser, offering=offering, unit=cast.other_unit, person=outsider
    ).record
    withdraw = {"do": "withdraw", "registration": row.public_id}
    assert client.post(desk, withdraw).status_code == 404
    assert client.get(f"/unit/n/{row.public_id}/hand-over/").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_many(
    client, cast, offering, desk, number, django_assert_max_num_queries
):
    for _ in range(number):
        person = make_person(unit=cast.unit)
        nomination.nominate(by=cast.liaison, offering=offering, unit=cast.unit, person=person)
    client.get(desk)
    with django_assert_max_num_queries(34):
        client.get(desk)


def test_a_list_is_looked_at_before_anything_is_saved(client, cast, desk):
    namesakes = [make_person("王同", cast.unit) for _ in range(2)]
    file = workbook(
        ["姓名", "人员编号", "手机号"], ["林𠮷安"], ["外人"], ["王同"], ["林𠮷安"], [None, "007"]
    )  # fmt: skip
    page = client.post(f"{desk}list/", {"file": file})
    found = page.context["found"]
    assert [(one.line.row, one.error) for one in found] == [
        (2, ""),
        (3, "昆山市图书馆没有与“外人”及所填编号、手机号相符的人员。"),
        (4, "昆山市图书馆有多位名叫王同的人员，请补填编号或手机号。"),
        (5, "林𠮷安在名单中出现两次。"),
        (6, "昆山市图书馆没有与“007”及所填编号、手机号相符的人员。"),
    ]
    assert page.context["errors"] == 4
    assert not Registration.objects.exists()
    assert len(namesakes) == 2


def test_a_right_list_is_nominated_in_its_order(client, cast, desk):
    file = workbook(["某单位推荐名单"], ["姓名", "手机"], ["何䶮"], ["林𠮷安"])
    page = client.post(f"{desk}list/", {"file": file})
    assert page.context["errors"] == 0
    people = [one.person.public_id for one in page.context["new"]]
    client.post(f"{desk}list/", {"people": people})
    rows = Registration.objects.order_by("rank").values_list("person__pk", flat=True)
    assert list(rows) == [cast.colleague.pk, cast.participant.pk]


@pytest.mark.parametrize(
    ("rows", "words"),
    [([["单位"], ["图书馆"]], "表头没有“姓名”一栏"), ([], None)],
)
def test_what_is_no_list_says_what_to_do(client, desk, rows, words):
    file = workbook(*rows) if rows else SimpleUploadedFile("a.xlsx", b"PK nothing")
    form = client.post(f"{desk}list/", {"file": file}).context["form"]
    assert form.errors["file"]
    assert words is None or words in form.errors["file"][0]


def test_the_template_names_the_units_people(client, cast, desk):
    book = load_workbook(BytesIO(client.get(f"{desk}template/").content))
    assert [cell.value for cell in book.worksheets[0][1]] == ["姓名", "人员编号", "手机号"]
    names = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert sorted(names) == sorted(["顾晓梅", "何䶮", "林𠮷安"])


def test_places_are_returned_and_offered(client, cast, offering, desk):
    client.post(f"{desk}places/", {"do": "return", "number": "1", "reason": "不需要"})
    pools = dict(offering.pools.values_list("unit__name", "capacity"))
    assert pools == {"昆山市图书馆": 1, None: 11}
    other = make_person("陈老师", cast.other_unit, Role.LIAISON)
    set_quota_rule(by=cast.organiser, offering=offering, values={"is_exchangeable": True})
    target = cast.other_unit.public_id
    client.post(f"{desk}places/", {"do": "propose", "number": "1", "target": target})
    proposal = offering.transfer_proposals.get()
    accept = {"do": "accept"}
    client.post(f"/unit/transfers/{proposal.public_id}/", accept)
    proposal.refresh_from_db()
    assert proposal.is_open, "the giving unit cannot accept for the other"
    client.force_login(other)
    client.post(f"/unit/transfers/{proposal.public_id}/", accept)
    pools = dict(offering.pools.values_list("unit__name", "capacity"))
    assert pools == {"昆山市图书馆": 0, "昆山市第一中学": 1, None: 11}


def test_strangers_to_a_transfer_do_not_answer_it(client, cast, offering, desk):
    set_quota_rule(by=cast.organiser, offering=offering, values={"is_exchangeable": True})
    proposal = propose_transfer(
        by=cast.liaison, offering=offering, source=cast.unit, target=cast.other_unit, number=1
    ).record
    client.force_login(cast.participant)
    answer = client.post(f"/unit/transfers/{proposal.public_id}/", {"do": "accept"})
    assert answer.status_code == 403


def test_the_admission_notice_is_for_those_admitted(client, cast, offering):
    address = f"/o/{offering.public_id}/admission/"
    client.force_login(cast.participant)
    assert client.get(address).status_code == 404
    row = nomination.nominate(
        by=cast.liaison, offering=offering, unit=cast.unit, person=cast.participant
    ).record
    assert client.get(address).status_code == 404
    nomination.admit_nominees(by=cast.organiser, offering=offering, registrations=[row])
    page = client.get(address).content.decode()
    assert "经昆山市图书馆推荐" in page
    assert "林𠮷安同志" in page


def test_the_organiser_grants_by_staff_size_and_from_a_workbook(client, staff, offering):
    cast = staff
    for unit, size in ((cast.unit, 300), (cast.other_unit, 100)):
        unit.staff_size = size
        unit.save()
    client.force_login(cast.organiser)
    address = f"/admin/quota/{offering.pk}/grant/"
    units = [cast.unit.pk, cast.other_unit.pk]
    page = client.post(address, {"do": "share", "total": "8", "floor": "1", "units": units})
    filled = {unit.name: number for unit, _pool, number in page.context["rows"]}
    assert filled == {"昆山市图书馆": 6, "昆山市第一中学": 2}
    assert offering.pools.count() == 2, "nothing is granted yet"
    file = workbook(["单位", "名额"], [cast.unit.code, 4], ["无名单位", 1], [cast.unit.name, 2])
    page = client.post(address, {"do": "file", "file": file})
    assert [(error.row, error.column) for error in page.context["errors"]] == [
        (3, "unit"), (4, "unit"),
    ]  # fmt: skip
    client.post(address, {"do": "grant", f"n_{units[0]}": "6", f"n_{units[1]}": "2"})
    pools = dict(offering.pools.values_list("unit__name", "capacity"))
    assert pools == {"昆山市图书馆": 8, "昆山市第一中学": 2, None: 10}


def test_the_organiser_sets_the_rule(client, staff, offering):
    cast = staff
    client.force_login(cast.organiser)
    address = f"/admin/quota/{offering.pk}/rule/"
    form = {"passes_to": "next", "repeat_months": "12", "usable_until": "2027-01-31"}
    wrong = form | {"order": "无名单位", "steps": "2027-01-10 x"}
    errors = client.post(address, wrong).context["form"].errors
    assert set(errors) == {"order", "steps"}
    right = form | {"order": cast.other_unit.code, "steps": "2027-01-10 5\n2027-01-01 2"}
    assert client.post(address, right).status_code == 302
    rule = offering.quota_rule
    assert [turn.unit for turn in rule.turns.all()] == [cast.other_unit]
    assert list(rule.milestones.values_list("number", flat=True)) == [2, 5]


def test_the_ledger_is_a_workbook_too(client, staff, offering):
    client.force_login(staff.organiser)
    response = client.get(f"/admin/quota/{offering.pk}/export/")
    book = load_workbook(BytesIO(response.content))
    assert [cell.value for cell in book.worksheets[0][2]] == ["昆山市图书馆", 2, 0, 0, 0, 2, 0, 2]
    assert client.get("/admin/quota/").status_code == 200
    client.force_login(staff.district_organiser)
    assert client.get(f"/admin/quota/{offering.pk}/export/").status_code == 404
