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
    CHANGED = "changed", _("Time or place changed")
    CANCELLED = "cancelled", _("Cancelled")
    ESSAY_RECEIVED = "essay_received", _("Essay received")
    ESSAY_RETURNED = "essay_returned", _("Essay returned for revision")
    ESSAY_ACCEPTED = "essay_accepted", _("Essay accepted")
