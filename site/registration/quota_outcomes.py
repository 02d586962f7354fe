"""Named outcomes of granting, moving and giving back places of units."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class QuotaOutcome(Outcome):
    """How an act on the ledger of places ends; `%(number)s` are places."""

    GRANTED = (
        Effect.DONE,
        _("%(number)s places have been granted to %(units)s units. Their liaisons have been told."),
    )
    TRANSFERRED = (
        Effect.DONE,
        _("%(number)s places went from %(source)s to %(target)s. Both liaisons have been told."),
    )
    PROPOSED = (
        Effect.DONE,
        _(
            "The transfer of %(number)s places has been proposed to %(target)s. They move as soon "
            "as its liaison accepts."
        ),
    )
    PROPOSED_ALREADY = (
        Effect.SAME,
        _("This is proposed to %(target)s already. Please wait for its liaison's answer."),
    )
    REFUSED_TRANSFER = (
        Effect.DONE,
        _("You have refused the places. The liaison of %(source)s has been told."),
    )
    TAKEN_BACK = Effect.DONE, _("The proposal has been taken back. No place has moved.")
    ANSWERED_ALREADY = (
        Effect.SAME,
        _("This proposal has been answered already: it is “%(state)s”."),
    )
    RETURNED = Effect.DONE, _("%(number)s places have been returned. They went to %(target)s.")
    LAPSED = Effect.DONE, _("%(number)s unused places have lapsed. They went to %(target)s.")
    NOTHING_LAPSED = Effect.SAME, _("No place lapsed: it is not time yet, or all are used.")
    REMINDED = Effect.DONE, _("%(number)s liaisons have been reminded.")
    NOBODY_REMINDED = Effect.SAME, _("Nobody had to be reminded.")
    RULE_SAVED = Effect.DONE, _("The rules for the places of %(name)s have been saved.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    NOTHING_NAMED = Effect.REFUSED, _("Say how many places, at least one."), "number"
    SAME_UNIT = Effect.REFUSED, _("Choose two different units."), "target"
    TOO_FEW_LEFT = (
        Effect.REFUSED,
        _(
            "%(unit)s has only %(left)s unused places, so %(number)s cannot be moved. Choose "
            "fewer, or withdraw a nomination first."
        ),
        "number",
    )
    GENERAL_TOO_FEW = (
        Effect.REFUSED,
        _(
            "Only %(left)s general places are free, so %(number)s cannot be taken from them. Grant "
            "fewer, or add places first."
        ),
    )
    NOT_RETURNABLE = (
        Effect.REFUSED,
        _("Places of this activity cannot be returned here. Please ask the organiser."),
    )
    NOT_EXCHANGEABLE = (
        Effect.REFUSED,
        _("Units cannot exchange places of this activity themselves. Please ask the organiser."),
    )
    OVER = (
        Effect.REFUSED,
        _("This is cancelled or finished, so its places can no longer be moved."),
    )
