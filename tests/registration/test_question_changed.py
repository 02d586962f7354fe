"""A question changed by its organiser while somebody answers it: nothing is read as what it is not,
nothing that was written is lost, and the person is told what to do.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registration import asking
from registration.actions import answer, edit_question, register_with_answers, take_over
from registration.enums import RegistrationState as State
from registration.forms import AnswerForm
from registration.models import AnswerChange, HandOver, Question, Registration
from registration.question_kinds import QuestionKind as Kind
from tests.factories import make_answer, make_offering, make_question, make_registration
from tests.media import crafted

pytestmark = pytest.mark.django_db
CHANGED = "组织者刚刚修改了这个问题"
OPTIONS = ("甲", "乙")


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, substitution_allowed=True)


@pytest.fixture
def client(client, cast):
    client.force_login(cast.participant)
    return client


def change(cast, question, kind, labels=()):
    result = edit_question(
        by=cast.organiser,
        question=question,
        values={"kind": kind},
        labels=[(label, "") for label in labels],
    )
    assert result.outcome.code == "question_edited"


def page_of(client, question):
    """What the page of the question sends besides the answer."""
    content = client.get(path(question)).content.decode()
    assert f'value="{question.name}:{question.kind}"' in content
    return {"asked": ["", f"{question.name}:{question.kind}"]}


def path(question):
    return f"/o/{question.offering.public_id}/register/"


@pytest.mark.parametrize(
    ("kind", "now", "sent"),
    [
        (Kind.TEXT, Kind.CONSENT, "素食，不吃辣"),
        (Kind.TEXT, Kind.NUMBER, "素食，不吃辣"),
        (Kind.LONG_TEXT, Kind.DATE, "素食，不吃辣"),
        (Kind.TEXT, Kind.FILE, "素食，不吃辣"),
        (Kind.NUMBER, Kind.CHOICE, "37"),
        (Kind.CONSENT, Kind.TEXT, "on"),
    ],
)
def test_what_was_written_for_another_kind_is_shown_and_asked_anew(
    client, cast, offering, kind, now, sent
):
    question, other = make_question(offering, kind), make_question(offering)
    page = page_of(client, question)
    change(cast, question, now, OPTIONS)
    page["asked"].append(f"{other.name}:{other.kind}")
    answered = client.post(path(question), page | {question.name: sent, other.name: "写了很多"})
    content = answered.content.decode()
    assert CHANGED in content
    assert "写了很多" in content
    if kind != Kind.CONSENT:
        assert f"“{sent}”" in content
    assert not Registration.objects.exists()
    # The page asks as it is now, and takes the answer.
    assert f'value="{question.name}:{now}"' in content
    page["asked"] = ["", f"{question.name}:{now}", f"{other.name}:{other.kind}"]
    again = client.post(path(question), page | {other.name: "写了很多"})
    assert again.status_code == 302
    assert [row.value for row in Registration.objects.get().answers.all()] == ["写了很多"]


def test_a_file_for_what_is_a_text_now_is_named(client, cast, offering):
    question = make_question(offering, Kind.FILE)
    page = page_of(client, question)
    change(cast, question, Kind.TEXT)
    upload = SimpleUploadedFile("回执.pdf", crafted.written(crafted.pdf()), "application/pdf")
    content = client.post(path(question), page | {question.name: upload}).content.decode()
    assert CHANGED in content
    assert "“回执.pdf”" in content
    assert not Registration.objects.exists()


def test_a_chosen_option_is_not_kept_as_a_text(client, cast, offering):
    question = make_question(offering, Kind.CHOICE, options=OPTIONS)
    page = page_of(client, question)
    code = question.options[0]["code"]
    change(cast, question, Kind.TEXT)
    content = client.post(path(question), page | {question.name: code}).content.decode()
    assert CHANGED in content
    assert code not in content
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("kind", "now", "sent", "kept"),
    [
        (Kind.TEXT, Kind.LONG_TEXT, "素食", "素食"),
        (Kind.NUMBER, Kind.TEXT, "37", "37"),
        (Kind.CHOICE, Kind.SEVERAL, None, None),
    ],
)
def test_what_can_be_read_as_the_new_kind_is_taken(client, cast, offering, kind, now, sent, kept):
    question = make_question(offering, kind, options=OPTIONS)
    page = page_of(client, question)
    change(cast, question, now, OPTIONS)
    code = question.options[0]["code"]
    done = client.post(path(question), page | {question.name: sent or code})
    assert done.status_code == 302
    assert Registration.objects.get().answers.get().value == (kept or [code])


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.SEVERAL])
def test_an_option_that_was_taken_out_says_so(client, cast, offering, kind):
    question, other = make_question(offering, kind, options=OPTIONS), make_question(offering)
    page = page_of(client, question)
    page["asked"].append(f"{other.name}:{other.kind}")
    gone = question.options[0]["code"]
    change_options = {"values": {}, "labels": [("丙", ""), ("丁", "")]}
    edit_question(by=cast.organiser, question=question, **change_options)
    answered = client.post(path(question), page | {question.name: gone, other.name: "写了很多"})
    content = answered.content.decode()
    assert "您选择的选项已不再提供" in content
    assert "写了很多" in content
    assert not Registration.objects.exists()


def test_nonsense_for_a_kind_is_no_kind(client, offering):
    question = make_question(offering)
    sent = {"asked": ["", f"{question.name}:nonsense"], question.name: "素食"}
    assert CHANGED in client.post(path(question), sent).content.decode()


@pytest.fixture
def read(offering):
    """A question as a request has read it, which is changed before its answer is written."""
    question = make_question(offering, label="饮食要求")
    early = Question.objects.get(pk=question.pk)
    Question.objects.filter(pk=question.pk).update(kind=Kind.NUMBER)
    return early


def test_nobody_registers_with_an_answer_to_what_was_asked_before(cast, offering, read):
    who = {"by": cast.participant, "offering": offering, "person": cast.participant}
    result = register_with_answers(**who, values={read: "素食"})
    assert result.outcome.code == "question_changed"
    assert "饮食要求" in result.message
    assert not Registration.objects.exists()
    assert register_with_answers(**who, values={read: None}).outcome.code == "confirmed"


def test_no_answer_is_changed_to_what_its_question_cannot_read(cast, offering, read):
    row = make_registration(offering, cast.participant)
    result = answer(by=cast.participant, registration=row, values={read: "素食"})
    assert result.outcome.code == "question_changed"
    assert not row.answers.exists()


def test_no_place_is_taken_over_with_such_an_answer(cast, offering, read):
    row = make_registration(offering, cast.participant)
    asked = HandOver.objects.create(
        registration=row, person=cast.colleague, wanted="x", until=offering.closes_at
    )
    result = take_over(by=cast.colleague, hand_over=asked, values={read: "素食"})
    assert result.outcome.code == "question_changed"
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


def test_an_option_that_vanished_meanwhile_is_not_kept(cast, offering):
    question = make_question(offering, Kind.CHOICE, options=OPTIONS)
    row = make_registration(offering, cast.participant)
    early = Question.objects.get(pk=question.pk)
    change_options = {"values": {}, "labels": [("丙", ""), ("丁", "")]}
    edit_question(by=cast.organiser, question=question, **change_options)
    chosen = {early: early.options[0]["code"]}
    result = answer(by=cast.participant, registration=row, values=chosen)
    assert result.outcome.code == "question_changed"


def test_the_page_comes_back_with_what_is_asked_by_now(client, cast, offering, monkeypatch):
    """Changed after the form was read and before the answers were written."""
    question = make_question(offering, label="饮食要求")
    page = page_of(client, question)
    act = asking.register_with_answers

    def late(**given):
        change(cast, question, Kind.DATE)
        return act(**given)

    monkeypatch.setattr(asking, "register_with_answers", late)
    content = client.post(path(question), page | {question.name: "素食"}).content.decode()
    assert "“素食”" in content
    assert "data-error-summary" in content
    assert f'value="{question.name}:{Kind.DATE}"' in content
    assert not Registration.objects.exists()


def test_a_question_that_was_added_in_that_moment_stands_on_the_page(
    client, cast, offering, monkeypatch
):
    question = make_question(offering)
    page = page_of(client, question)
    act = asking.register_with_answers

    def late(**given):
        make_question(offering, label="车牌号", required=True)
        return act(**given)

    monkeypatch.setattr(asking, "register_with_answers", late)
    answered = client.post(path(question), page | {question.name: "素食"})
    added = Question.objects.get(label="车牌号")
    assert added.name in answered.context["form"].fields
    assert "素食" in answered.content.decode()
    assert not Registration.objects.exists()


def test_the_kind_stays_as_long_as_the_history_is_read_by_it(cast, offering):
    question = make_question(offering)
    row = make_registration(offering, cast.participant)
    AnswerChange.objects.create(registration=row, question=question, before="素食", after=None)
    result = edit_question(by=cast.organiser, question=question, values={"kind": Kind.NUMBER})
    assert result.outcome.code == "kind_fixed"


def test_an_option_that_was_chosen_once_keeps_its_words(cast, offering):
    question = make_question(offering, Kind.CHOICE, options=OPTIONS)
    row = make_registration(offering, cast.participant)
    first, second = (option["code"] for option in question.options)
    AnswerChange.objects.create(registration=row, question=question, before=first, after=second)
    make_answer(row, question, second)
    edit_question(
        by=cast.organiser, question=question, values={}, labels=[("乙", ""), ("丙", ""), ("丁", "")]
    )
    question.refresh_from_db()
    assert [row["label"] for row in question.options if row["gone"]] == ["甲"]


def test_a_form_without_a_page_reads_what_is_sent(offering):
    question = make_question(offering)
    form = AnswerForm([question], {question.name: "素食"}, {}, on_paper=False)
    assert form.is_valid()
    assert form.values() == {question: "素食"}
