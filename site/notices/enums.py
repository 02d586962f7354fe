"""Kinds of notices; each has its words in `templates/notices/<kind>.txt`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a person is told."""

    CONFIRMED = "confirmed", _("Registration confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    PENDING = "pending", _("Registration awaits a decision")
    PROMOTED = "promoted", _("A place became free")
    DECLINED = "declined", _("Registration declined")
    WITHDRAWN = "withdrawn", _("Registration withdrawn")
    REMOVED = "removed", _("Registration removed")
    OFFERED = "offered", _("A place is offered")
    OFFER_EXPIRED = "offer_expired", _("An offered place has gone on")
    INVITED = "invited", _("Invitation")
    RECONFIRM = "reconfirm", _("Please confirm again")
    CHANGED = "changed", _("Time or place changed")
    CANCELLED = "cancelled", _("Cancelled")
    BELOW_MINIMUM = "below_minimum", _("Too few participants")
    SEATS_DIFFER = "seats_differ", _("Places do not add up")
    ESSAY_RECEIVED = "essay_received", _("Essay received")
    ESSAY_RETURNED = "essay_returned", _("Essay returned for revision")
    ESSAY_ACCEPTED = "essay_accepted", _("Essay accepted")
    JOIN_ASKED = "join_asked", _("Somebody asks to join your unit")
    JOINED = "joined", _("You belong to a unit")
    JOIN_DECLINED = "join_declined", _("Request to join declined")
