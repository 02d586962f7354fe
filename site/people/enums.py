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
