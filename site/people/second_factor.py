"""Who must sign in in two steps and has not set that up."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from people.enums import Role
from people.rules import has_role

ROLES = tuple(role for role in Role if role is not Role.MEMBER)
SENTENCE = _("Your role requires a second factor at sign-in. Please set one up.")


def is_missing(person: Any) -> bool:
    """Whether a liaison or above has no second factor where one is required."""
    return (
        settings.MFA_REQUIRED
        and person.is_authenticated
        and has_role(person, *ROLES)
        and not is_mfa_enabled(person)
    )
