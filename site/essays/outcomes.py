"""Named outcomes of setting essay tasks, of more time, of reminders, and of files sent."""

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
    DATES_BACKWARDS = (
        Effect.REFUSED,
        _("Writing opens before it is due, and is taken late only after that. Correct the dates."),
    )
    NOT_LEADING = (
        Effect.REFUSED,
        _("You can set tasks only for units that you work for. Choose another lead unit."),
    )
    COURSE_OF_OTHERS = (
        Effect.REFUSED,
        _(
            "Other units lead offerings of this course too. Ask the people of one of your "
            "offerings, or have an organiser above all of these units set the task."
        ),
    )
    NOBODY_ASKED = Effect.REFUSED, _("Say of whom the essay is asked.")
    NO_WAY_IN = (
        Effect.REFUSED,
        _("Say how essays come in: from people by themselves, recommended by units, or both."),
    )
    EXTENDED = (
        Effect.DONE,
        _("More time was given until %(until)s. People told of it: %(told)s."),
    )
    EXTENDED_ALREADY = Effect.SAME, _("There is that much time already.")
    NOT_LONGER = (
        Effect.REFUSED,
        _("The new deadline must be after the present one and in the future."),
    )
    REMINDED = Effect.DONE, _("People reminded: %(told)s.")
    NOBODY_OWES = Effect.SAME, _("Nobody had to be reminded.")


class RecommendOutcome(Outcome):
    """How a unit's recommendation of an essay ends."""

    RECOMMENDED = Effect.DONE, _("Recommended by your unit. It counts towards the unit's number.")
    TAKEN_BACK = Effect.DONE, _("The recommendation was taken back.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    NOT_A_CALL = Effect.REFUSED, _("For this task units do not recommend essays.")
    NOT_HANDED_IN = (
        Effect.REFUSED,
        _("Its author has not handed it in yet. Recommend it once it is there."),
    )
    BEING_READ = (
        Effect.REFUSED,
        _("Reviewers have begun to read it, or have decided. The recommendation stays."),
    )
    OVER = (
        Effect.REFUSED,
        _("The time for this is over. Ask the organiser for more time for your unit."),
    )


class FileOutcome(Outcome):
    """How sending an essay as a file ends; what the check of all files refuses has its own names.

    After a refusal nothing of the file is kept.
    """

    FILE_READ = Effect.DONE, _("The file has been read. Look at its text before you take it over.")
    FILE_TAKEN = Effect.DONE, _("The text of the file is your draft now. You can go on writing.")
    FILE_DROPPED = Effect.DONE, _("The file was deleted. Your draft is as it was.")
    FILE_DRAFT_CHANGED = (
        Effect.REFUSED,
        _(
            "Your draft was changed on another device meanwhile. It is shown below: decide whether "
            "the file is to replace it."
        ),
    )
    FILE_NOT_WANTED = (
        Effect.REFUSED,
        _("For this task no file is taken. Please write or paste the text here."),
    )
    FILE_NOT_CHOSEN = Effect.REFUSED, _("No file was sent. Please choose one, then send it.")
    FILE_TOO_LARGE = (
        Effect.REFUSED,
        _("This file has more than %(most)s MB. Take the pictures out of it and send it again."),
    )
    FILE_MISNAMED = (
        Effect.REFUSED,
        _(
            "This is a %(type)s file under the name of another kind. Save it again from its "
            "program and send that."
        ),
    )
    FILE_TOO_MANY_PAGES = (
        Effect.REFUSED,
        _("This file has more than %(most)s pages. Send the essay alone."),
    )
    FILE_TOO_LONG = (
        Effect.REFUSED,
        _("The text of this file is far too long for an essay. Send the essay alone."),
    )
    FILE_TOO_COMPLEX = (
        Effect.REFUSED,
        _(
            "This file is built so that reading it takes too long. Copy its text and paste it into "
            "the page instead."
        ),
    )
    FILE_UNREADABLE = (
        Effect.REFUSED,
        _("This file is damaged or incomplete. Please save it again and send it again."),
    )
    FILE_WITHOUT_TEXT = (
        Effect.REFUSED,
        _(
            "No text was found in this file: scanned or photographed pages hold pictures alone. "
            "Send the DOCX, or a PDF saved from the program in which you wrote."
        ),
    )


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
    HANDED_ON = (
        Effect.DONE,
        _("%(number)s essays were taken from reviewers who may read them no more."),
    )
    NOBODY_LOST = Effect.SAME, _("Every reviewer may still read what was assigned.")
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
    PREPARED_ALREADY = (
        Effect.REFUSED,
        _("A decision is prepared already and stays. Change it on the page where you decide."),
    )
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
