"""Handing a place to a colleague on the pages of the offering."""

import pytest

from registration.enums import RegistrationState as State
from registration.models import HandOver, Registration
from registration.question_kinds import QuestionKind
from tests.factories import make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def offering(cast):
    made = make_offering(unit=cast.city, substitution_allowed=True)
    make_registration(made, cast.participant)
    return made


def give(client, offering, **form):
    return client.post(f"/o/{offering.public_id}/hand-over/", form, follow=True)


def take(client, offering, **form):
    return client.post(f"/o/{offering.public_id}/take-over/", {"asked": "", **form}, follow=True)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_way_in_stands_where_it_is_allowed(cast, client, offering, prefix):
    address = f"{prefix}/o/{offering.public_id}/"
    client.force_login(cast.participant)
    assert f"{address}hand-over/" in text(client.get(address))
    assert client.get(f"{address}hand-over/").status_code == 200
    offering.substitution_allowed = False
    offering.save()
    assert f"{address}hand-over/" not in text(client.get(address))
    assert client.get(f"{address}hand-over/").url == address


def test_from_hand_to_hand(cast, client, offering):
    question = make_question(offering, QuestionKind.TEXT, label="饮食", required=True)
    client.force_login(cast.participant)
    missing = give(client, offering, wanted="何䶮", reason="")
    assert 'value="何䶮"' in text(missing), "nothing typed is lost"
    assert "可在" in text(give(client, offering, wanted="何䶮", reason="临时出差"))
    assert "何䶮" in text(client.get(f"/o/{offering.public_id}/hand-over/"))
    client.force_login(cast.colleague)
    assert "请您接替" in text(client.get(offering.get_absolute_url()))
    page = text(client.get(f"/o/{offering.public_id}/take-over/"))
    assert "林𠮷安" in page
    assert "临时出差" in page
    assert question.name in page
    unanswered = take(client, offering, asked=question.name)
    assert Registration.objects.filter(person=cast.colleague).count() == 0
    assert "form__error" in text(unanswered) or "error" in text(unanswered)
    done = take(client, offering, **{"asked": question.name, question.name: "清真"})
    assert "名额已归您" in text(done)
    assert Registration.objects.get(person=cast.colleague).state == State.CONFIRMED
    assert Registration.objects.get(person=cast.participant).state == State.WITHDRAWN
    late = take(client, offering)
    assert "没有人请您" in text(late)


def test_saying_no_and_taking_back(cast, client, offering):
    client.force_login(cast.participant)
    give(client, offering, wanted="何䶮", reason="出差")
    assert "您保留名额" in text(give(client, offering, do="keep"))
    give(client, offering, wanted="何䶮", reason="出差")
    client.force_login(cast.colleague)
    assert "您未接替" in text(take(client, offering, do="decline"))
    assert list(HandOver.objects.values_list("state", flat=True)) == ["taken_back", "declined"]


def test_who_asks_a_second_colleague_can_take_the_first_question_back_there(cast, client, offering):
    client.force_login(cast.participant)
    give(client, offering, wanted="何䶮", reason="出差")
    again = text(give(client, offering, wanted="上官喆", reason="出差"))
    assert "如要改请他人，请先撤回" in again
    assert 'value="上官喆"' in again
    assert 'name="do" value="keep"' in again


def test_it_is_nobody_elses(cast, client, offering):
    client.force_login(cast.liaison)
    assert "没有已确认的名额" in text(give(client, offering, wanted="何䶮", reason="出差"))
    assert "没有人请您" in text(take(client, offering))
    assert not HandOver.objects.exists()
    client.logout()
    for verb in ("hand-over", "take-over"):
        assert "/accounts/login/" in client.get(f"/o/{offering.public_id}/{verb}/")["Location"]
