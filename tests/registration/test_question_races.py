"""On PostgreSQL: an organiser changes the kind of a question while its first answer is written.

The control shows the same meeting without the lock of the offering: a text is kept as a number.
"""

import inspect
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import InvalidOperation

import pytest
from django.db import connections

from events.models import Offering
from registration.actions import answer, edit_question
from registration.answering import in_words
from registration.models import Answer, Question, Registration
from registration.question_kinds import QuestionKind as Kind
from tests.factories import make_cast, make_offering, make_question, make_registration
from tests.registration.test_lock_order import wait_for

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def run(job):
    try:
        return job().outcome.code
    finally:
        connections.close_all()


@pytest.mark.parametrize("locked", [True, False], ids=["held", "control"])
def test_an_answer_is_of_the_kind_that_its_question_has(locked, monkeypatch):
    cast = make_cast()
    question = make_question(make_offering(unit=cast.city))
    row = make_registration(question.offering, cast.participant)
    scope, read, go_on = inspect.unwrap(answer).__globals__, threading.Event(), threading.Event()
    look = scope["changed_since"]

    def slowly(asked, values):
        found = look(asked, values)
        read.set()
        go_on.wait(timeout=10)
        return found

    def answering():
        given = {Question.objects.get(pk=question.pk): "素食"}
        mine = Registration.objects.select_related("offering").get(pk=row.pk)
        return answer(by=None, registration=mine, values=given)

    def changing():
        asked = Question.objects.select_related("offering").get(pk=question.pk)
        return edit_question(by=None, question=asked, values={"kind": Kind.NUMBER})

    monkeypatch.setitem(scope, "changed_since", slowly)
    if not locked:
        plain = Offering.objects.select_related("page", "lead_unit")
        monkeypatch.setitem(scope, "lock_offering", lambda offering: plain.get(pk=offering.pk))
    with ThreadPoolExecutor(2) as pool:
        answered = pool.submit(run, answering)
        assert read.wait(timeout=30)
        changed = pool.submit(run, changing)
        if locked:
            wait_for(1)
        else:
            assert changed.result(timeout=30) == "question_edited"
        go_on.set()
        assert answered.result(timeout=30) == "answers_saved"
    kept = Answer.objects.select_related("question").get()
    if locked:
        assert changed.result() == "kind_fixed"
        assert in_words(kept.question, kept.value) == "素食"
    else:
        with pytest.raises(InvalidOperation):
            in_words(kept.question, kept.value)
