"""What was answered for a place goes along when two accounts of one person become one."""

import pytest

from people.actions import merge_people
from registration.enums import RegistrationState as State
from registration.models import Answer, AnswerChange
from tests.factories import (
    make_answer,
    make_offering,
    make_person,
    make_question,
    make_registration,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("further", [True, False])
def test_answers_go_with_the_registration_that_goes_on(cast, further):
    keep, drop = cast.participant, make_person("林吉安", cast.unit)
    offering = make_offering(unit=cast.city)
    diet, room = make_question(offering), make_question(offering)
    kept = make_registration(offering, keep, State.WITHDRAWN if further else State.CONFIRMED)
    lost = make_registration(offering, drop, State.CONFIRMED if further else State.WAITLISTED)
    make_answer(kept, diet, "清真")
    make_answer(lost, diet, "素食")
    make_answer(lost, room, "单人间")
    AnswerChange.objects.create(registration=lost, question=room, after="单人间")
    merge_people(by=None, keep=keep, drop=drop)
    kept.refresh_from_db()
    assert kept.state == State.CONFIRMED
    found = dict(Answer.objects.filter(registration=kept).values_list("question", "value"))
    assert found == ({diet.pk: "素食", room.pk: "单人间"} if further else {diet.pk: "清真"})
    assert AnswerChange.objects.get().registration == (kept if further else lost)
