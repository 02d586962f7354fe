"""Single sign-on against a real OpenID Connect provider, in a process of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.models import User
from people.personal import PROVIDER
from tests.factories import Cast
from tests.people.signing import PASSWORD, code_by_mail, sign_in, who
from tests.services import oidc_server
from tests.services.away import redis_away
from tests.services.process import free_port, running

pytestmark = pytest.mark.django_db
BEGIN = "/accounts/oidc/sso/login/"
EMAIL = "lin@example.org"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The provider's address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    program = [sys.executable, str(Path(oidc_server.__file__)), str(port)]
    known = f"{address}/.well-known/openid-configuration"
    with running(program, lambda: requests.get(known, timeout=2), tmp_path_factory.mktemp("oidc")):
        yield address


@pytest.fixture(autouse=True)
def configured(server: str, settings: Any) -> Any:
    """The site knows the provider."""
    cache.clear()
    app = {
        "provider_id": "sso",
        "name": "统一身份认证",
        "client_id": oidc_server.CLIENT,
        "secret": oidc_server.SECRET,
        "settings": {"server_url": server, "uid_field": "sub", "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return app


@pytest.fixture
def lin(cast: Cast) -> User:
    """A person with an account here, under the address that the provider knows as well."""
    one = cast.participant
    one.email = EMAIL
    one.set_password(PASSWORD)
    one.save()
    one.emailaddress_set.create(email=EMAIL, verified=True, primary=True)
    return one


def go(client: Client, name: str, begin: str = BEGIN) -> Any:
    """Sign in as one of the provider's persons; what our side answers at the end."""
    answer = client.post(begin)
    target = answer["Location"] if answer.status_code == 302 else answer.context["redirect_to"]
    asked = parse_qs(urlsplit(target).query)
    assert asked["code_challenge_method"] == ["S256"]
    there = requests.get(target, headers={"X-Person": name}, allow_redirects=False, timeout=5)
    assert there.headers["Location"].startswith(oidc_server.CALLBACK)
    return client.get(there.headers["Location"].removeprefix("http://testserver"))


def test_the_sign_in_page_offers_it(client: Client) -> None:
    assert "统一身份认证" in client.get(reverse("account_login")).content.decode()


def test_nothing_is_offered_where_none_is_set(client: Client, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "统一身份认证" not in client.get(reverse("account_login")).content.decode()
    assert client.get(BEGIN).status_code == 404


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "没有可以绑定的外部登录"), ("/en", "No other sign-in to connect")]
)
def test_where_none_is_set_the_page_of_connections_says_so(
    client: Client, lin: User, settings: Any, prefix: str, words: str
) -> None:
    client.force_login(lin)
    address = f"{prefix}/accounts/3rdparty/"
    page = client.get(address).content.decode()
    assert BEGIN in page
    assert words not in page
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    page = client.get(address).content.decode()
    assert words in page
    assert f'href="{prefix}/me/"' in page.split("<h1>")[1]
    assert "<h2>" not in page.split("<h1>")[1].split("</main>")[0]


def test_somebody_unknown_gets_an_account_in_no_unit(client: Client) -> None:
    answer = go(client, "new")
    assert answer["Location"] == reverse("me")
    one = User.objects.get(email="new@gov.example.org")
    assert (one.name, one.unit, who(client)) == ("欧阳修竹", None, one.pk)
    assert one.has_usable_password() is False
    again = Client()
    go(again, "new")
    assert who(again) == one.pk
    assert SocialAccount.objects.count() == 1


def test_a_name_sent_whole_is_split(client: Client) -> None:
    go(client, "whole")
    one = User.objects.get(email="whole@gov.example.org")
    assert (one.last_name, one.first_name) == ("诸葛", "明")


def test_or_none_where_the_operator_makes_the_accounts(client: Client, settings: Any) -> None:
    settings.OIDC_SIGNUP = False
    answer = go(client, "new")
    assert answer.status_code == 200
    assert who(client) is None
    assert not User.objects.filter(email="new@gov.example.org").exists()


def test_an_account_here_is_not_taken_over_by_its_address(client: Client, lin: User) -> None:
    answer = go(client, "lin")
    assert answer["Location"] == "/accounts/login/?next=/accounts/3rdparty/"
    assert who(client) is None
    assert not SocialAccount.objects.exists()


def test_its_owner_links_the_two(client: Client, lin: User) -> None:
    go(client, "lin")
    sign_in(client, EMAIL)
    answer = go(client, "lin", f"{BEGIN}?process=connect")
    assert answer["Location"] == reverse("socialaccount_connections")
    assert SocialAccount.objects.get().user == lin
    again = Client()
    go(again, "lin")
    assert who(again) == lin.pk


def test_an_address_proved_on_both_sides_links_where_the_operator_wants_it(
    client: Client, lin: User, settings: Any
) -> None:
    settings.OIDC_LINK_BY_EMAIL = True
    go(client, "lin")
    assert who(client) == lin.pk
    assert SocialAccount.objects.get().user == lin


@pytest.mark.parametrize("side", ["here", "there"])
def test_one_proof_is_not_enough(client: Client, lin: User, settings: Any, side: str) -> None:
    settings.OIDC_LINK_BY_EMAIL = True
    if side == "there":
        lin.emailaddress_set.update(verified=False)
    go(client, "lin" if side == "there" else "claims")
    assert who(client) is None
    assert not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_all_the_same(
    client: Client, cast: Cast, lin: User, settings: Any
) -> None:
    SocialAccount.objects.create(user=lin, provider="sso", uid=uid_of(client, "lin", settings))
    Authenticator.objects.create(user=lin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = go(Client(), "lin")
    assert answer["Location"].startswith(reverse("mfa_authenticate"))


def uid_of(client: Client, name: str, settings: Any) -> str:
    """How the provider calls a person."""
    return str(1 + list(oidc_server.PERSONS).index(name))


def test_signing_out_says_that_the_other_side_goes_on(
    client: Client, server: str, settings: Any
) -> None:
    go(client, "new")
    answer = client.post(reverse("account_logout"))
    assert answer["Location"] == reverse("signed-out")
    assert who(client) is None
    page = client.get(answer["Location"])
    address = urlsplit(page.context["address"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{server}/identity/o/logout"
    assert parse_qs(address.query) == {
        "client_id": [oidc_server.CLIENT],
        "post_logout_redirect_uri": [f"{settings.SITE_URL}/"],
    }


def test_signing_out_needs_no_cache(client: Client, server: str) -> None:
    with redis_away():
        page = client.get(reverse("signed-out"))
    assert page.context["address"].startswith(f"{server}/identity/o/logout")


def test_who_came_by_password_goes_home(client: Client, lin: User) -> None:
    sign_in(client, EMAIL)
    assert client.post(reverse("account_logout"))["Location"] == "/"


def test_a_provider_that_is_away_is_said_in_words(
    client: Client, configured: Any, settings: Any
) -> None:
    configured["settings"]["server_url"] = f"http://127.0.0.1:{free_port()}"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [configured]}}
    answer = client.post(BEGIN, follow=True)
    assert answer.redirect_chain == [(reverse("account_login"), 302)]
    assert "统一身份认证暂时没有响应" in answer.content.decode()
    assert client.get(reverse("signed-out")).status_code == 200


def test_an_answer_nobody_asked_for_opens_nothing(client: Client) -> None:
    answer = client.get("/accounts/oidc/sso/login/callback/?code=x&state=made-up")
    assert answer.status_code in (200, 401, 403)
    assert who(client) is None


def test_erasing_forgets_what_the_provider_said(client: Client) -> None:
    go(client, "new")
    PROVIDER.erase(User.objects.get(email="new@gov.example.org"))
    assert not SocialAccount.objects.exists()


def test_a_code_by_mail_lets_the_owner_in_to_link(client: Client, lin: User) -> None:
    go(client, "lin")
    answer = client.post(reverse("account_request_login_code"), {"contact": EMAIL})
    client.post(answer["Location"], {"code": code_by_mail()})
    assert who(client) == lin.pk
