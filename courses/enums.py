"""Named outcomes of making and changing cohorts."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class CohortOutcome(Outcome):
    """How an organiser's act on a cohort ends."""

    CREATED = Effect.DONE, _("%(name)s has been saved as a draft. Publish it when it is complete.")
    EDITED = Effect.DONE, _("The changes to %(name)s have been saved.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    NUMBER_TAKEN = (
        Effect.REFUSED,
        _("This course has a cohort number %(number)s already. Choose the next free number."),
    )
