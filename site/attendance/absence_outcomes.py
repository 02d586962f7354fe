"""How asking for leave, deciding about it and coming back end."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class LeaveOutcome(Outcome):
    """`%(name)s` is the participant."""

    ASKED = Effect.DONE, _("Your request is with: %(office)s. You will be told what is decided.")
    RECORDED = Effect.DONE, _("The leave of %(name)s is recorded. It is now with: %(office)s.")
    PASSED_ON = Effect.DONE, _("Approved. The leave of %(name)s goes on to: %(office)s.")
    APPROVED = (
        Effect.DONE,
        _("The leave of %(name)s is approved; sessions marked “on leave”: %(count)s."),
    )
    REFUSED = Effect.DONE, _("The leave of %(name)s is refused. They are told, with your reason.")
    WITHDRAWN = Effect.DONE, _("The leave is withdrawn. %(name)s is expected again.")
    CUT = Effect.DONE, _("The leave now ends at %(until)s. %(name)s is expected afterwards.")
    RETURNED = Effect.DONE, _("%(name)s has reported back, on %(day)s.")
    ALREADY_DECIDED = Effect.SAME, _("This step has been decided already. Please look once more.")
    ALREADY_RETURNED = Effect.SAME, _("%(name)s reported back already, on %(day)s.")
    UNCHANGED = Effect.SAME, _("Nothing has changed.")
    NO_PLACE = (
        Effect.REFUSED,
        _("Only those with a confirmed place ask for leave. Without one nobody is expected."),
    )
    NO_SESSIONS = (
        Effect.REFUSED,
        _("No session begins in that time, so no leave is needed. Please choose another time."),
        "first",
    )
    BACKWARDS = (
        Effect.REFUSED,
        _("The leave ends before it begins. Please correct one of the two."),
        "last",
    )
    OVER = (
        Effect.REFUSED,
        _("All of that is over. Ask the organiser to record it, or object to the mark."),
    )
    OVERLAPS = (
        Effect.REFUSED,
        _(
            "There is a request for some of these sessions already (%(other)s). Withdraw that one "
            "first, or choose another time."
        ),
        "first",
    )
    REASON_MISSING = Effect.REFUSED, _("Please give a reason: %(name)s will read it."), "reason"
    BEYOND_LIMIT = (
        Effect.REFUSED,
        _(
            "This leave goes beyond the limit. %(forecast)s You can approve it all the same: then "
            "please say why."
        ),
        "reason",
    )
    NOT_YOURS_TO_DECIDE = (
        Effect.REFUSED,
        _("This step is for others to decide: %(office)s."),
    )
    OWN_LEAVE = (
        Effect.REFUSED,
        _("Nobody decides about their own leave. Somebody else of that office has to."),
    )
    WRONG_STATE = Effect.REFUSED, _("The leave is “%(state)s”: this cannot be done any more.")
    BEGUN = (
        Effect.REFUSED,
        _("The leave has begun, so it cannot be withdrawn. Cut it short, or report back."),
    )
    IN_FUTURE = Effect.REFUSED, _("Nobody can have reported back in the future. Check the date.")
    NOT_BEGUN = (
        Effect.REFUSED,
        _("The leave has not begun yet. If it is not needed any more, withdraw it."),
    )
    NOT_SHORTER = (
        Effect.REFUSED,
        _("A leave can only become shorter. For more time, ask for another leave."),
        "last",
    )


class ReminderOutcome(Outcome):
    """How a look for those who have not reported back ends."""

    REMINDED = Effect.DONE, _("Reminded to report back: %(count)s.")
    NOBODY = Effect.SAME, _("Nobody has to be reminded.")


class TermsOutcome(Outcome):
    """How laying down the terms of an offering ends."""

    SET = Effect.DONE, _("The terms of leave are set. They hold for what is asked from now on.")
    AS_BEFORE = Effect.SAME, _("The terms of leave are as they were.")


class AppealOutcome(Outcome):
    """How objecting to a mark, and answering, end; `%(name)s` is the participant."""

    FILED = Effect.DONE, _("Your objection is with the organiser. You will be told the answer.")
    GRANTED = Effect.DONE, _("The objection of %(name)s is granted; the mark says: %(status)s.")
    REJECTED = Effect.DONE, _("The objection of %(name)s is not granted. They read your answer.")
    WITHDRAWN = Effect.DONE, _("The objection is withdrawn. The mark stays as it is.")
    ALREADY_FILED = Effect.SAME, _("Your objection to this mark awaits its answer already.")
    ALREADY_ANSWERED = Effect.SAME, _("This objection has been answered already.")
    NOTHING_NOTED = (
        Effect.REFUSED,
        _("Nothing is noted here that could be objected to: the mark says “%(status)s”."),
    )
    TOO_LATE = (
        Effect.REFUSED,
        _("Marks can be objected to until %(until)s only. Write to the organiser."),
    )
    NOT_TAKEN = (
        Effect.REFUSED,
        _("Objections are not taken here. Write to the organiser."),
    )
    REASON_MISSING = Effect.REFUSED, _("Please say what is wrong with the mark."), "reason"
    ANSWER_MISSING = Effect.REFUSED, _("Please give an answer: %(name)s will read it."), "answer"
    OWN_OBJECTION = Effect.REFUSED, _("Nobody answers their own objection. A colleague has to.")


class MakeUpOutcome(Outcome):
    """How making up a missed session ends; `%(name)s` is the participant."""

    ASKED = Effect.DONE, _("You have asked for a guest's place. You will be told the answer.")
    AGREED = Effect.DONE, _("%(name)s is expected as a guest: %(session)s.")
    REFUSED = Effect.DONE, _("%(name)s is told that there is no guest's place, with your reason.")
    WITHDRAWN = Effect.DONE, _("The guest's place is free again.")
    ALREADY_ASKED = Effect.SAME, _("This session is being made up already: %(session)s.")
    ALREADY_DECIDED = Effect.SAME, _("This has been decided already.")
    NOT_MISSED = (
        Effect.REFUSED,
        _("Only a session that was missed can be made up; the mark says “%(status)s”."),
    )
    NOT_EQUAL = (
        Effect.REFUSED,
        _("The missed session cannot be made up there. Please choose one of those listed."),
    )
    CLASH = (
        Effect.REFUSED,
        _("You are expected elsewhere at that time. Please choose another session."),
    )
    FULL = (
        Effect.REFUSED,
        _("No guest's place is left at that session. Please choose another one."),
    )
    REASON_MISSING = Effect.REFUSED, _("Please give a reason: %(name)s will read it."), "reason"
    OWN_PLACE = Effect.REFUSED, _("Nobody lets themselves in as a guest. A colleague has to.")
