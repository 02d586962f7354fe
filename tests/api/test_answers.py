"""Answers through the API: typed, judged by the page's own form, repeated without harm."""

import pytest

from registration.models import Registration
from registration.question_kinds import QuestionKind as Kind
from tests.factories import make_answer, make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city)


@pytest.fixture
def client(client, cast):
    """The participant's browser."""
    client.force_login(cast.participant)
    return client


def address(offering, rest="registration"):
    return f"/api/v1/offerings/{offering.public_id}/{rest}"


def send(client, offering, answers, method="post", rest="registration", **headers):
    sent = {question.public_id: value for question, value in answers.items()}
    return getattr(client, method)(
        address(offering, rest), {"answers": sent}, "application/json", headers=headers
    )


def kept():
    return {a.question: a.value for a in Registration.objects.get().answers.all()}


def test_what_is_asked_can_be_read_by_anybody(client, offering):
    sleeps = make_question(
        offering, Kind.CHOICE, options=("需要", "不需要"), label="住宿", label_en="Sleeping"
    )
    code = sleeps.options[0]["code"]
    night = make_question(offering, Kind.DATE, shown_if=sleeps, shown_if_codes=[code])
    client.logout()
    first, second = client.get(address(offering, "questions") + "?lang=en").json()["items"]
    assert (first["label"], first["kind"], first["required"]) == ("Sleeping", "choice", False)
    assert [option["label"] for option in first["options"]] == ["需要", "不需要"]
    assert (second["id"], second["shown_if"], second["shown_if_codes"]) == (
        night.public_id,
        sleeps.public_id,
        [code],
    )


def test_each_kind_is_taken_as_json_has_it(client, offering):
    options = ("甲", "乙")
    one = make_question(offering, Kind.CHOICE, options=options)
    several = make_question(offering, Kind.SEVERAL, options=options)
    code = one.options[0]["code"]
    codes = [row["code"] for row in several.options]
    given = {
        make_question(offering, Kind.TEXT): ("清真", "清真"),
        make_question(offering, Kind.NUMBER): (2.5, "2.5"),
        make_question(offering, Kind.DATE): ("2026-12-01", "2026-12-01"),
        make_question(offering, Kind.CONSENT): (True, True),
        one: (code, code),
        several: (codes, codes),
    }
    answer = send(client, offering, {question: sent for question, (sent, _) in given.items()})
    assert (answer.status_code, answer.json()["outcome"]) == (200, "confirmed")
    assert kept() == {question: value for question, (_, value) in given.items()}


def test_what_must_be_answered_is_named(client, offering):
    make_question(offering, required=True, label="饮食要求")
    for answer in (client.post(address(offering)), send(client, offering, {})):
        assert answer.status_code == 409
        assert answer.json()["type"] == "/api/v1/problems/answers_missing"
        assert "饮食要求" in answer.json()["detail"]
    assert not Registration.objects.exists()


@pytest.mark.parametrize("value", ["not a date", 7, ["2026-01-01"], True])
def test_what_cannot_be_understood_is_named(client, offering, value):
    question = make_question(offering, Kind.DATE)
    answer = send(client, offering, {question: value})
    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json()["errors"]] == [question.public_id]
    assert not Registration.objects.exists()


def test_questions_of_others_are_unknown(client, cast, offering):
    foreign = make_question(make_offering(unit=cast.city))
    make_question(offering)
    answer = send(client, offering, {foreign: "甲"})
    assert answer.json()["errors"] == [{"parameter": foreign.public_id, "detail": "unknown"}]


def test_an_answer_is_changed_and_the_others_stay(client, cast, offering):
    first, second = make_question(offering, required=True), make_question(offering)
    row = make_registration(offering, cast.participant)
    make_answer(row, first, "甲")
    rest = "registration/answers"
    answers = [send(client, offering, {second: "乙"}, "put", rest).json() for _ in range(2)]
    assert [answer["outcome"] for answer in answers] == ["answers_saved", "answers_unchanged"]
    assert kept() == {first: "甲", second: "乙"}
    assert send(client, offering, {first: None}, "put", rest).status_code == 409


def test_a_key_with_other_answers_is_refused(client, offering):
    question = make_question(offering)
    key = {"Idempotency-Key": "k"}
    assert send(client, offering, {question: "甲"}, **key).json()["outcome"] == "confirmed"
    assert send(client, offering, {question: "甲"}, **key).json()["outcome"] == "confirmed"
    assert send(client, offering, {question: "乙"}, **key).status_code == 422
    assert kept() == {question: "甲"}


def test_who_is_not_registered_changes_nothing(client, offering):
    answer = send(client, offering, {make_question(offering): "甲"}, "put", "registration/answers")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "not_registered")
