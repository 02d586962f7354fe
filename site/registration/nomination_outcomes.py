"""Named outcomes of nominating, ranking, admitting and handing a place to somebody else."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class NominationOutcome(Outcome):
    """How an act on a unit's nominations ends; `%(name)s` is the person."""

    NOMINATED = (
        Effect.DONE,
        _(
            "%(name)s is nominated as number %(rank)s, on a place of the unit, and has been told. "
            "The lead unit decides about admission."
        ),
    )
    RESERVED = (
        Effect.DONE,
        _(
            "%(name)s is nominated as number %(rank)s, as a reserve without a place, and has been "
            "told. They move up when a place of the unit becomes free."
        ),
    )
    NOMINATED_MANY = (
        Effect.DONE,
        _("%(number)s people are nominated and told, %(seated)s of them on places of the unit."),
    )
    NOMINATED_ALREADY = (
        Effect.SAME,
        _("%(name)s is nominated already. Change the ranking instead, if you like."),
    )
    RANKED = Effect.DONE, _("%(name)s now stands at number %(rank)s.")
    RANK_UNCHANGED = Effect.SAME, _("%(name)s stands there already.")
    WITHDRAWN = Effect.DONE, _("The nomination of %(name)s is withdrawn. They have been told.")
    DECLINED = (
        Effect.DONE,
        _("You have declined the nomination. Your unit's liaison has been told why."),
    )
    NOT_NOMINATED = (
        Effect.SAME,
        _("%(name)s is not nominated here any more, so nothing had to be done."),
    )
    ADMITTED = (
        Effect.DONE,
        _(
            "%(number)s people are admitted and have been told. %(left_out)s could not be, as no "
            "place was left for them."
        ),
    )
    NOBODY_ADMITTED = (
        Effect.REFUSED,
        _("Nobody could be admitted: no place is left for them. Grant or add places first."),
    )
    REFUSED = (
        Effect.DONE,
        _("%(number)s people are not admitted. They and their liaisons have been told why."),
    )
    NOBODY_CHOSEN = (
        Effect.REFUSED,
        _("Nobody you chose is still nominated. Reload the page and choose again."),
    )
    SUBSTITUTED = (
        Effect.DONE,
        _("%(name)s takes the place of %(former)s. Both have been told."),
    )
    NOT_ADMITTING = (
        Effect.REFUSED,
        _("Units do not nominate here; people register by themselves on the activity's page."),
    )
    NOT_OPEN_YET = (
        Effect.REFUSED,
        _("Nominating begins at %(opens)s. Please come back then."),
    )
    CLOSED = (
        Effect.REFUSED,
        _("Nominating ended at %(closes)s. Please ask the organiser whether it is still possible."),
    )
    PAUSED = (
        Effect.REFUSED,
        _("The organiser has paused registration. Nothing is lost; please try again later."),
    )
    OVER = (
        Effect.REFUSED,
        _("This is cancelled or finished. Please look for another date."),
    )
    NOT_OF_UNIT = (
        Effect.REFUSED,
        _(
            "%(name)s does not belong to %(unit)s. Add them to the unit first, or ask the liaison "
            "of their own unit."
        ),
    )
    NOT_ELIGIBLE = Effect.REFUSED, _("This is not for %(name)s, who would read: “%(why)s”")
    REGISTERED_ALREADY = (
        Effect.REFUSED,
        _(
            "%(name)s is registered here already (“%(state)s”), so there is nothing to nominate. "
            "Ask the organiser if that is to change."
        ),
    )
    DECIDED_ALREADY = (
        Effect.REFUSED,
        _("The organiser has decided against %(name)s here. Please ask the organiser."),
    )
    REASON_MISSING = (
        Effect.REFUSED,
        _("Give a reason: those concerned will read it."),
        "reason",
    )
    SAME_PERSON = Effect.REFUSED, _("Choose somebody else: %(name)s has this place.")
    BEGUN = (
        Effect.REFUSED,
        _("It has begun, so the place can no longer be handed over here. Ask the organiser."),
    )
    NO_PLACE_TO_HAND_OVER = (
        Effect.REFUSED,
        _("%(name)s has no place that could be handed over. Nominate the other person instead."),
    )
    NOT_ALLOWED = (
        Effect.REFUSED,
        _("Here a place is handed over by the unit's liaison. Please ask them."),
    )
