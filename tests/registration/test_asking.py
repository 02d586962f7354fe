"""The page of questions: with and without a script, refused, changed, frozen, in both languages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from events.models import Offering
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.question_kinds import QuestionKind as Kind
from tests.factories import make_answer, make_offering, make_question, make_registration
from tests.media import crafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city)


@pytest.fixture
def client(client, cast):
    """The participant's browser."""
    client.force_login(cast.participant)
    return client


@pytest.fixture
def sleeping(offering):
    """Whether one sleeps there, and from which night on."""
    first = make_question(offering, Kind.CHOICE, options=("需要", "不需要"), label="住宿")
    night = make_question(
        offering,
        Kind.DATE,
        label="入住日期",
        required=True,
        shown_if=first,
        shown_if_codes=[first.options[0]["code"]],
    )
    return first, night


def address(offering, verb="register"):
    return f"/o/{offering.public_id}/{verb}/"


def send(client, offering, data, verb="register"):
    """Send the form as the page of these fields does."""
    sent = {question.name: value for question, value in data.items()}
    return client.post(address(offering, verb), sent | {"asked": ["", *sent]})


def text(response):
    return " ".join(response.content.decode().split())


def answers(person):
    row = Registration.objects.get(person=person)
    return {answer.question.label: answer.value for answer in row.answers.all()}


def test_the_button_leads_to_the_questions_and_they_to_a_place(client, cast, offering):
    question = make_question(offering, label="饮食要求", required=True, help="如<b>过敏</b>")
    assert "报名时需回答 1 个问题" in text(client.get(offering.get_absolute_url()))
    lone = client.post(address(offering))
    assert lone.url == address(offering)
    page = text(client.get(lone.url))
    assert "饮食要求" in page
    assert "如&lt;b&gt;过敏&lt;/b&gt;" in page
    done = send(client, offering, {question: "素食"})
    assert done.url == offering.get_absolute_url()
    assert answers(cast.participant) == {"饮食要求": "素食"}
    shown = text(client.get(offering.get_absolute_url()))
    assert "素食" in shown
    assert address(offering, "answers") in shown


def test_nothing_typed_is_lost_when_something_is_missing(client, cast, offering):
    typed, needed = make_question(offering), make_question(offering, required=True)
    page = send(client, offering, {typed: "我写了很多", needed: ""})
    assert page.status_code == 200
    assert "我写了很多" in text(page)
    assert "data-error-summary" in text(page)
    assert not Registration.objects.exists()


def test_nothing_typed_is_lost_when_the_place_is_gone(client, cast):
    offering = make_offering(unit=cast.city, capacity=0, has_waiting_list=False)
    typed = make_question(offering)
    page = send(client, offering, {typed: "我写了很多"})
    assert "我写了很多" in text(page)
    assert "名额已满" in text(page)


def test_without_a_script_the_page_comes_back_with_one_more_question(
    client, cast, offering, sleeping
):
    first, night = sleeping
    wanted = first.options[0]["code"]
    page = send(client, offering, {first: wanted})
    assert page.status_code == 200
    assert page.context["form"].needs_more == [night.name]
    assert "您的回答带出一个新问题" in text(page)
    assert "data-error-summary" not in text(page)
    done = send(client, offering, {first: wanted, night: "2026-12-01"})
    assert done.status_code == 302
    assert answers(cast.participant) == {"住宿": wanted, "入住日期": "2026-12-01"}


def test_without_what_brings_it_a_question_is_not_asked(client, cast, offering, sleeping):
    first, _night = sleeping
    page = client.get(address(offering))
    assert [row["sleeps"] for row in page.context["form"].rows] == [False, True]
    assert send(client, offering, {first: first.options[1]["code"]}).status_code == 302
    assert list(answers(cast.participant)) == ["住宿"]


def test_answers_are_changed_on_their_own_page(client, cast, offering):
    question = make_question(offering, label="车牌")
    row = make_registration(offering, cast.participant)
    make_answer(row, question, "苏E·A1")
    page = client.get(address(offering, "answers"))
    assert "苏E·A1" in text(page)
    done = send(client, offering, {question: "苏E·B2"}, "answers")
    assert done.url == offering.get_absolute_url()
    assert answers(cast.participant) == {"车牌": "苏E·B2"}


def test_frozen_answers_are_only_read(client, cast, offering):
    question = make_question(offering)
    row = make_registration(offering, cast.participant)
    make_answer(row, question, "甲")
    row.answer_changes.create(question=question, after="甲", by=cast.participant)
    Offering.objects.update(questions_frozen_at=timezone.now() - timedelta(days=1))
    shown = text(client.get(offering.get_absolute_url()))
    assert "甲" in shown
    assert address(offering, "answers") not in shown
    assert client.get(address(offering, "answers")).status_code == 302
    page = send(client, offering, {question: "乙"}, "answers")
    assert "可修改" in text(page)
    assert answers(cast.participant)[question.label] == "甲"


def test_who_was_put_in_by_others_is_asked_afterwards(client, cast, offering):
    make_question(offering, required=True)
    make_registration(offering, cast.participant)
    shown = text(client.get(offering.get_absolute_url()))
    assert "还有问题需要回答" in shown


def test_who_withdrew_finds_the_old_answers_again(client, cast, offering):
    question = make_question(offering)
    row = make_registration(offering, cast.participant, State.WITHDRAWN)
    make_answer(row, question, "上次写的")
    assert "上次写的" in text(client.get(address(offering)))
    assert client.get(address(offering, "answers")).status_code == 302


def test_who_cannot_register_is_not_asked(client, cast, offering):
    make_question(offering)
    Offering.objects.update(state="paused")
    assert client.get(address(offering)).url == offering.get_absolute_url()


def test_a_file_is_read_by_whom_it_concerns(client, cast, offering):
    question = make_question(offering, Kind.FILE)
    upload = SimpleUploadedFile("回执.pdf", crafted.written(crafted.pdf()), "application/pdf")
    client.post(address(offering), {"asked": ["", question.name], question.name: upload})
    answer = Registration.objects.get().answers.get()
    url = f"/answers/{answer.public_id}/"
    for person, status in [
        (cast.participant, 200),
        (cast.organiser, 200),
        (cast.colleague, 403),
        (cast.liaison, 403),
        (cast.district_organiser, 403),
    ]:
        client.force_login(person)
        response = client.get(url)
        assert response.status_code == status, person
        if status == 200:
            assert b"".join(response.streaming_content).startswith(b"%PDF-")
            assert response["Content-Disposition"].startswith("attachment")
            assert "%E5%9B%9E%E6%89%A7.pdf" in response["Content-Disposition"]


def test_english_readers_are_asked_in_english(client, cast, offering):
    make_question(offering, label="饮食要求", label_en="Diet")
    make_question(offering, label="车牌")
    page = text(client.get("/en" + address(offering)))
    assert "Diet" in page
    assert '<span lang="zh-Hans">车牌</span>' in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_more_questions(
    client, cast, offering, number, django_assert_num_queries
):
    for _ in range(number):
        make_question(offering)
    client.get(address(offering))
    with django_assert_num_queries(14):
        client.get(address(offering))
