"""The named outcomes of setting remote sites and of sitting at one."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class SiteOutcome(Outcome):
    """How setting the remote sites of an offering, or choosing one, ends."""

    SITES_SET = (
        Effect.DONE,
        _("The remote sites were saved. Each has a roll, a desk and a code of its own."),
    )
    SITES_AS_BEFORE = Effect.SAME, _("Nothing was changed: these are the sites already.")
    SITE_TWICE = (
        Effect.REFUSED,
        _("Two sites have the same name. Give each a name of its own."),
    )
    SITE_IN_USE = (
        Effect.REFUSED,
        _(
            "Marks were made at “%(name)s”, so it cannot be removed. Take it out of use instead: "
            "leave it without units and close it to choices."
        ),
    )
    SITE_CHOSEN = Effect.DONE, _("You take part here: %(site)s.")
    SITE_CHOSEN_BEFORE = Effect.SAME, _("Nothing was changed: you take part here already.")
    SITE_NO_PLACE = (
        Effect.REFUSED,
        _("Only who has a confirmed place chooses where to take part."),
    )
    SITE_NOT_OPEN = (
        Effect.REFUSED,
        _("This site is not open to a choice. Ask the organiser to place you there."),
    )
    SITE_FULL = Effect.REFUSED, _("All places of this site are taken. Please choose another one.")
    SITE_OVER = Effect.REFUSED, _("Everything is over, so there is nothing left to choose.")
    PLACED = Effect.DONE, _("Saved: %(count)s people sit elsewhere than before.")
    PLACED_AS_BEFORE = Effect.SAME, _("Nothing was changed: everybody sits where they sat.")
