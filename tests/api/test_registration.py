"""Registering and withdrawing through the API."""

import pytest
from django.test import Client

from events.enums import OfferingState
from kernel.problems import CONTENT_TYPE
from notices.enums import Kind
from notices.models import Notice
from registration.enums import RegistrationState
from registration.models import Registration
from tests.factories import make_offering, make_question, make_registration


@pytest.fixture
def client(client, cast):
    """The participant's browser."""
    client.force_login(cast.participant)
    return client


def address(offering):
    return f"/api/v1/offerings/{offering.public_id}/registration"


def test_registering_and_again(client, cast):
    offering = make_offering(unit=cast.city)
    first, again = client.post(address(offering)), client.post(address(offering))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["outcome"] == "confirmed"
    assert first.json()["state"] == "confirmed"
    assert again.json()["outcome"] == "already_registered"
    assert Registration.objects.count() == 1


def test_the_waiting_list_tells_the_position(client, cast):
    offering = make_offering(unit=cast.city, capacity=0)
    make_registration(offering, cast.colleague, RegistrationState.WAITLISTED)
    answer = client.post(address(offering)).json()
    assert (answer["outcome"], answer["position"]) == ("waitlisted", 2)
    assert "2" in answer["message"]


def test_a_refusal_is_a_problem_named_after_its_outcome(client, cast):
    offering = make_offering(unit=cast.city, capacity=0, has_waiting_list=False)
    response = client.post(address(offering))
    assert response.status_code == 409
    assert response["Content-Type"] == CONTENT_TYPE
    problem = response.json()
    assert problem["type"] == "/api/v1/problems/full"
    assert (problem["status"], problem["outcome"]) == (409, "full")
    assert problem["detail"]


def test_sentences_come_in_the_language_asked_for(client, cast):
    offering = make_offering(unit=cast.city, state=OfferingState.PAUSED)
    assert "暂停" in client.post(address(offering)).json()["detail"]
    assert "organiser" in client.post(f"{address(offering)}?lang=en").json()["detail"]


def test_withdrawing_and_again(client, cast):
    offering = make_offering(unit=cast.city)
    client.post(address(offering))
    first, again = client.delete(address(offering)), client.delete(address(offering))
    assert first.json()["outcome"] == "withdrawn"
    assert (again.status_code, again.json()["outcome"]) == (200, "not_registered")


def test_withdrawing_without_a_registration_changes_nothing(client, cast):
    response = client.delete(address(make_offering(unit=cast.city)))
    assert (response.status_code, response.json()["outcome"]) == (200, "not_registered")


def test_who_was_nominated_says_why_not(client, cast):
    offering = make_offering(unit=cast.city)
    row = make_registration(offering, cast.participant, RegistrationState.NOMINATED)
    Registration.objects.filter(pk=row.pk).update(nominated_unit=cast.unit)
    silent = client.delete(address(offering))
    assert (silent.status_code, silent.json()["outcome"]) == (409, "reason_missing")
    said = client.delete(f"{address(offering)}?reason=出差\0")
    assert (said.status_code, said.json()["state"]) == (200, "withdrawn")
    assert Notice.objects.get(recipient=cast.liaison).kind == Kind.NOMINEE_DECLINED
    too_long = client.delete(f"{address(offering)}?reason={'长' * 201}")
    assert too_long.status_code == 422


def test_a_key_gets_the_first_answer_again(client, cast):
    offering = make_offering(unit=cast.city)
    headers = {"Idempotency-Key": "4f6c"}
    first = client.post(address(offering), headers=headers)
    make_registration_count = Registration.objects.count()
    again = client.post(address(offering), headers=headers)
    assert first.json()["outcome"] == again.json()["outcome"] == "confirmed"
    assert Registration.objects.count() == make_registration_count


def test_a_key_keeps_a_refusal_too(client, cast):
    offering = make_offering(unit=cast.city, state=OfferingState.PAUSED)
    headers = {"Idempotency-Key": "k"}
    first = client.post(address(offering), headers=headers)
    offering.state = OfferingState.PUBLISHED
    offering.save()
    again = client.post(address(offering), headers=headers)
    assert (first.status_code, again.status_code) == (409, 409)
    assert first.json() == again.json()
    assert again["Content-Type"] == CONTENT_TYPE


def test_a_key_with_another_request_is_refused(client, cast):
    headers = {"Idempotency-Key": "k"}
    client.post(address(make_offering(unit=cast.city)), headers=headers)
    response = client.post(address(make_offering(unit=cast.city)), headers=headers)
    assert response.status_code == 422
    assert response.json()["type"] == "/api/v1/problems/key_reused"


def test_keys_belong_to_persons_and_operations(client, cast):
    offering = make_offering(unit=cast.city)
    headers = {"Idempotency-Key": "k"}
    client.post(address(offering), headers=headers)
    assert client.delete(address(offering), headers=headers).json()["outcome"] == "withdrawn"
    client.force_login(cast.colleague)
    assert client.post(address(offering), headers=headers).json()["outcome"] == "confirmed"


@pytest.mark.parametrize("key", ["x" * 81, "a\x7fb"])
def test_keys_have_a_shape(client, cast, key):
    offering = make_offering(unit=cast.city)
    response = client.post(address(offering), headers={"Idempotency-Key": key})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "Idempotency-Key"


@pytest.mark.parametrize("method", ["post", "delete"])
def test_the_anonymous_are_asked_to_sign_in(cast, method):
    response = getattr(Client(), method)(address(make_offering(unit=cast.city)))
    assert response.status_code == 401
    assert response.json()["type"] == "/api/v1/problems/not_signed_in"


def test_writing_needs_the_form_token(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.participant)
    offering = make_offering(unit=cast.city)
    response = strict.post(address(offering))
    assert response.status_code == 403
    assert response.json()["type"] == "/api/v1/problems/stale_page"
    assert Registration.objects.count() == 0
    token = strict.get("/accounts/logout/") and strict.cookies["csrftoken"].value
    response = strict.post(address(offering), headers={"X-CSRFToken": token})
    assert response.json()["outcome"] == "confirmed"


@pytest.mark.parametrize("public_id", ["000000000000", "x", "%00", "%F0%A0%AE%B7"])
def test_unknown_offerings_are_not_found(client, public_id):
    response = client.post(f"/api/v1/offerings/{public_id}/registration")
    assert response.status_code == 404
    assert response["Content-Type"] == CONTENT_TYPE


def test_drafts_are_not_found(client, cast):
    assert client.post(address(make_offering(unit=cast.city, state="draft"))).status_code == 404


def test_the_registered_can_withdraw_from_a_page_taken_down(client, cast):
    offering = make_offering(unit=cast.city)
    client.post(address(offering))
    offering.page.unpublish()
    assert client.delete(address(offering)).json()["outcome"] == "withdrawn"


def test_my_registrations_are_mine(client, cast):
    offering = make_offering(unit=cast.city, capacity=0)
    make_registration(offering, cast.colleague, RegistrationState.WAITLISTED)
    client.post(address(offering))
    (row,) = client.get("/api/v1/me/registrations").json()["items"]
    assert row["offering"]["id"] == offering.public_id
    assert (row["state"], row["position"]) == ("waitlisted", 2)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_stay_the_same(client, cast, number, django_assert_num_queries):
    for _ in range(number):
        make_registration(make_offering(unit=cast.city), cast.participant)
    with django_assert_num_queries(3):
        assert client.get("/api/v1/me/registrations").status_code == 200


def along(client, offering, number, *names, **more):
    body = {"companions": number, "companion_names": names} | more
    return client.post(address(offering), body, "application/json")


def test_companions_take_places_and_are_named(client, cast):
    offering = make_offering(unit=cast.city, capacity=3, companions_max=2)
    answer = along(client, offering, 2, " 林  一", "林、二")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "confirmed")
    row = Registration.objects.get()
    assert (row.companions, row.companion_names) == (2, "林 一、林 二")
    assert offering.pools.get().taken == 3


def test_companions_come_with_answers(client, cast):
    offering = make_offering(unit=cast.city, companions_max=1)
    question = make_question(offering, required=True)
    assert along(client, offering, 1, "林一").json()["outcome"] == "answers_missing"
    answer = along(client, offering, 1, "林一", answers={question.public_id: "清真"})
    assert answer.json()["outcome"] == "confirmed"
    row = Registration.objects.get()
    assert (row.companion_names, row.answers.get().value) == ("林一", "清真")


@pytest.mark.parametrize("most", [0, 1])
def test_more_companions_than_one_may_bring_are_refused_by_name(client, cast, most):
    answer = along(client, make_offering(unit=cast.city, companions_max=most), 2, "林一", "林二")
    assert (answer.status_code, answer.json()["outcome"]) == (409, "too_many_companions")
    assert str(most) in answer.json()["detail"]
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("number", "names", "parameter"),
    [
        (1, [], "companion_names"),
        (0, ["林一"], "companion_names"),
        (1, ["林一", "林二"], "companion_names"),
        (1, [" "], "companion_names"),
        (1, ["林" * 301], "companion_names"),
        (-1, [], "companions"),
        ("1", ["林一"], "companions"),
        (True, ["林一"], "companions"),
    ],
)
def test_names_and_number_of_companions_must_agree(client, cast, number, names, parameter):
    answer = along(client, make_offering(unit=cast.city, companions_max=2), number, *names)
    assert answer.status_code == 422
    assert {error["parameter"] for error in answer.json()["errors"]} == {parameter}
    assert not Registration.objects.exists()


def test_a_key_with_other_companions_is_refused(client, cast):
    offering = make_offering(unit=cast.city, companions_max=2)
    for number, status in ((1, 200), (1, 200), (2, 422)):
        body = {"companions": number, "companion_names": ["林一", "林二"][:number]}
        headers = {"Idempotency-Key": "k"}
        answer = client.post(address(offering), body, "application/json", headers=headers)
        assert answer.status_code == status
    assert Registration.objects.get().companions == 1


def test_answers_are_changed_without_naming_companions_again(client, cast):
    offering = make_offering(unit=cast.city, companions_max=1)
    question = make_question(offering)
    along(client, offering, 1, "林一")
    body = {"answers": {question.public_id: "清真"}}
    answer = client.put(address(offering) + "/answers", body, "application/json")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "answers_saved")
    assert Registration.objects.get().companion_names == "林一"


def test_nobody_is_their_own_companion(client, cast):
    offering = make_offering(unit=cast.city, companions_max=1)
    answer = along(client, offering, 1, cast.participant.name)
    assert answer.status_code == 422
    assert "本人" in answer.json()["errors"][0]["detail"]
