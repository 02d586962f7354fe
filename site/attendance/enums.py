"""Statuses of attendance, ways of marking, and the named outcomes of a mark."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.outcomes import Effect, Outcome

# What the record of all marks is called, on screens and files.
RECORD = pgettext_lazy("record of who came", "Attendance")


class AttendanceStatus(models.TextChoices):
    """What is known about a person at a session; no row means unrecorded."""

    PRESENT = "present", _("present")
    LATE = "late", _("late")
    LEFT_EARLY = "left_early", _("left early")
    ON_LEAVE = "on_leave", _("on leave")
    ABSENT = "absent", _("absent")
    UNEXCUSED = "unexcused", _("unexcused")
    MADE_UP = "made_up", _("made up")
    EXEMPT = "exempt", _("exempt")
    UNRECORDED = "unrecorded", _("unrecorded")


# Was there in person, at least for a part.
SEEN = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.LATE,
    AttendanceStatus.LEFT_EARLY,
)
# These meet what the session asks for.
ATTENDED = (*SEEN, AttendanceStatus.MADE_UP)


# What can be known before a session opens; presence and absence cannot.
KNOWN_AHEAD = (
    AttendanceStatus.ON_LEAVE,
    AttendanceStatus.EXEMPT,
    AttendanceStatus.UNRECORDED,
)


class Method(models.TextChoices):
    """How a mark came about."""

    SEARCH = "search", _("found by name at the desk")
    PASS = "pass", _("pass scanned at the desk")
    ROLL_CALL = "roll_call", _("roll call")
    CODE = "code", _("code scanned by the participant")
    SPOKEN = "spoken", _("spoken code typed by the participant")
    WALK_IN = "walk_in", _("let in at the door")
    IMPORT = "import", _("brought by a file")
    LEAVE = "leave", _("by leave")
    APPEAL = "appeal", _("corrected after an objection")
    MAKE_UP = "make_up", _("made up at another session")
    CLOSING = "closing", _("closing of the session")


class Position(models.TextChoices):
    """What became of a position: it was judged and forgotten."""

    INSIDE = "inside", _("at the venue")
    OUTSIDE = "outside", _("away from the venue")
    UNCLEAR = "unclear", _("too inexact to tell")
    REFUSED = "refused", _("not told")


class Stage(models.TextChoices):
    """Where along its way a group is counted; only at the venue it is attendance."""

    MEETING = "meeting", _("meeting point")
    STOP = "stop", _("stop on the way")
    VENUE = "venue", pgettext_lazy("stage of a route", "venue")
    RETURN = "return", _("way back")


class MarkOutcome(Outcome):
    """How marking attendance ends; `%(name)s` is the participant."""

    MARKED = Effect.DONE, _("%(name)s is checked in.")
    ALREADY_MARKED = Effect.SAME, _("%(name)s was checked in already at %(at)s (%(by)s).")
    UNDONE = Effect.DONE, _("The mark of %(name)s was undone. It stays in the history.")
    NOTHING_TO_UNDO = Effect.SAME, _("%(name)s has no mark at this session.")
    ROLL_CALLED = Effect.DONE, _("The roll call was saved: %(count)s marks changed.")
    ROLL_UNCHANGED = Effect.SAME, _("The roll call changed nothing.")
    NOT_REGISTERED = (
        Effect.REFUSED,
        _("%(name)s is not registered here. Send them to the organiser."),
    )
    WAITLISTED = (
        Effect.REFUSED,
        _("%(name)s is on the waiting list. The organiser decides whether a place is free."),
    )
    NOT_CONFIRMED = (
        Effect.REFUSED,
        _("%(name)s has no confirmed place (%(state)s). The organiser decides."),
    )
    REGISTERED_HERE = (
        Effect.REFUSED,
        _("%(name)s is registered here by now. Check them in like every other participant."),
    )
    MADE_UP_ELSEWHERE = (
        Effect.REFUSED,
        _(
            "%(name)s made this session up at “%(session)s”. "
            "It is taken back there, in the list of guests at the desk."
        ),
    )
    WRONG_SESSION = (
        Effect.REFUSED,
        _("%(name)s is expected elsewhere: %(other)s."),
    )
    TOO_EARLY = (
        Effect.REFUSED,
        _("Check-in for this session opens at %(opens)s. Please scan again then."),
    )
    TOO_LATE = (
        Effect.REFUSED,
        _("Check-in for this session closed at %(closes)s. Use the roll call to correct it."),
    )
    SESSION_CANCELLED = Effect.REFUSED, _("This session was cancelled. No marks are taken.")
    WALKED_IN = Effect.DONE, _("%(name)s got a free place and is checked in.")
    NO_PLACE_LEFT = (
        Effect.REFUSED,
        _("All places are taken, so %(name)s cannot be let in. Add places first."),
    )
    COMPANIONS_NOTED = Effect.DONE, _("Noted: %(count)s companions came with %(name)s.")
    TOO_MANY_COMPANIONS = (
        Effect.REFUSED,
        _("%(name)s has registered %(most)s companions. Give a number up to that."),
    )
    SEEN_EARLIER = (
        Effect.DONE,
        _("%(name)s was seen at %(at)s, earlier than noted so far. The earlier time counts."),
    )
    CORRECTED_SINCE = (
        Effect.REFUSED,
        _(
            "%(name)s: a correction made by hand at %(at)s is later than this mark and stands. "
            "Look at it in the roll call."
        ),
    )
    COUNTED = Effect.DONE, _("%(name)s is counted: %(stage)s.")
    ALREADY_COUNTED = Effect.SAME, _("%(name)s is counted already: %(stage)s.")
    CHECKED_OUT = Effect.DONE, _("%(name)s is checked out.")
    ALREADY_OUT = Effect.SAME, _("%(name)s was checked out already at %(at)s.")
    BACK_IN = Effect.DONE, _("%(name)s has not left: the check-out was taken back.")
    NOT_IN = (
        Effect.REFUSED,
        _("%(name)s is not checked in, so nobody can leave. Check them in first."),
    )
    NO_CHECK_OUT = (
        Effect.REFUSED,
        _("Nobody checks out of this session. The settings of the door can change that."),
    )
    MERGED = Effect.DONE, _("%(count)s marks of the desk were taken in.")
    ALREADY_MERGED = Effect.SAME, _("All of these marks were known already.")
    EXPIRED_CODE = (
        Effect.REFUSED,
        _("This code is no longer on the screen. Please scan the one that is there now."),
    )
    UNKNOWN_CODE = (
        Effect.REFUSED,
        _("This is not a code of this session. Please scan the one on the screen."),
    )
    EXPIRED_TICKET = (
        Effect.REFUSED,
        _("Too much time has passed since you scanned. Please scan the screen once more."),
    )
    USED_TICKET = (
        Effect.REFUSED,
        _("This scan has checked somebody in already. Please scan the screen once more."),
    )
    WRONG_DIGITS = (
        Effect.REFUSED,
        _("These are not the six digits of this minute. Listen or look once more."),
    )
    TOO_MANY_TRIES = (
        Effect.REFUSED,
        _(
            "The digits were wrong too often. Scan the code on the screen, or let the desk look "
            "you up; in ten minutes you can type digits again."
        ),
    )
    CODES_OFF = (
        Effect.REFUSED,
        _("At this session the desk checks people in. Please show your pass there."),
    )
    UNKNOWN_PASS = (
        Effect.REFUSED,
        _("This is not one of our passes. Look the person up by name."),
    )
    REVOKED_PASS = (
        Effect.REFUSED,
        _("This pass was replaced. Ask for the one on the page “Me”, or look the person up."),
    )


class RulesOutcome(Outcome):
    """How setting a table, targets or the rules of an offering ends."""

    TABLE_SET = Effect.DONE, _("The table of credit hours holds from %(year)s on.")
    TARGETS_SET = Effect.DONE, _("The targets hold from %(year)s on.")
    TERMS_SET = Effect.DONE, _("The rules of attendance hold from the next mark on.")
    RULES_AS_BEFORE = Effect.SAME, _("Nothing was changed: this holds already.")
    WARNED = Effect.DONE, _("%(count)s notices were written.")
    WARNED_BEFORE = Effect.SAME, _("Everybody on this list has been told already.")


class CloseOutcome(Outcome):
    """How closing a session ends."""

    CLOSED = (
        Effect.DONE,
        _("The session is closed: %(absent)s marked absent, %(taken_back)s absences taken back."),
    )
    UNCHANGED = Effect.SAME, _("Nothing to do: everybody who was expected is recorded.")
    NOT_OVER_YET = (
        Effect.REFUSED,
        _("The session runs until %(ends)s. It can be closed afterwards."),
    )
    CALLED_OFF = Effect.REFUSED, _("This session was cancelled. Nobody was absent.")


class PassOutcome(Outcome):
    """How asking for another pass ends."""

    REPLACED = (
        Effect.DONE,
        _("Your pass was replaced. The old one, printed copies included, is no longer valid."),
    )


class DoorOutcome(Outcome):
    """How setting the door of a session ends."""

    SET = Effect.DONE, _("The door is set. Screens follow within seconds.")
    AS_BEFORE = Effect.SAME, _("The door is set as it was.")


class DeskOutcome(Outcome):
    """How taking rosters along, and giving them back, ends."""

    TAKEN = Effect.DONE, _("The roster is on this device until %(until)s.")
    RETURNED = Effect.DONE, _("This device has given its rosters back.")
    RETURNED_BEFORE = Effect.SAME, _("This device had given its rosters back already.")


class PaperOutcome(Outcome):
    """How taking names out of the site ends, on paper or in a file."""

    TAKEN_OUT = Effect.DONE, _("The file with %(people)s names is ready.")
