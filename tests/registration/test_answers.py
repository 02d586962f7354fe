"""Answering: what is kept of each kind, what is shown, when it can be changed, what stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from events.models import Offering
from kernel.models import AuditRow
from registration.actions import answer, register_with_answers, retire_question
from registration.answer_fields import FILE_BYTES
from registration.answering import for_export, in_words, missing, shown_among
from registration.enums import RegistrationState as State
from registration.forms import AnswerForm
from registration.models import Answer, AnswerChange, Question, Registration
from registration.personal import PROVIDER, erase
from registration.question_kinds import QuestionKind as Kind
from tests.factories import make_answer, make_offering, make_question, make_registration
from tests.media import crafted

pytestmark = pytest.mark.django_db


def code(question, number=0):
    return question.options[number]["code"]


def filled(questions, data, files=None, **kwargs):
    """The form with these answers, by question."""
    sent = {question.name: value for question, value in data.items()}
    return AnswerForm(questions, sent, files or {}, on_paper=False, **kwargs)


@pytest.mark.parametrize(
    ("kind", "sent", "kept", "exported"),
    [
        (Kind.TEXT, " 素食 ", "素食", "素食"),
        (Kind.LONG_TEXT, "一\r\n二", "一\r\n二", "一\r\n二"),
        (Kind.NUMBER, "2.50", "2.5", Decimal("2.5")),
        (Kind.NUMBER, "0", "0", Decimal(0)),
        (Kind.DATE, "2026-12-01", "2026-12-01", date(2026, 12, 1)),
        (Kind.CONSENT, "on", True, "是"),
    ],
)
def test_each_kind_is_kept_as_it_is(cast, kind, sent, kept, exported):
    question = make_question(make_offering(unit=cast.city), kind)
    form = filled([question], {question: sent})
    assert form.is_valid(), form.errors
    assert form.values() == {question: kept}
    assert for_export(question, kept) == exported


def test_choices_are_kept_by_code_and_read_by_label(cast):
    offering = make_offering(unit=cast.city)
    one = make_question(offering, Kind.CHOICE, options=("清真", "素食"))
    several = make_question(offering, Kind.SEVERAL, options=("早餐", "午餐", "晚餐"))
    several.options[2]["label_en"] = "Dinner"
    form = filled([one, several], {one: code(one), several: [code(several, 2), code(several)]})
    assert form.is_valid()
    assert form.values() == {one: code(one), several: [code(several, 2), code(several)]}
    assert in_words(several, form.values()[several]) == "晚餐、早餐"
    with translation.override("en"):
        assert in_words(several, form.values()[several]) == "Dinner, 早餐"


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (Kind.TEXT, "长" * 201),
        (Kind.NUMBER, "NaN"),
        (Kind.NUMBER, "1e400"),
        (Kind.NUMBER, "9" * 20),
        (Kind.DATE, "2026-02-30"),
        (Kind.DATE, "01/02/2026"),
        (Kind.CHOICE, "nonsense"),
        (Kind.SEVERAL, ["nonsense"]),
    ],
)
def test_what_no_question_means_is_refused(cast, kind, sent):
    question = make_question(make_offering(unit=cast.city), kind, options=("甲", "乙"))
    form = filled([question], {question: sent})
    assert not form.is_valid()
    assert list(form.errors) == [question.name]


@given(answers=st.lists(st.sampled_from(["", "yes", "no"]), min_size=4, max_size=4))
def test_a_question_is_shown_exactly_when_its_chain_is(answers):
    """Each of four questions hangs on the first answer of the one before."""
    options = [{"code": "yes", "label": "是"}, {"code": "no", "label": "否"}]
    rows = []
    for number in range(1, 5):
        row = Question(pk=number, kind=Kind.CHOICE, options=options, required=True)
        if rows:
            row.shown_if_id, row.shown_if_codes = rows[-1].pk, ["yes"]
        rows.append(row)
    values = dict(enumerate((value or None for value in answers), start=1))
    leading = 0
    while leading < 3 and answers[leading] == "yes":
        leading += 1
    assert [row.pk for row in shown_among(rows, values)] == list(range(1, leading + 2))
    lacking = [row.pk for row in missing(rows, values)]
    assert lacking == ([] if answers[leading] else [leading + 1])


def test_registering_keeps_the_answers_with_their_history(cast):
    offering = make_offering(unit=cast.city)
    question = make_question(offering, required=True)
    result = register_with_answers(
        by=cast.participant, offering=offering, person=cast.participant, values={question: "素食"}
    )
    assert result.outcome.code == "confirmed"
    row = Registration.objects.get()
    assert [(a.question, a.value) for a in row.answers.all()] == [(question, "素食")]
    change = row.answer_changes.get()
    assert (change.before, change.after, change.by) == (None, "素食", cast.participant)
    audited = list(AuditRow.objects.order_by("pk").values_list("action", flat=True))
    assert audited == ["registration.register", "registration.answer"]
    assert "素食" not in str(AuditRow.objects.values_list("changes", flat=True))


def test_nobody_registers_past_a_question_that_must_be_answered(cast):
    offering = make_offering(unit=cast.city)
    question = make_question(offering, required=True, label="饮食要求")
    result = register_with_answers(
        by=cast.participant, offering=offering, person=cast.participant, values={question: None}
    )
    assert result.outcome.code == "answers_missing"
    assert "饮食要求" in result.message
    assert Registration.objects.count() == 0


def test_a_refusal_leaves_no_answer_behind(cast):
    offering = make_offering(unit=cast.city, capacity=0, has_waiting_list=False)
    question = make_question(offering)
    result = register_with_answers(
        by=cast.participant, offering=offering, person=cast.participant, values={question: "甲"}
    )
    assert result.outcome.code == "full"
    assert (Answer.objects.count(), AnswerChange.objects.count()) == (0, 0)


def test_a_changed_answer_keeps_what_it_was(cast):
    offering = make_offering(unit=cast.city)
    question, other = make_question(offering), make_question(offering)
    row = make_registration(offering, cast.participant)
    give = {"by": cast.participant, "registration": row}
    assert answer(**give, values={question: "甲", other: "丙"}).outcome.code == "answers_saved"
    assert answer(**give, values={question: "乙"}).outcome.code == "answers_saved"
    assert answer(**give, values={question: "乙"}).outcome.code == "answers_unchanged"
    assert answer(**give, values={question: None}).outcome.code == "answers_saved"
    history = row.answer_changes.filter(question=question).values_list("before", "after")
    assert list(history) == [(None, "甲"), ("甲", "乙"), ("乙", None)]
    assert [a.value for a in row.answers.all()] == ["丙"]


def test_an_answer_goes_with_what_brought_it(cast):
    offering = make_offering(unit=cast.city)
    sleeps = make_question(offering, Kind.CHOICE, options=("需要", "不需要"))
    night = make_question(
        offering, Kind.DATE, required=True, shown_if=sleeps, shown_if_codes=[code(sleeps)]
    )
    row = make_registration(offering, cast.participant)
    give = {"by": cast.participant, "registration": row}
    assert answer(**give, values={sleeps: code(sleeps)}).outcome.code == "answers_missing"
    answer(**give, values={sleeps: code(sleeps), night: "2026-12-01"})
    answer(**give, values={sleeps: code(sleeps, 1)})
    assert [a.question for a in row.answers.all()] == [sleeps]
    assert list(row.answer_changes.filter(question=night).values_list("before", "after")) == [
        (None, "2026-12-01"),
        ("2026-12-01", None),
    ]


def test_after_the_freeze_only_organisers_change_answers(cast):
    offering = make_offering(unit=cast.city)
    question = make_question(offering)
    row = make_registration(offering, cast.participant)
    give = {"by": cast.participant, "registration": row}
    answer(**give, values={question: "甲"})
    Offering.objects.update(questions_frozen_at=timezone.now() - timedelta(minutes=1))
    assert answer(**give, values={question: "乙"}).outcome.code == "answers_frozen"
    late = answer(by=cast.organiser, registration=row, values={question: "乙"}, late=True)
    assert late.outcome.code == "answers_saved"


def test_who_never_answered_may_do_so_after_the_freeze(cast):
    past = timezone.now() - timedelta(minutes=1)
    offering = make_offering(unit=cast.city, questions_frozen_at=past)
    question = make_question(offering)
    row = make_registration(offering, cast.participant)
    result = answer(by=cast.participant, registration=row, values={question: "甲"})
    assert result.outcome.code == "answers_saved"


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED, State.REMOVED])
def test_an_ended_registration_takes_no_answers(cast, state):
    offering = make_offering(unit=cast.city)
    question = make_question(offering)
    row = make_registration(offering, cast.participant, state)
    result = answer(by=cast.participant, registration=row, values={question: "甲"})
    assert result.outcome.code == "not_registered"
    assert Answer.objects.count() == 0


def test_a_retired_question_is_not_asked_and_its_answers_stay(cast):
    offering = make_offering(unit=cast.city)
    question = make_question(offering, required=True)
    row = make_registration(offering, cast.participant)
    make_answer(row, question, "甲")
    retire_question(by=cast.organiser, question=question)
    result = register_with_answers(
        by=cast.colleague, offering=offering, person=cast.colleague, values={}
    )
    assert result.outcome.code == "confirmed"
    assert [a.value for a in row.answers.all()] == ["甲"]


def test_a_file_lies_in_the_private_store_and_goes_with_its_answer(
    cast, django_capture_on_commit_callbacks
):
    offering = make_offering(unit=cast.city)
    question = make_question(offering, Kind.FILE)
    row = make_registration(offering, cast.participant)

    def give(name):
        upload = SimpleUploadedFile(name, crafted.written(crafted.pdf()), "application/pdf")
        form = filled([question], {}, {question.name: upload})
        assert form.is_valid(), form.errors
        with django_capture_on_commit_callbacks(execute=True):
            answer(
                by=cast.participant, registration=row, values=form.values(), uploads=form.uploads()
            )
        return row.answers.get()

    first = give("体检表.pdf")
    assert first.value == {"name": "体检表.pdf", "size": first.file.size}
    assert "体检表" not in first.file.name
    storage, path = first.file.storage, first.file.name
    second = give("新体检表.pdf")
    assert (storage.exists(path), storage.exists(second.file.name)) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.participant)
    assert not storage.exists(second.file.name)
    assert (Answer.objects.count(), AnswerChange.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "size"), [("表.exe", 10), ("表.pdf", 0), ("表.pdf", FILE_BYTES + 1)]
)
def test_files_that_offices_do_not_exchange_are_refused(cast, name, size):
    question = make_question(make_offering(unit=cast.city), Kind.FILE)
    upload = SimpleUploadedFile(name, b"%PDF-1.7" + b"x" * size if size else b"")
    form = filled([question], {}, {question.name: upload})
    assert list(form.errors) == [question.name]


@pytest.mark.parametrize("attack", ["pdf_with_script", "pdf_with_launch", "pdf_with_password"])
def test_files_are_judged_by_what_they_contain(cast, attack):
    question = make_question(make_offering(unit=cast.city), Kind.FILE)
    upload = SimpleUploadedFile("表.pdf", getattr(crafted, attack)(), "application/pdf")
    form = filled([question], {}, {question.name: upload})
    assert list(form.errors) == [question.name]


def test_a_person_reads_and_takes_along_what_they_answered(cast):
    offering = make_offering(unit=cast.city)
    question = make_question(offering, label="饮食要求")
    row = make_registration(offering, cast.participant)
    answer(by=cast.participant, registration=row, values={question: "甲"})
    answer(by=cast.participant, registration=row, values={question: "乙"})
    told = PROVIDER.export(cast.participant)
    assert [list(row.values())[1:3] for row in told["answers"]] == [["饮食要求", "乙"]]
    assert [list(row.values())[1:3] for row in told["answer_changes"]] == [["饮食要求", "甲"]]


@pytest.mark.parametrize("number", [1, 3])
def test_answering_costs_the_same_queries(cast, number, django_assert_num_queries):
    offering = make_offering(unit=cast.city)
    questions = [make_question(offering) for _ in range(number)]
    row = make_registration(offering, cast.participant)
    with django_assert_num_queries(8 + number):  # one insert for each answer
        answer(by=cast.participant, registration=row, values=dict.fromkeys(questions, "甲"))
