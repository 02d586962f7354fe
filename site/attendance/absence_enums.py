"""Words about absence: kinds and states of leave, who decides, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.enums import Role


class LeaveKind(models.TextChoices):
    """Why somebody is away: 公假, 事假, 病假."""

    OFFICIAL = "official", _("official leave")
    PERSONAL = "personal", _("personal leave")
    SICK = "sick", _("sick leave")


class LeaveState(models.TextChoices):
    """How far a request has come."""

    PENDING = "pending", pgettext_lazy("leave", "awaits a decision")
    APPROVED = "approved", pgettext_lazy("leave", "approved")
    REFUSED = "refused", pgettext_lazy("leave", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("leave", "withdrawn")


# What may still lead to absence: two of these of one person never cover the same session.
OPEN_LEAVE = (LeaveState.PENDING, LeaveState.APPROVED)


class Office(models.TextChoices):
    """Who decides a step, from the bottom of the ladder to its top."""

    LIAISON = "liaison", pgettext_lazy("decides about leave", "Liaison of the unit")
    COORDINATOR = "coordinator", pgettext_lazy("decides about leave", "Class coordinator")
    ORGANISER = "organiser", pgettext_lazy("decides about leave", "Organiser of the lead unit")
    OPERATOR = "operator", pgettext_lazy("decides about leave", "Operator")


# Roles that decide a step through their reach over the lead unit; who stands higher stands in.
DECIDING: dict[str, tuple[str, ...]] = {
    Office.LIAISON: (Role.ORGANISER, Role.OPERATOR),
    Office.COORDINATOR: (Role.COORDINATOR, Role.ORGANISER, Role.OPERATOR),
    Office.ORGANISER: (Role.ORGANISER, Role.OPERATOR),
    Office.OPERATOR: (Role.OPERATOR,),
}


class Decision(models.TextChoices):
    """What was decided on a step."""

    APPROVED = "approved", pgettext_lazy("leave", "approved")
    REFUSED = "refused", pgettext_lazy("leave", "refused")


class AppealState(models.TextChoices):
    """How far an objection to a mark has come."""

    FILED = "filed", pgettext_lazy("objection", "awaits an answer")
    GRANTED = "granted", pgettext_lazy("objection", "granted")
    REJECTED = "rejected", pgettext_lazy("objection", "not granted")
    WITHDRAWN = "withdrawn", pgettext_lazy("objection", "withdrawn")


class MakeUpState(models.TextChoices):
    """How far making up a missed session has come."""

    ASKED = "asked", pgettext_lazy("making up", "awaits consent")
    AGREED = "agreed", pgettext_lazy("making up", "agreed")
    REFUSED = "refused", pgettext_lazy("making up", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("making up", "withdrawn")
    ATTENDED = "attended", pgettext_lazy("making up", "attended")


# These hold a place in the room of the other session.
GUESTS = (MakeUpState.ASKED, MakeUpState.AGREED, MakeUpState.ATTENDED)
