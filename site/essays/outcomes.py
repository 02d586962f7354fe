"""Named outcomes of setting essay tasks."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class TaskOutcome(Outcome):
    """How an organiser's act on an essay task ends."""

    CREATED = Effect.DONE, _("“%(name)s” is set. Confirmed participants find it on the page “Me”.")
    EDITED = Effect.DONE, _("The changes to %(name)s have been saved.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    RANGE_BACKWARDS = (
        Effect.REFUSED,
        _("The shortest length must not be above the longest. Correct one of the two."),
    )
    DUE_ALREADY = Effect.REFUSED, _("The deadline has passed already. Choose a later one.")


class OfficialOutcome(Outcome):
    """How keeping an official text, and comparing all essays again, end."""

    KEPT = (
        Effect.DONE,
        _("“%(name)s” is kept. Essays handed in from now on are compared without it."),
    )
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    RUN_STARTED = Effect.DONE, _("All essays are compared again. This list shows how far it is.")
    RUN_GOES_ON = Effect.REFUSED, _("All essays are being compared already. Wait until it is done.")
