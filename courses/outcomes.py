"""Named outcomes of planning and publishing a timetable."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class TimetableOutcome(Outcome):
    """How a step ends; `%(name)s` is the session or the day, `%(when)s` when it is held now."""

    ADDED = Effect.DONE, _("“%(name)s” is planned for %(when)s.")
    SAVED = Effect.DONE, _("The changes to “%(name)s” stand in the draft.")
    MOVED = Effect.DONE, _("“%(name)s” is planned for %(when)s now.")
    TRADED = (
        Effect.DONE,
        _("“%(name)s” is planned for %(when)s now; it has changed places with “%(other)s”."),
    )
    MOVED_ALONG = (
        Effect.DONE,
        _("“%(name)s” is planned for %(when)s now; others in that half-day moved: %(others)s."),
    )
    REMOVED = (
        Effect.DONE,
        _("“%(name)s” is taken out of the draft. Undo brings it back."),
    )
    RESTORED = Effect.DONE, _("“%(name)s” is back in the draft.")
    DAY_COPIED = Effect.DONE, _("%(count)s sessions of %(name)s are planned for %(when)s, too.")
    DAY_MOVED = Effect.DONE, _("%(count)s sessions of %(name)s are planned for %(when)s now.")
    SHIFTED = (
        Effect.DONE,
        _("%(count)s sessions were shifted; they begin on %(when)s. What has begun stayed."),
    )
    DAY_SHIFTED = Effect.DONE, _("%(count)s sessions of %(name)s were shifted by %(span)s.")
    UNDONE = Effect.DONE, _("Your last step is undone: %(name)s.")
    UNDONE_BESIDE = (
        Effect.DONE,
        _(
            "Your last step is undone: %(name)s. What was corrected in the published timetable "
            "meanwhile stays so: %(what)s. Look whether it is right."
        ),
    )
    DISCARDED = (
        Effect.DONE,
        _("The draft is discarded; it is again as published. Undo brings your draft back."),
    )
    TAKEN_BACK = (
        Effect.DONE,
        _("The draft is as version %(number)s was. Look it over, then publish it."),
    )
    PUBLISHED = Effect.DONE, _("Version %(number)s is published: %(count)s changes.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    CHANGED_MEANWHILE = (
        Effect.REFUSED,
        _(
            "%(who)s changed this meanwhile: %(what)s. Nothing of yours is lost: look at it, then "
            "send yours again or leave it."
        ),
    )
    GONE = (
        Effect.REFUSED,
        _("This session is not in the draft any more. Look at the timetable as it is now."),
    )
    TITLE_MISSING = Effect.REFUSED, _("Write the topic first, then add the session.")
    ENDS_BEFORE_START = (
        Effect.REFUSED,
        _("A session must start before it ends. Correct one of the two times."),
    )
    WRONG_TEACHING_POINT = (
        Effect.REFUSED,
        _("The teaching point “%(point)s” is not at this venue. Choose one of the venue's own."),
    )
    NOTHING_THERE = (
        Effect.REFUSED,
        _("There is no session to move on these days. What has begun stays where it is."),
    )
    TOO_FAR = (
        Effect.REFUSED,
        _("That is too far: choose a day within two years, or fewer minutes than a day has."),
    )
    NOTHING_TO_UNDO = (
        Effect.REFUSED,
        _("You have no step to undo: somebody has gone on since, or it has been published."),
    )
    NOTHING_TO_PUBLISH = (
        Effect.REFUSED,
        _("The draft is as published. Change something first."),
    )
    WRONG_STATE = (
        Effect.REFUSED,
        _("%(name)s is “%(state)s”; its timetable cannot be changed any more."),
    )
    REASON_MISSING = (
        Effect.REFUSED,
        _("Sessions will be cancelled. Give a reason: those who registered will read it."),
        "reason",
    )
    CONFLICTS = (
        Effect.REFUSED,
        _("This cannot be published as it is: %(what)s Change the draft first."),
    )
    NOT_APPLIED = (
        Effect.REFUSED,
        _("Nothing was published, because “%(name)s” was refused: %(what)s"),
    )
