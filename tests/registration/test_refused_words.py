"""What was written comes back when a registration, a place or a nomination no longer takes it."""

import pytest

from events.models import Offering
from registration.actions import ask_colleague, keep_place, withdraw
from registration.actions.quota import Grant, grant_places, set_quota_rule
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.question_kinds import QuestionKind
from tests.factories import make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db
WORDS = "当天要去外地开会"


@pytest.fixture
def offering(cast):
    made = make_offering(unit=cast.city, substitution_allowed=True)
    make_registration(made, cast.participant)
    return made


def comes_back(answer, reason):
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "data-error-summary" in page
    assert reason in page
    assert WORDS in page


def test_answers_of_whoever_was_taken_off_meanwhile(cast, client, offering):
    question = make_question(offering, QuestionKind.TEXT, label="饮食")
    assert withdraw(by=None, registration=Registration.objects.get()).ok
    client.force_login(cast.participant)
    sent = {"asked": question.name, question.name: WORDS}
    comes_back(client.post(f"/o/{offering.public_id}/answers/", sent), "没有报名")
    lone = client.post(f"/o/{offering.public_id}/answers/", {})
    assert lone.url == offering.get_absolute_url()


def test_answers_for_a_place_that_its_holder_keeps_after_all(cast, client, offering):
    question = make_question(offering, QuestionKind.TEXT, label="饮食")
    row = Registration.objects.get()
    assert ask_colleague(by=cast.participant, registration=row, wanted="何䶮", reason="出差").ok
    assert keep_place(by=cast.participant, registration=row).ok
    client.force_login(cast.colleague)
    sent = {"asked": question.name, question.name: WORDS}
    comes_back(client.post(f"/o/{offering.public_id}/take-over/", sent), "没有人请您")
    assert not Registration.objects.filter(person=cast.colleague).exists()


def test_a_place_that_can_no_longer_be_given(cast, client, offering):
    Offering.objects.filter(pk=offering.pk).update(substitution_allowed=False)
    client.force_login(cast.participant)
    address = f"/o/{offering.public_id}/hand-over/"
    answer = client.post(address, {"wanted": "何䶮", "reason": WORDS})
    comes_back(answer, "换人由单位联络员办理")
    assert "何䶮" in answer.content.decode()


def test_declining_a_nomination_that_was_decided(cast, client, offering):
    client.force_login(cast.participant)
    address = f"/o/{offering.public_id}/nomination/"
    comes_back(client.post(address, {"reason": WORDS}), "已不在推荐名单")
    assert Registration.objects.get().state == State.CONFIRMED
    assert client.post(address, {"reason": ""}).url == offering.get_absolute_url()


def test_places_that_cannot_be_moved(cast, client):
    offering = make_offering(unit=cast.city, admits_nominated=True)
    grant_places(by=cast.organiser, offering=offering, grants=[Grant(cast.unit, 2)])
    set_quota_rule(by=cast.organiser, offering=offering, values={"is_exchangeable": True})
    client.force_login(cast.liaison)
    address = f"/unit/o/{offering.public_id}/places/"
    too_many = {"do": "return", "number": "99", "reason": WORDS}
    comes_back(client.post(address, too_many), "99")
    unclear = {"do": "propose", "number": "x", "reason": WORDS}
    comes_back(client.post(address, unclear), "整数")
    target = cast.other_unit.public_id
    propose = {"do": "propose", "number": "98", "target": target, "reason": WORDS}
    answer = client.post(address, propose)
    comes_back(answer, "98")
    assert f'value="{target}" selected' in answer.content.decode()
    fine = {"do": "return", "number": "1", "reason": WORDS}
    assert client.post(address, fine).status_code == 302
