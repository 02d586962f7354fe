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


class ReasonOutcome(Outcome):
    """How keeping the list of reasons for returns ends."""

    KEPT = Effect.DONE, _("“%(name)s” is kept in the list of reasons.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")


class ReviewOutcome(Outcome):
    """How reading, commenting, assigning, recommending and releasing end."""

    COMMENTED = Effect.DONE, _("Your comment is kept.")
    COMMENT_EMPTY = Effect.REFUSED, _("Write your comment, then save.")
    PASSAGE_UNKNOWN = (
        Effect.REFUSED,
        _("These words do not stand in the text as you wrote them. Copy them from the text."),
    )
    COMMENT_REMOVED = Effect.DONE, _("The comment is removed.")
    COMMENT_GONE = Effect.SAME, _("The comment is removed already.")
    DECIDED_ALREADY = (
        Effect.REFUSED,
        _("This essay is %(state)s and waits for no review. Take the next one."),
    )
    NEWER_REVISION = (
        Effect.REFUSED,
        _("The author has submitted a newer revision meanwhile. Please read it first."),
    )
    ASSIGNED = Effect.DONE, _("Assigned to %(name)s.")
    ASSIGNED_ALREADY = Effect.SAME, _("%(name)s has this essay already.")
    NOT_A_REVIEWER = (
        Effect.REFUSED,
        _("%(name)s is no reviewer for the unit that leads this. Choose somebody who is."),
    )
    RECUSED = (
        Effect.REFUSED,
        _("%(name)s does not review this essay: it is the own one, of the own unit, or recused."),
    )
    TAKEN_AWAY = Effect.DONE, _("%(name)s does not read this essay any more.")
    NOT_ASSIGNED = Effect.SAME, _("%(name)s does not have this essay.")
    HAS_RECOMMENDED = (
        Effect.REFUSED,
        _("%(name)s has recommended already: what was said stays. Assign one more instead."),
    )
    ALL_ASSIGNED = Effect.DONE, _("%(number)s assignments were made.")
    NOTHING_TO_ASSIGN = (
        Effect.SAME,
        _("Nothing to assign: each essay has its reviewers, or nobody else may review it."),
    )
    PREVIEW_OLD = (
        Effect.REFUSED,
        _("Something has changed since you looked. The list below is new: look again, then press."),
    )
    RECUSAL_NOTED = Effect.DONE, _("Noted. This is left to other reviewers from now on.")
    RECUSAL_KNOWN = Effect.SAME, _("This is noted already.")
    UNIT_UNKNOWN = (
        Effect.REFUSED,
        _("No single unit is called so. Write its full name or its code."),
    )
    RECUSAL_LIFTED = Effect.DONE, _("The recusal is taken back.")
    RECOMMENDED = Effect.DONE, _("Your recommendation is kept. The organiser decides.")
    SCORES_MISSING = (
        Effect.REFUSED,
        _("Give points for every criterion, from 0 to the number beside it."),
    )
    NOTE_MISSING = (
        Effect.REFUSED,
        _("Say why, in a reason, a comment or a note: the organiser decides by it."),
    )
    DECIDES_ITSELF = (
        Effect.REFUSED,
        _("For this task your verdict decides: accept or return instead of recommending."),
    )
    PREPARED = Effect.DONE, _("Prepared. Nobody is told before you release the decisions.")
    UNPREPARED = Effect.DONE, _("The prepared decision is dropped.")
    NOTHING_PREPARED = Effect.SAME, _("Nothing is prepared here.")
    REASON_MISSING = (
        Effect.REFUSED,
        _("Say why: choose a reason or write a comment. The author gets it with the decision."),
    )
    RELEASED = Effect.DONE, _("%(number)s decisions are released, and their authors are told.")
    WORDS_BROKEN = Effect.REFUSED, _("Please mend the words of the notice: %(why)s")
    PLANNED = Effect.DONE, _("How “%(name)s” is reviewed has been saved.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    SCORED_ALREADY = (
        Effect.REFUSED,
        _("Points have been given by this sheet: criteria can no longer be changed or removed."),
    )
    BLACKED_OUT = Effect.DONE, _("Kept. Reviewers see the text with these places blacked out.")
