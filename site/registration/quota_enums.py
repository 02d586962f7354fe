"""Where unused places of units go, and how far a proposed transfer has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PassesTo(models.TextChoices):
    """Who gets places that a unit returns or leaves unused."""

    OPEN = "open", _("the general places")
    NEXT = "next", _("units in the order below that still want places, then the general places")


class ProposalState(models.TextChoices):
    """A transfer that one liaison proposes to another."""

    OPEN = "open", _("awaits an answer")
    ACCEPTED = "accepted", _("taken up")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")
