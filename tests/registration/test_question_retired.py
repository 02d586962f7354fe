"""A question retired while somebody answers it: what was written there is told once, never dropped
without a word; everything else goes on.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registration import asking
from registration.actions import answer, register_with_answers, retire_question, take_over
from registration.enums import RegistrationState as State
from registration.models import HandOver, Question, Registration
from registration.question_kinds import QuestionKind as Kind
from tests.factories import make_answer, make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db
RETIRED = "组织者已取消“车牌号”这一问题"


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, substitution_allowed=True)


@pytest.fixture
def plate(offering):
    return make_question(offering, label="车牌号", label_en="Number plate")


@pytest.fixture
def client(client, cast):
    client.force_login(cast.participant)
    return client


def path(offering, name="register"):
    return reverse(name, args=[offering.public_id])


def sent(*pairs):
    """What a page that asked these questions sends."""
    asked = ["", *(f"{question.name}:{question.kind}" for question, _ in pairs)]
    return {"asked": asked} | {question.name: value for question, value in pairs}


def retire(cast, question):
    assert retire_question(by=cast.organiser, question=question).outcome.code == "question_retired"


def test_what_was_written_is_said_once_and_the_rest_goes(client, cast, offering, plate):
    other = make_question(offering)
    retire(cast, plate)
    content = client.post(path(offering), sent((plate, "苏E·A1234"), (other, "素食"))).text
    assert RETIRED in content
    assert "“苏E·A1234”" in content
    assert 'value="素食"' in content
    assert plate.name not in content
    assert not Registration.objects.exists()
    assert client.post(path(offering), sent((other, "素食"))).status_code == 302
    assert [row.value for row in Registration.objects.get().answers.all()] == ["素食"]


def test_so_it_is_where_nothing_is_asked_any_more(client, cast, offering, plate):
    retire(cast, plate)
    content = client.post(path(offering), sent((plate, "苏E·A1234"))).text
    assert RETIRED in content
    assert not Registration.objects.exists()
    assert client.post(path(offering), {"asked": ""}).status_code == 302
    assert Registration.objects.get().state == State.CONFIRMED


def test_in_english_it_is_named_so(client, cast, offering, plate):
    retire(cast, plate)
    content = client.post(f"/en{path(offering)}", sent((plate, "A <b>"))).text
    assert "taken out the question “Number plate” meanwhile" in content
    assert "“A &lt;b&gt;”" in content


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.DATE, Kind.CHOICE, Kind.SEVERAL, Kind.FILE])
def test_what_was_left_empty_is_no_loss(client, cast, offering, kind):
    question = make_question(offering, kind, options=("甲", "乙"))
    retire(cast, question)
    nothing = [] if kind == Kind.SEVERAL else ""  # as a browser sends it
    assert client.post(path(offering), sent((question, nothing))).status_code == 302
    assert Registration.objects.get().state == State.CONFIRMED


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.SEVERAL, Kind.CONSENT])
def test_what_was_ticked_is_told_without_its_code(client, cast, offering, kind):
    question = make_question(offering, kind, options=("甲", "乙"), label="车牌号")
    code = "on" if kind == Kind.CONSENT else question.options[0]["code"]
    retire(cast, question)
    content = client.post(path(offering), sent((question, code))).text
    assert f"{RETIRED}，您对它的回答不会保存" in content


def test_a_file_is_named(client, cast, offering):
    question = make_question(offering, Kind.FILE, label="车牌号")
    retire(cast, question)
    upload = SimpleUploadedFile("回执.pdf", b"%PDF-1.7", "application/pdf")
    assert "“回执.pdf”" in client.post(path(offering), sent((question, upload))).text


def test_an_answer_that_is_kept_stays_so_without_a_word(client, cast, offering, plate):
    other = make_question(offering)
    row = make_registration(offering, cast.participant)
    make_answer(row, plate, "苏E·A1234")
    retire(cast, plate)
    answers = path(offering, "answers")
    pairs = ((plate, "苏E·A1234"), (other, "素食"))
    assert client.post(answers, sent(*pairs)).status_code == 302
    assert sorted(kept.value for kept in row.answers.all()) == ["素食", "苏E·A1234"]
    assert RETIRED in client.post(answers, sent((plate, "苏E·B5678"))).text


def test_what_was_changed_last_is_told_too(client, cast, offering, plate):
    make_answer(make_registration(offering, cast.participant), plate, "苏E·A1234")
    retire(cast, plate)
    answers = path(offering, "answers")
    assert RETIRED in client.post(answers, sent((plate, "苏E·B5678"))).text
    assert client.post(answers, {"asked": ""}).status_code == 302


def test_in_the_back_office_as_well(client, cast, staff, offering, plate):
    row = make_registration(offering, cast.participant)
    retire(cast, plate)
    client.force_login(cast.admin)
    address = reverse("registrations:answers", args=[row.pk])
    assert RETIRED in client.post(address, sent((plate, "苏E·A1234"))).text


@pytest.fixture
def early(plate):
    """The question as a request has read it, retired before its answer is written."""
    early = Question.objects.get(pk=plate.pk)
    Question.objects.filter(pk=plate.pk).update(retired_at=plate.offering.closes_at)
    return early


def test_nobody_registers_with_an_answer_that_nobody_asks_for(cast, offering, early):
    who = {"by": cast.participant, "offering": offering, "person": cast.participant}
    result = register_with_answers(**who, values={early: "苏E·A1234"})
    assert result.outcome.code == "question_changed"
    assert "车牌号" in result.message
    assert not Registration.objects.exists()
    assert register_with_answers(**who, values={early: None}).outcome.code == "confirmed"


def test_no_such_answer_is_dropped_on_saving_or_taking_over(cast, offering, early):
    row = make_registration(offering, cast.participant)
    result = answer(by=cast.participant, registration=row, values={early: "苏E·A1234"})
    assert result.outcome.code == "question_changed"
    asked = HandOver.objects.create(
        registration=row, person=cast.colleague, wanted="x", until=offering.closes_at
    )
    result = take_over(by=cast.colleague, hand_over=asked, values={early: "苏E·A1234"})
    assert result.outcome.code == "question_changed"


def test_the_page_that_comes_back_names_it(client, cast, offering, plate, monkeypatch):
    """Retired after the form was read and before the answers were written."""
    act = asking.register_with_answers

    def late(**given):
        retire(cast, plate)
        return act(**given)

    monkeypatch.setattr(asking, "register_with_answers", late)
    content = client.post(path(offering), sent((plate, "苏E·A1234"))).text
    assert RETIRED in content
    assert "“苏E·A1234”" in content


def test_who_was_registered_meanwhile_has_answered_all_the_same(client, cast, offering, plate):
    row = make_registration(offering, cast.participant)
    assert client.post(path(offering), sent((plate, "苏E·A1234"))).status_code == 302
    assert row.answers.get().value == "苏E·A1234"
