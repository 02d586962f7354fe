"""Sign-in: one door, for mobile numbers and addresses, for the admin as well."""

import pytest
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from people.checks import second_factor_is_required
from people.models import User
from people.numbers import normal_phone
from tests.factories import Cast, make_person

pytestmark = pytest.mark.django_db
PASSWORD = "study-hard-4711"


@pytest.fixture
def person(cast: Cast) -> User:
    """A participant with a password, a proved address and a proved number."""
    one = cast.participant
    one.set_password(PASSWORD)
    one.phone, one.phone_verified = "+8613800138000", True
    one.save()
    one.emailaddress_set.create(email=one.email, verified=True, primary=True)
    return one


@pytest.mark.parametrize(
    "text", ["13800138000", "138 0013 8000", "+86-138-0013-8000", "0086 138 0013 8000"]
)
def test_a_number_is_read_as_people_write_it(text: str) -> None:
    assert normal_phone(text) == "+8613800138000"


@pytest.mark.parametrize("text", ["12345678901", "1380013800", "+1 202 555 0100", "电话"])
def test_what_is_no_mainland_mobile_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        normal_phone(text)


@pytest.mark.parametrize("login", ["address", "number"])
def test_a_person_signs_in(client: Client, person: User, login: str) -> None:
    name = person.email if login == "address" else "138 0013 8000"
    answer = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_password_is_answered_in_words(client: Client, person: User) -> None:
    answer = client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    said = answer.content.decode()
    assert "不正确" in said
    assert "还没有登录，请看一下这几处：" in said
    assert "还没有提交" not in said


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/pages/"])
def test_every_door_to_the_admin_is_the_one_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("language", "mine", "home"), [("zh-hans", "/me/", "/"), ("en", "/en/me/", "/en/")]
)
def test_in_and_out_in_the_language_of_the_page(
    client: Client, person: User, language: str, mine: str, home: str
) -> None:
    with override(language):
        into, out = reverse("account_login"), reverse("account_logout")
    data = {"login": person.email, "password": PASSWORD}
    assert client.post(into, data)["Location"] == mine
    assert client.post(out)["Location"] == home


def test_the_admins_own_sign_in_takes_no_password(client: Client, cast: Cast) -> None:
    cast.admin.set_password(PASSWORD)
    cast.admin.save()
    client.post("/admin/login/", {"username": cast.admin.username, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/done/"])
def test_the_admin_resets_no_password(client: Client, path: str) -> None:
    assert client.get(path).status_code in (302, 404)


@pytest.mark.parametrize("path", ["/me/", "/admin/", "/desk/"])
def test_where_a_second_factor_is_required_nothing_opens_without(
    client: Client, cast: Cast, settings, path: str
) -> None:
    settings.MFA_REQUIRED = True
    client.force_login(cast.organiser)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")


def test_the_api_says_so_in_a_problem_document(client: Client, cast: Cast, settings) -> None:
    settings.MFA_REQUIRED = True
    client.force_login(cast.organiser)
    answer = client.get("/api/v1/me/registrations")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/api/v1/problems/not_allowed"


def test_a_member_needs_no_second_factor(client: Client, cast: Cast, settings) -> None:
    settings.MFA_REQUIRED = True
    client.force_login(cast.participant)
    assert client.get(reverse("account_email")).status_code == 200
    assert client.get("/me/").status_code == 200


def test_the_second_factor_can_be_set_up(client: Client, cast: Cast, settings) -> None:
    settings.MFA_REQUIRED = True
    client.force_login(cast.organiser)
    assert client.get(reverse("mfa_index")).status_code == 200


def test_no_limit_shuts_out_an_office_behind_one_address() -> None:
    by_address = {
        name: rate
        for name, rates in app_settings.RATE_LIMITS.items()
        for rate in parse_rates(rates)
        if rate.per == "ip"
    }
    assert "verify_phone" in by_address
    strict = {name for name, rate in by_address.items() if rate.amount / rate.duration < 200 / 60}
    assert strict == set()


def test_two_people_cannot_share_an_address() -> None:
    make_person("甲一", email="same@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person("乙二", email="SAME@example.org")


def test_a_second_factor_turned_off_is_a_finding_of_the_deployment(settings) -> None:
    settings.MFA_REQUIRED = True
    assert second_factor_is_required() == []
    settings.MFA_REQUIRED = False
    assert [finding.id for finding in second_factor_is_required()] == ["people.W001"]


def test_a_number_that_cannot_be_right_is_answered_beside_its_field(
    client: Client, person: User
) -> None:
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    text = client.post(reverse("account_change_phone"), {"phone": "12"}).content.decode()
    assert 'aria-describedby="id_phone_error"' in text
    assert "data-error-summary" in text
    assert 'value="12"' in text


def test_who_was_signed_out_while_writing_is_told_that_nothing_was_sent(client: Client) -> None:
    def told(**extra: str) -> bool:
        answer = client.post("/me/data/erase/", {"note": "x"}, follow=True, headers=extra)
        assert answer.redirect_chain[0][0] == "/accounts/login/?next=/me/data/erase/"
        return "刚才的内容没有提交" in answer.content.decode()

    assert told()
    assert not told(**{"Sec-Fetch-Dest": "empty"})  # a script that saves has words of its own
    page = client.get("/me/data/erase/", follow=True).content.decode()
    assert "刚才的内容没有提交" not in page
