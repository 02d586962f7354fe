"""Single sign-on of a government by OpenID Connect: whom it lets in, and as whom.

What it says is believed for its own accounts. An account that exists here is linked to it by its
owner, signed in, or, where OIDC_LINK_BY_EMAIL is set, by an address that both sides have proved.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import User
from people.names import HAN, split_name


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """allauth's, with our policy."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whether somebody unknown here gets an account (in no unit) by signing in there."""
        return bool(settings.OIDC_SIGNUP)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """The name, split where the other side sends it whole; a user name of our own."""
        person: User = super().populate_user(request, sociallogin, data)
        if not (data.get("last_name") and data.get("first_name")) and data.get("name"):
            # There a name of the west begins with the given one, in our lists with the family's.
            name = data["name"].strip()
            whole = name if HAN.match(name) else " ".join(reversed(name.rsplit(" ", 1)))
            person.last_name, person.first_name = split_name(whole)
        person.username = User().username
        return person

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An address proved there opens an account here only where it was proved here, too."""
        proved = EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
        return bool(settings.OIDC_LINK_BY_EMAIL) and proved

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Send somebody who has an account here to sign in to it, and then to link the two."""
        connecting = sociallogin.state.get("process") == "connect"
        if sociallogin.is_existing or connecting or request.user.is_authenticated:
            return
        proved = [row.email.lower() for row in sociallogin.email_addresses if row.verified]
        known = User.objects.filter(email__in=proved).exists()
        if known or EmailAddress.objects.filter(email__in=proved).exists():
            messages.info(
                request,
                _(
                    "You have an account here already. Sign in to it once, by code or password, "
                    "and link the two on the page that follows."
                ),
            )
            after = reverse("socialaccount_connections")
            raise ImmediateHttpResponse(redirect(f"{reverse('account_login')}?next={after}"))
