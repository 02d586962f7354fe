"""Kinds of units and roles of persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """Type of a unit; audiences and comparisons go by it."""

    AREA = "area", _("Area")
    PARTY_GOVERNMENT = "party_government", _("Party or government body")
    PUBLIC_INSTITUTION = "public_institution", _("Public institution")
    SCHOOL = "school", _("School")
    HOSPITAL = "hospital", _("Hospital")
    RESEARCH_INSTITUTE = "research_institute", _("Research institute")
    STATE_ENTERPRISE = "state_enterprise", _("State-owned enterprise")
    PRIVATE_ENTERPRISE = "private_enterprise", _("Private enterprise")
    SOCIAL_ORGANISATION = "social_organisation", _("Social organisation")
    TOWNSHIP = "township", _("Subdistrict or town")


class Role(models.TextChoices):
    """What a membership lets a person do in its unit and all below it."""

    MEMBER = "member", _("Member")
    LIAISON = "liaison", _("Liaison")
    DEPUTY_LIAISON = "deputy_liaison", _("Deputy liaison")
    ORGANISER = "organiser", _("Organiser")
    COORDINATOR = "coordinator", _("Class coordinator")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")


class TokenScope(models.TextChoices):
    """What a personal token lets a program do in its owner's name."""

    READ = "read", _("Read only")
    REGISTER = "register", _("Read, register and withdraw")


class AccountChange(models.TextChoices):
    """What was changed about how somebody signs in; the audit log names it and no value of it."""

    MADE = "made", _("account made")
    SIGNED_UP = "signed_up", _("signed up")
    EDITED = "edited", _("account changed in the back office")
    ACTIVE = "active", _("account opened")
    INACTIVE = "inactive", _("account closed")
    GROUP_GIVEN = "group_given", _("put into a group of the back office")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    PASSWORD_SET = "password_set", _("first password set")
    PASSWORD_RESET = "password_reset", _("password reset")
    ADDRESS_ADDED = "address_added", _("e-mail address added")
    ADDRESS_REMOVED = "address_removed", _("e-mail address removed")
    ADDRESS_CHOSEN = "address_chosen", _("other main e-mail address")
    ADDRESS_PROVED = "address_proved", _("e-mail address proved")
    NUMBER_CHANGED = "number_changed", _("mobile number changed")
    NUMBER_PROVED = "number_proved", _("mobile number proved")
    TOTP_ADDED = "totp_added", _("authenticator app added")
    TOTP_REMOVED = "totp_removed", _("authenticator app removed")
    WEBAUTHN_ADDED = "webauthn_added", _("passkey added")
    WEBAUTHN_REMOVED = "webauthn_removed", _("passkey removed")
    CODES_ADDED = "recovery_codes_added", _("recovery codes made")
    CODES_REMOVED = "recovery_codes_removed", _("recovery codes removed")
    CODES_RESET = "recovery_codes_reset", _("recovery codes made anew")
    SIGN_ON_ADDED = "sign_on_added", _("single sign-on connected")
    SIGN_ON_REMOVED = "sign_on_removed", _("single sign-on disconnected")
