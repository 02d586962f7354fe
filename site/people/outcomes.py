"""Named outcomes: of changing units and memberships, and of opening an account to its owner."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class PeopleOutcome(Outcome):
    """How an act on units and memberships ends."""

    MEMBER_ADDED = Effect.DONE, _("%(person)s is %(role)s of %(unit)s now.")
    ALREADY_MEMBER = Effect.SAME, _("%(person)s is %(role)s of %(unit)s already.")
    MEMBERSHIP_ENDED = Effect.DONE, _("%(person)s is %(role)s of %(unit)s until %(until)s.")
    ENDED_ALREADY = Effect.SAME, _("This membership has ended already.")
    ENDS_BEFORE_START = (
        Effect.REFUSED,
        _("A membership cannot end before it began. Choose a later day."),
        "until_on",
    )
    LIAISON_EXISTS = (
        Effect.REFUSED,
        _("%(unit)s has a liaison: %(person)s. Hand the office over on that membership's page."),
    )
    HANDED_OVER = Effect.DONE, _("%(person)s is the liaison of %(unit)s now.")
    ACCOUNT_CLOSED = (
        Effect.REFUSED,
        _("The account of %(person)s is closed. Choose somebody else of %(unit)s."),
    )
    NOT_OF_THE_UNIT = (
        Effect.REFUSED,
        _("%(person)s is not one of the people of %(unit)s. Add them as a member first."),
    )
    NOT_A_LIAISON = Effect.REFUSED, _("Only a liaison's office in force can be handed over.")
    MEMBERSHIP_EDITED = Effect.DONE, _("Post and rank of %(person)s have been saved.")
    TRANSFERRED = Effect.DONE, _("%(person)s belongs to %(unit)s from %(since)s on.")
    SAME_UNIT = Effect.REFUSED, _("%(person)s belongs to %(unit)s already. Choose another unit.")
    BELONGS_ELSEWHERE = (
        Effect.REFUSED,
        _("%(person)s belongs to another unit and has to ask for it: on the page “Me”, My units."),
        "who",
    )
    UNIT_INACTIVE = Effect.REFUSED, _("%(unit)s no longer exists. Choose a unit that does.")
    UNIT_ADDED = Effect.DONE, _("%(name)s stands in the tree of units.")
    UNIT_EDITED = Effect.DONE, _("The changes to %(name)s have been saved.")
    UNIT_MOVED = Effect.DONE, _("%(name)s stands at its new place.")
    UNITS_MERGED = Effect.DONE, _("%(name)s is part of %(unit)s now; %(count)s people moved over.")
    BELOW_ITSELF = (
        Effect.REFUSED,
        _("%(unit)s is %(name)s itself or stands below it. Choose another unit."),
    )
    GROUP_SAVED = Effect.DONE, _("The group %(name)s has been saved.")
    PERSON_ADDED = (
        Effect.DONE,
        _("%(name)s stands in the register as a member of %(unit)s, without a password yet."),
    )
    PERSON_EDITED = Effect.DONE, _("The changes to %(name)s have been saved.")
    SAME_NAME_THERE = (
        Effect.REFUSED,
        _(
            "%(unit)s has somebody called %(name)s. If this is another person, tick “another person"
            " of the same name” below and save again."
        ),
    )
    MERGED = Effect.DONE, _("Both records are one: %(name)s. The other account is closed.")
    MERGED_ALREADY = Effect.SAME, _("Both records are one already: %(name)s.")
    CLOSED_ALREADY = (
        Effect.REFUSED,
        _("One of the two accounts is closed already. Look at the register again."),
    )
    SAME_PERSON = Effect.REFUSED, _("These are not two records but one. Choose another person.")
    CANNOT_MERGE_ADMIN = (
        Effect.REFUSED,
        _("An administrator's account cannot be merged into another. Merge the other way round."),
    )
    KEPT_APART = Effect.DONE, _("They are two persons and will not be shown as one again.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    CODES_ISSUED = (
        Effect.DONE,
        _("%(count)s codes were made. They work once, for %(days)s days."),
    )
    CODES_ON_THEIR_WAY = (
        Effect.DONE,
        _("%(count)s people get their code by text message within a few minutes."),
    )
    NOBODY_WAITS = (
        Effect.REFUSED,
        _("Everybody chosen uses their account already: they sign in, or ask for a new password."),
    )
    NO_NUMBERS = (
        Effect.REFUSED,
        _("Nobody chosen has a mobile number on file. Print their letters instead."),
    )
    NO_SMS = (
        Effect.REFUSED,
        _("This site cannot send text messages. Print the letters instead."),
    )
    CODE_FITS = Effect.SAME, _("The code fits. Now choose a password.")
    CODE_UNKNOWN = (
        Effect.REFUSED,
        _(
            "Name and code do not belong together, or the code has been used. Check both as they "
            "stand in the letter; your unit's liaison can print a new one."
        ),
    )
    CODE_RUN_OUT = (
        Effect.REFUSED,
        _("This code no longer works. Ask your unit's liaison for a new one."),
    )
    ACTIVATED = Effect.DONE, _("Your account is ready.")
    ACCOUNT_CHANGED = Effect.DONE, _("The account has been changed.")
    ACCESS_CHANGED = Effect.DONE, _("The group has been changed.")
    LANGUAGE_CHANGED = (
        Effect.DONE,
        _("Mails, notices and the back office come in this language from now on: %(language)s."),
    )
    TOKEN_MADE = (
        Effect.DONE,
        _("Copy the token now: it is shown this once and kept nowhere."),
    )
    TOO_MANY_TOKENS = (
        Effect.REFUSED,
        _("You have %(most)s tokens already. Revoke one that nothing uses any more."),
    )
    TOKEN_REVOKED = Effect.DONE, _("“%(name)s” opens nothing any more.")
    TOKEN_REVOKED_ALREADY = Effect.SAME, _("“%(name)s” was revoked before.")
    DEVICE_SIGNED_OUT = Effect.DONE, _("“%(device)s” is signed out.")
    SIGNED_OUT_ALREADY = Effect.SAME, _("That device was signed out before.")
