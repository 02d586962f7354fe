"""How deciding about prizes ends."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class AwardOutcome(Outcome):
    """Prizes, awards, their announcement."""

    PRIZE_KEPT = Effect.DONE, _("“%(name)s” is kept. Decide below who gets it.")
    PRIZE_SAME = Effect.SAME, _("Nothing had to be changed: it is so already.")
    NAME_TAKEN = Effect.REFUSED, _("The task has a prize of this name already. Choose another.")
    TOO_FEW_PLACES = (
        Effect.REFUSED,
        _("%(count)s essays have this prize already. Take one back before there are fewer."),
    )
    AWARDED = Effect.DONE, _("Awarded. The announcement shows it once it is published.")
    PRIZE_FULL = (
        Effect.REFUSED,
        _("All %(count)s of this prize are given. Take one back, or raise their number."),
    )
    AWARDED_BEFORE = (
        Effect.REFUSED,
        _("This essay has “%(name)s” already. Take it back before you give another."),
    )
    NOT_ELIGIBLE = Effect.REFUSED, _("Prizes go to accepted essays of the same task.")
    TAKEN_BACK = Effect.DONE, _("The prize is taken back; its place is free again.")
    NO_AWARD = Effect.SAME, _("This essay has no prize.")
    NOTHING_TO_ANNOUNCE = Effect.REFUSED, _("No prize of this task is given yet. Decide first.")
    ANNOUNCED = (
        Effect.DONE,
        _("The announcement is a draft. Look at it, then publish it or hand it to the moderators."),
    )
    ANNOUNCED_BEFORE = Effect.SAME, _("In this collection there is an announcement already.")
