"""Named outcomes of changing units and memberships."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class PeopleOutcome(Outcome):
    """How an organiser's act on units and memberships ends."""

    MEMBER_ADDED = Effect.DONE, _("%(person)s is %(role)s of %(unit)s now.")
    ALREADY_MEMBER = Effect.SAME, _("%(person)s is %(role)s of %(unit)s already.")
    MEMBERSHIP_ENDED = Effect.DONE, _("%(person)s is %(role)s of %(unit)s until %(until)s.")
    ENDED_ALREADY = Effect.SAME, _("This membership has ended already.")
    ENDS_BEFORE_START = (
        Effect.REFUSED,
        _("A membership cannot end before it began. Choose a later day."),
    )
    LIAISON_EXISTS = (
        Effect.REFUSED,
        _("%(unit)s has a liaison: %(person)s. Hand the office over on that membership's page."),
    )
    HANDED_OVER = Effect.DONE, _("%(person)s is the liaison of %(unit)s now.")
    NOT_A_LIAISON = Effect.REFUSED, _("Only a liaison's office in force can be handed over.")
    UNIT_ADDED = Effect.DONE, _("%(name)s stands in the tree of units.")
    UNIT_EDITED = Effect.DONE, _("The changes to %(name)s have been saved.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
