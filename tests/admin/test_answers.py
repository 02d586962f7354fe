"""Answers and questions in the back office: columns, filters, export, messages, roster."""

import io

import pytest
from openpyxl import load_workbook

from events.models import Offering
from notices.models import Notice
from people.models import Membership
from registration.models import Question
from registration.question_kinds import QuestionKind as Kind
from registration.roster import roster_of
from tests.factories import (
    make_answer,
    make_offering,
    make_person,
    make_question,
    make_registration,
    make_unit,
)

BULK = "/admin/bulk/registration/registration"


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


@pytest.fixture
def offering(staff):
    return make_offering(unit=staff.unit)


@pytest.fixture
def diet(offering):
    return make_question(offering, Kind.CHOICE, options=("清真", "素食"), label="饮食要求")


def rows_of(response):
    return [row.person.name for row in response.context["object_list"]]


def sheet(response):
    content = b"".join(response.streaming_content)
    head, *rows = load_workbook(io.BytesIO(content)).active.values
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_answers_stand_in_columns_once_an_offering_is_chosen(staff, district, offering, diet):
    row = make_registration(offering, staff.participant)
    make_answer(row, diet, diet.options[1]["code"])
    one = district.get(f"/admin/registrations/?offering={offering.pk}").content.decode()
    assert "饮食要求" in one
    assert "素食" in one
    assert "饮食要求" not in district.get("/admin/registrations/").content.decode()


def test_auditors_see_who_is_registered_and_not_what_they_answered(
    staff, auditor, as_person, offering, diet
):
    row = make_registration(offering, staff.participant)
    make_answer(row, diet, diet.options[1]["code"])
    client, listed = as_person(auditor), f"/admin/registrations/?offering={offering.pk}"
    for path in (listed, f"/admin/registrations/inspect/{row.pk}/"):
        page = client.get(path).content.decode()
        assert staff.participant.name in page, path
        assert "素食" not in page, path
    assert "饮食要求" not in sheet(client.get(f"{listed}&export=xlsx"))[0]
    found = f"{listed}&answer={diet.pk}:{diet.options[0]['code']}"
    assert rows_of(client.get(found)) == [staff.participant.name], "nothing can be tried out"


def test_rows_are_found_by_what_was_answered(staff, district, offering, diet):
    several = make_question(offering, Kind.SEVERAL, options=("早餐", "晚餐"))
    for person, answers in (
        (staff.participant, {diet: 0, several: 1}),
        (staff.colleague, {diet: 1, several: 0}),
    ):
        row = make_registration(offering, person)
        make_answer(row, diet, diet.options[answers[diet]]["code"])
        make_answer(row, several, [several.options[answers[several]]["code"]])
    path = f"/admin/registrations/?offering={offering.pk}&answer="
    for question, number, person in (
        (diet, 0, staff.participant),
        (diet, 1, staff.colleague),
        (several, 0, staff.colleague),
    ):
        found = district.get(f"{path}{question.pk}:{question.options[number]['code']}")
        assert rows_of(found) == [person.name]


@pytest.mark.parametrize("typed", ["linjian", "lja", "林", "P-77", "图书馆"])
def test_people_are_found_as_one_knows_them(staff, district, offering, typed):
    make_registration(offering, make_person("林建安", staff.unit, number="P-77"))
    make_registration(offering, make_person("王五", staff.other_unit))
    assert rows_of(district.get(f"/admin/registrations/?q={typed}")) == ["林建安"]


def test_the_spreadsheet_has_all_answers_and_no_formula(staff, district, offering, diet):
    asked = [make_question(offering, label=f"第{number}问") for number in range(5)]
    number = make_question(offering, Kind.NUMBER, label="人数")
    row = make_registration(offering, staff.participant)
    make_answer(row, asked[4], "=HYPERLINK(1)")
    make_answer(row, number, "2.5")
    make_answer(row, diet, diet.options[0]["code"])
    path = f"/admin/registrations/?offering={offering.pk}&export=xlsx"
    (line,) = sheet(district.get(path))
    assert (line["饮食要求"], line["第4问"], line["人数"]) == ("清真", "'=HYPERLINK(1)", 2.5)
    assert staff.participant.email in line.values()


@pytest.mark.parametrize("number", [1, 3])
def test_answers_cost_the_same_for_more_rows(
    staff, district, offering, diet, number, django_assert_num_queries
):
    for _ in range(number):
        row = make_registration(offering, make_person("", staff.unit))
        make_answer(row, diet, diet.options[0]["code"])
    path = f"/admin/registrations/?offering={offering.pk}"
    district.get(path)
    with django_assert_num_queries(19):
        district.get(path)


def test_a_message_reaches_exactly_those_whom_the_list_shows(staff, district, offering):
    for person in (staff.participant, staff.colleague):
        make_registration(offering, person)
    other = make_registration(make_offering(unit=staff.unit), make_person("别人", staff.unit))
    query = f"?id=all&offering={offering.pk}&next=/admin/registrations/"
    form = district.get(f"{BULK}/message/{query}").context["form"]
    sent = {
        "expected": 2,
        "token": form["token"].value(),
        "subject": "集合地点",
        "text": "请带 <身份证>，{{ x }}",
    }
    for _ in range(2):
        assert district.post(f"{BULK}/message/{query}", sent).status_code == 302
    told = Notice.objects.filter(kind="message")
    assert {notice.recipient for notice in told} == {staff.participant, staff.colleague}
    assert told.count() == 2
    assert not told.filter(recipient=other.person).exists()
    assert told[0].subject == "集合地点"
    assert "请带 <身份证>，{{ x }}" in told[0].body


def test_an_answer_is_corrected_by_the_organiser(staff, district, offering, diet):
    row = make_registration(offering, staff.participant)
    path = f"/admin/registrations/{row.pk}/answers/"
    assert "清真" in district.get(path).content.decode()
    sent = {"asked": ["", diet.name], diet.name: diet.options[0]["code"]}
    assert district.post(path, sent).status_code == 302
    assert row.answers.get().value == diet.options[0]["code"]
    page = district.get(f"/admin/registrations/inspect/{row.pk}/").content.decode()
    assert page.count("清真") == 2  # the answer and its change


def test_questions_are_made_changed_and_taken_out(staff, district, offering):
    made = district.post(
        f"/admin/questions/new/?offering={offering.pk}",
        {"label": "住宿", "kind": "choice", "lines": "单人间 | Single\n双人间", "required": "on"},
    )
    assert made.url == f"/admin/questions/?offering={offering.pk}"
    question = Question.objects.get()
    assert [(row["label"], row["label_en"]) for row in question.options] == [
        ("单人间", "Single"),
        ("双人间", ""),
    ]
    path = f"/admin/questions/edit/{question.pk}/"
    assert "单人间 | Single" in district.get(path).content.decode()
    answer = district.post(path, {"label": "住宿", "kind": "choice", "lines": "单人间"})
    assert answer.status_code == 200
    assert "lines" in answer.context["form"].errors
    condition = f"{question.pk}:{question.options[0]['code']}"
    district.post(
        f"/admin/questions/new/?offering={offering.pk}",
        {"label": "入住", "kind": "date", "lines": "", "condition": [condition]},
    )
    second = Question.objects.get(label="入住")
    assert (second.shown_if, second.shown_if_codes) == (question, [question.options[0]["code"]])
    district.post(f"/admin/questions/{second.pk}/retire/")
    district.post(f"/admin/questions/offering/{offering.pk}/block/", {"block": "diet"})
    asked = Question.objects.asked().values_list("label", flat=True)
    assert list(asked) == ["住宿", "用餐", "饮食要求", "请说明饮食要求"]


def test_questions_of_others_are_out_of_reach(staff, district):
    citys = make_offering(unit=staff.city)
    question = make_question(citys)
    for path in (
        f"/admin/questions/new/?offering={citys.pk}",
        f"/admin/questions/edit/{question.pk}/",
        f"/admin/questions/{question.pk}/retire/",
        f"/admin/questions/offering/{citys.pk}/block/",
        f"/admin/registrations/roster/{citys.pk}/",
    ):
        assert district.get(path).status_code == 404, path


def test_the_roster_stands_in_official_order(staff, district, offering):
    first, second = make_unit("甲局", staff.district), make_unit("乙局", staff.district)
    people = [
        ("王末", second, 0),
        ("张二", first, 2),
        ("李一", first, 1),
        ("陈无", first, 0),
        ("安无", first, 0),
    ]
    for name, unit, rank in people:
        person = make_person(name, unit)
        Membership.objects.filter(user=person).update(rank=rank, post=f"{name}之职")
        make_registration(offering, person)
    make_registration(offering, make_person("候补", first), "waitlisted")
    page = district.get(f"/admin/registrations/roster/{offering.pk}/")
    names = [line.row.person.name for line in page.context["lines"]]
    assert names == ["李一", "张二", "安无", "陈无", "王末"]
    assert "李一之职" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_roster_costs_the_same_for_more_people(
    staff, offering, number, django_assert_num_queries
):
    for _ in range(number):
        make_registration(offering, make_person("", staff.unit))
    with django_assert_num_queries(3):
        assert len(roster_of(Offering.objects.get().registrations.confirmed())) == number
