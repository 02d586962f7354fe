"""How making and revoking a feed ends."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class FeedOutcome(Outcome):
    """Outcomes of making and revoking a personal feed."""

    MADE = (
        Effect.DONE,
        _("The address of “%(name)s” is ready. Copy it now: it is shown this once only."),
    )
    REPLACED = (
        Effect.DONE,
        _(
            "“%(name)s” has a new address; the old one no longer works. Copy the new one now: it "
            "is shown this once only."
        ),
    )
    CHANGED = (
        Effect.DONE,
        _(
            "“%(name)s” is changed. Its address stays the same; calendars show it when they read "
            "it again."
        ),
    )
    TOO_MANY = (
        Effect.REFUSED,
        _("You have %(limit)s addresses in use already. Revoke one that you no longer need first."),
    )
    NOT_YOUR_UNIT = (
        Effect.REFUSED,
        _("Only a liaison of %(unit)s can read its calendar. Its organiser names the liaisons."),
    )
    REVOKED = (
        Effect.DONE,
        _("“%(name)s” no longer works. Calendars that used it keep what they last read."),
    )
    INVITING = (
        Effect.DONE,
        _("From now on mails about your registrations bring the dates as invitations."),
    )
    NOT_INVITING = (
        Effect.DONE,
        _("No more invitations come with the mails. Entries already in your calendar stay there."),
    )
    AS_BEFORE = Effect.SAME, _("Nothing was changed.")
    ALREADY_REVOKED = Effect.SAME, _("“%(name)s” was revoked before. There is nothing more to do.")
