"""Sign in: by address, by number, with a letter, in two steps, with a passkey."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from people.models import User
from tests.factories import Cast
from tests.people.signing import PASSWORD, PHONE, code_by_mail, code_in, equip, texts

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["texts"]


@pytest.fixture(autouse=True)
def counts() -> Any:
    """Each journey counts from nothing."""
    cache.clear()
    yield
    cache.clear()


def enter(page: Page, login: str) -> None:
    """Type address or number and the password on the sign-in page."""
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(login)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def submit(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def open_sensitive(page: Page, address: str) -> None:
    """Go there; type the password once more where that is asked for."""
    page.goto(address)
    if "/reauthenticate/" in page.url:
        page.locator("#id_password").fill(PASSWORD)
        submit(page)
        page.wait_for_url(f"**{address}")


def sign_up(page: Page, contact: str) -> None:
    page.goto("/accounts/signup/")
    page.locator("#id_last_name").fill("何")
    page.locator("#id_first_name").fill("䶮")
    page.locator("#id_contact").fill(contact)
    page.locator("#id_password1").fill(PASSWORD)


def test_signing_up_by_address(cast: Cast, desktop, shot, axe) -> None:
    page = desktop()
    sign_up(page, "he@example.org")
    axe(page)
    shot(page, "signin-signup")
    submit(page)
    expect(page.locator("input[name=code]")).to_be_visible()
    axe(page)
    shot(page, "signin-email-code")
    page.locator("input[name=code]").fill(code_by_mail())
    submit(page)
    expect(page.get_by_role("heading", name="何䶮")).to_be_visible()
    assert mail.outbox[0].to == ["he@example.org"]


def test_signing_up_by_number_alone(cast: Cast, phone, shot, axe, texts) -> None:
    page = phone()
    sign_up(page, "138 0013 8000")
    shot(page, "signin-signup")
    submit(page)
    expect(page.locator("input[name=code]")).to_be_visible()
    axe(page)
    shot(page, "signin-phone-code")
    page.locator("input[name=code]").fill(code_in(texts[0][1]))
    submit(page)
    expect(page.get_by_role("heading", name="何䶮")).to_be_visible()
    assert User.objects.get(phone=PHONE).phone_verified is True


def test_a_letter_opens_an_account(cast: Cast, phone, desktop, sign_in, shot, axe) -> None:
    desk = sign_in(desktop(), cast.liaison)
    desk.goto(f"/unit/{cast.unit.public_id}/activation/")
    axe(desk)
    shot(desk, "signin-waiting")
    desk.get_by_role("button", name="生成激活函并打印").click()
    letter = desk.locator("article.letter", has_text=cast.participant.name)
    code = letter.locator(".letter__code").inner_text()
    axe(desk)
    shot(desk, "signin-letters")

    page = phone()
    page.goto("/accounts/activate/")
    axe(page)
    shot(page, "signin-activate")
    page.locator("#id_name").fill(cast.participant.name)
    page.locator("#id_code").fill(code.lower())
    submit(page)
    page.locator("#id_password").fill(PASSWORD)
    axe(page)
    shot(page, "signin-activate-password")
    submit(page)
    expect(page.get_by_role("heading", name=cast.participant.name)).to_be_visible()


def code_now(secret: str) -> str:
    """What an authenticator app shows for a secret at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_an_organiser_sets_up_two_steps_and_signs_in_with_them(
    cast: Cast, request, settings, shot, axe, width: str
) -> None:
    settings.MFA_REQUIRED = True
    person = equip(cast.organiser)
    page = request.getfixturevalue(width)()
    enter(page, str(person.email))
    page.wait_for_url("**/accounts/2fa/")
    axe(page)
    shot(page, "signin-two-steps")
    open_sensitive(page, "/accounts/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    axe(page)
    shot(page, "signin-totp")
    page.locator("#id_code").fill(code_now(secret))
    submit(page)
    page.wait_for_url("**/accounts/2fa/**recovery-codes/**")
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    shot(page, "signin-recovery")
    page.goto("/accounts/logout/")
    submit(page)

    cache.clear()  # the same code is refused twice
    enter(page, str(person.email))
    expect(page.locator("#id_code")).to_be_visible()
    axe(page)
    shot(page, "signin-second-step")
    page.locator("#id_code").fill(code_now(secret))
    submit(page)
    page.wait_for_url("**/me/")


def test_a_passkey_signs_in_without_a_password(cast: Cast, desktop, shot, axe) -> None:
    person = equip(cast.participant)
    page = desktop()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(page, str(person.email))
    page.wait_for_url("**/me/")
    open_sensitive(page, "/accounts/2fa/webauthn/add/")
    page.locator("#id_name").fill("我的电脑")
    page.locator("#id_passwordless").check()
    axe(page)
    shot(page, "signin-passkey-add")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/**recovery-codes/**")
    key = Authenticator.objects.get(user=person, type="webauthn")
    assert key.wrap().name == "我的电脑"

    page.goto("/accounts/logout/")
    submit(page)
    page.goto("/accounts/login/")
    axe(page)
    shot(page, "signin-login")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/me/")
    expect(page.get_by_role("heading", name=person.name)).to_be_visible()

    page.goto("/accounts/logout/")
    submit(page)
    enter(page, str(person.email))
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/me/")


PAGES = (
    "login/",
    "login/code/",
    "password/reset/",
    "email/",
    "phone/change/",
    "password/change/",
    "sessions/",
    "2fa/webauthn/",
    "reauthenticate/",
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_the_account_reads_well(
    cast: Cast, phone, desktop, shot, axe, language: str
) -> None:
    person = equip(cast.participant)
    for page in (phone(), desktop()):
        enter(page, str(person.email))
        page.wait_for_url("**/me/")
        for path in PAGES[3:]:
            page.goto(f"{'/en' if language == 'en' else ''}/accounts/{path}")
            for tab in page.locator(".tabs [aria-current]").all():
                expect(tab).to_be_in_viewport(ratio=0.9)
            shot(page, f"account-{language}-{path.strip('/').replace('/', '-')}")
            axe(page)
    visitor = phone()
    for path in PAGES[:3]:
        visitor.goto(f"{'/en' if language == 'en' else ''}/accounts/{path}")
        shot(visitor, f"account-{language}-{path.strip('/').replace('/', '-')}")
        axe(visitor)
