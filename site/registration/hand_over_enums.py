"""How far a hand-over to a colleague has come, and the named outcomes of its acts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.outcomes import Effect, Outcome


class HandOverState(models.TextChoices):
    """What became of the question to a colleague."""

    OPEN = "open", pgettext_lazy("hand-over", "awaits an answer")
    TAKEN = "taken", pgettext_lazy("hand-over", "taken over")
    DECLINED = "declined", pgettext_lazy("hand-over", "not taken")
    TAKEN_BACK = "taken_back", pgettext_lazy("hand-over", "taken back")
    LAPSED = "lapsed", pgettext_lazy("hand-over", "not answered in time")
    VOID = "void", pgettext_lazy("hand-over", "the place was given up")


class HandOverOutcome(Outcome):
    """How asking a colleague to take one's place over ends, and what the colleague says."""

    ASKED = (
        Effect.DONE,
        _(
            "If that is a colleague of your unit, they have been asked and can take your place "
            "until %(until)s. You keep it until they do."
        ),
    )
    ASKED_ALREADY = (
        Effect.REFUSED,
        _(
            "You have asked a colleague, who can answer until %(until)s. Take that back first, "
            "then ask somebody else."
        ),
    )
    ASKED_OFTEN = (
        Effect.REFUSED,
        _(
            "You have asked %(most)s times. Please ask your unit's liaison to hand the place over, "
            "or withdraw."
        ),
    )
    NO_PLACE = (
        Effect.REFUSED,
        _("You have no confirmed place here, so there is nothing to hand over."),
    )
    NO_UNIT = (
        Effect.REFUSED,
        _("You registered without a unit, so no colleague can take over. You can withdraw."),
    )
    YOURSELF = (
        Effect.REFUSED,
        _("This is you. Give the name or personnel number of a colleague."),
        "wanted",
    )
    KEPT = Effect.DONE, _("You keep your place. Nobody is asked to take it any more.")
    NOBODY_ASKED = Effect.SAME, _("Nobody is asked to take your place at present.")
    TAKEN_OVER = (
        Effect.DONE,
        _("The place is yours. %(former)s, your liaison and the organiser have been told."),
    )
    TURNED_DOWN = Effect.DONE, _("You do not take the place. %(former)s has been told.")
    NOT_ASKED = (
        Effect.SAME,
        _("Nobody asks you to take a place here any more, so there is nothing to do."),
    )
    LAPSED = Effect.DONE, _("%(former)s keeps the place: nobody took it in time.")
    REGISTERED_YOURSELF = (
        Effect.REFUSED,
        _(
            "You have a registration here yourself (“%(state)s”). Say no, so that your colleague "
            "can ask somebody else."
        ),
    )
    NOT_FOR_YOU = (
        Effect.REFUSED,
        _("You cannot take this place. %(why)s"),
    )
    OTHER_UNIT = (
        Effect.REFUSED,
        _("This place belongs to %(unit)s, and you do not. Say no, please."),
    )
