"""How allauth knows our persons: mobile numbers beside e-mail addresses, names family first."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from notices.mails import HTML, html_of
from people import throttle
from people.actions.accounts import change_account
from people.enums import AccountChange
from people.models import User
from people.numbers import PhoneField, normal_phone
from people.sms import send_sms

MISMATCH = _("Address or number and password do not belong together. Check both, please.")
STAGES = {
    "allauth.account.stages.PhoneVerificationStage": "people.stages.PhoneStage",
    "allauth.account.stages.EmailVerificationStage": "people.stages.EmailStage",
}


class AccountAdapter(DefaultAccountAdapter):
    """Stores number and verification on the person; sends codes by the SMS interface."""

    def render_mail(self, template_prefix: str, *args: Any, **kwargs: Any) -> Any:
        """The mail in plain text and in the site's design; machines are told not to answer."""
        message = super().render_mail(template_prefix, *args, **kwargs)
        subject = message.subject.removeprefix(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX)
        message.attach_alternative(html_of(message.body, subject), HTML)
        message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
        return message

    def new_user(self, request: HttpRequest) -> User:
        """Whoever signs up on an English page is written to in English."""
        user: User = super().new_user(request)
        user.language = get_language() or settings.LANGUAGE_CODE
        return user

    def get_login_stages(self) -> list[str]:
        """allauth's, with ours for what proves an address or a number."""
        return [STAGES.get(path, path) for path in super().get_login_stages()]

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "phone_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "too_many_login_attempts": _(
            "Too many attempts in a row. Wait five minutes; or have a code sent to you, use a "
            "passkey, or sign in on a device that you have signed in on before."
        ),
        "rate_limited": _("That was asked too often. Please wait a few minutes."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; a sentence with the ways out when there were too many."""
        login = credentials.get("email") or credentials.get("phone") or credentials.get("username")
        self._login_failed_rl_usage = throttle.count_attempt(request, str(login))
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The password was wrong, or nobody has this address or number."""
        throttle.count_failure(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """From now on this is a device of theirs."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        throttle.remember_device(request, response, user)
        return response

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Home, or the page that offers to sign out of the single sign-on as well."""
        records = get_authentication_records(request, request.user)  # allauth asks before it ends
        if any(record.get("method") == "socialaccount" for record in records):
            return reverse("signed-out")
        return reverse("wagtail_serve", args=[""])

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """The field on sign-up and change forms."""
        return PhoneField(**(kwargs | {"label": _("Mobile number")}))

    def clean_phone(self, phone: str) -> str:
        """The number in E.164."""
        return PhoneField().clean(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Number and whether its owner proved it."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Keep the number."""
        _keep_phone(user, phone, AccountChange.NUMBER_CHANGED, verified=verified)

    def set_phone_verified(self, user: User, phone: str) -> None:
        """The owner typed the code."""
        _keep_phone(user, phone, AccountChange.NUMBER_PROVED, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Who has this number, however it was typed at sign-in."""
        try:
            return User.objects.filter(phone=normal_phone(phone)).first()
        except ValueError:
            return None

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """The code for sign-in or proof."""
        send_sms(phone, _("Your code is %(code)s. Never pass it on.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Someone tried to sign in with a number that nobody has."""
        send_sms(phone, _("There is no account with this number. You can sign up on the site."))

    def send_account_already_exists_sms(self, phone: str, **kwargs: Any) -> None:
        """Someone tried to sign up with a number that has an account."""
        send_sms(phone, _("There is an account with this number already. Please sign in."))


@transaction.atomic
def _keep_phone(user: User, phone: str, what: AccountChange, *, verified: bool) -> None:
    user.phone, user.phone_verified = phone, verified
    user.save(update_fields=["phone", "phone_verified"])
    change_account(by=user, person=user, what=what)
