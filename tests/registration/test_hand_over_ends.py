"""What ends a question to a colleague besides its answer, and what stays of the words in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import cancel_offering
from kernel.models import AuditRow
from notices.models import Notice
from publishing import dates
from registration.actions import (
    answer,
    ask_colleague,
    register_with_answers,
    take_over,
    withdraw,
)
from registration.actions.nomination import decline_nomination, nominate
from registration.enums import RegistrationState as State
from registration.hand_overs import asked_of
from registration.merging import merge
from registration.models import HandOver
from registration.personal import erase
from registration.tasks import lapse_hand_overs
from tests.factories import make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, capacity=2, substitution_allowed=True)


@pytest.fixture
def asked(cast, offering):
    """The participant has asked the colleague to take their place."""
    row = make_registration(offering, cast.participant)
    ask_colleague(by=row.person, registration=row, wanted="何䶮", reason="临时出差")
    return HandOver.objects.select_related("registration__offering", "person").get()


def test_cancelling_ends_what_colleagues_are_asked(cast, offering, asked):
    cancel_offering(by=cast.organiser, offering=offering, reason="讲者有任务")
    asked.refresh_from_db()
    assert (asked.state, asked.wanted) == ("void", "")
    HandOver.objects.update(until=timezone.now())
    assert lapse_hand_overs() == 0
    told = Notice.objects.filter(kind="hand_over_ended").values_list("recipient", flat=True)
    assert list(told) == [cast.colleague.pk], "nobody is told that they keep a place"


@pytest.mark.parametrize("state", ["cancelled", "finished"])
def test_nobody_is_asked_for_what_is_over(cast, offering, asked, state):
    assert asked_of(cast.colleague, offering) == asked
    offering.state = state
    assert asked_of(cast.colleague, offering) is None


def frozen_after(row, question):
    """Somebody answered, withdrew, and then the answers were frozen."""
    answer(by=row.person, registration=row, values={question: "旧"})
    withdraw(by=row.person, registration=row)
    row.offering.questions_frozen_at = timezone.now() - timedelta(minutes=1)
    row.offering.save()


def test_whoever_takes_over_after_the_freeze_answers_anew(cast, offering, asked):
    question = make_question(offering)
    frozen_after(make_registration(offering, cast.colleague), question)
    result = take_over(by=cast.colleague, hand_over=asked, values={question: "新"})
    assert result.outcome.code == "taken_over"
    assert result.record.answers.get().value == "新"


def test_whoever_registers_again_after_the_freeze_answers_anew(cast, offering):
    question = make_question(offering)
    frozen_after(make_registration(offering, cast.participant), question)
    who = {"by": cast.participant, "offering": offering, "person": cast.participant}
    result = register_with_answers(**who, values={question: "新"})
    assert result.outcome.code == "confirmed"
    assert result.record.answers.get().value == "新"


def test_accepting_an_offer_does_not_open_frozen_answers(cast):
    offering = make_offering(unit=cast.city, offer_hours=8)
    question = make_question(offering)
    row = make_registration(offering, cast.participant, State.OFFERED)
    answer(by=row.person, registration=row, values={question: "旧"})
    offering.questions_frozen_at = timezone.now() - timedelta(minutes=1)
    offering.save()
    who = {"by": row.person, "offering": offering, "person": row.person}
    result = register_with_answers(**who, values={question: "新"})
    assert result.outcome.code == "confirmed"
    assert row.answers.get().value == "旧"


def test_the_time_to_answer_stands_in_the_language_of_who_is_asked(cast, offering):
    cast.colleague.language = "en"
    cast.colleague.save()
    row = make_registration(offering, cast.participant)
    ask_colleague(by=row.person, registration=row, wanted="何䶮", reason="出差")
    until = dates.when(HandOver.objects.get().until, language="en")
    assert until in Notice.objects.get().body


def test_liaison_and_organiser_read_the_reason(cast, asked):
    take_over(by=cast.colleague, hand_over=asked)
    told = Notice.objects.filter(kind="changed_hands")
    assert ["临时出差" in one.body for one in told] == [True, True]


def test_the_reason_goes_with_the_person_and_stands_nowhere_else(cast, asked):
    row = take_over(by=cast.colleague, hand_over=asked).record
    assert not row.changes.exclude(reason="").exists(), "it is about the former"
    assert not AuditRow.objects.filter(reason="临时出差").exists()
    told = Notice.objects.filter(body__contains="临时出差")
    kinds = ["changed_hands", "changed_hands", "hand_over_asked", "substituted"]
    assert sorted(told.values_list("kind", flat=True)) == kinds
    erase(cast.participant)
    assert HandOver.objects.get().reason == ""
    assert list(told.values_list("kind", flat=True)) == ["substituted"], "their own inbox"
    assert "[已删除]" in Notice.objects.filter(kind="changed_hands").first().body


def test_why_a_nomination_was_declined_goes_with_the_person(cast):
    offering = make_offering(unit=cast.city, admits_nominated=True)
    nominated = {"by": cast.liaison, "offering": offering, "unit": cast.unit}
    for person in (cast.participant, cast.colleague):
        row = nominate(**nominated, person=person).record
        decline_nomination(by=person, registration=row, reason="住院治疗")
    erase(cast.participant)
    told = Notice.objects.filter(kind="nominee_declined").order_by("pk")
    assert ["住院治疗" in one.body for one in told] == [False, True]


@pytest.mark.parametrize("who", ["participant", "colleague"])
def test_no_open_question_outlives_an_account(cast, asked, who):
    erase(getattr(cast, who))
    asked.refresh_from_db()
    assert (asked.state, asked.wanted) == ("void", "")


def test_nobody_asks_themselves_after_a_merge(cast, asked):
    merge(cast.participant, cast.colleague)
    asked.refresh_from_db()
    assert (asked.state, asked.person) == ("void", cast.participant)
