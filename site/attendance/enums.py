"""Statuses of attendance, ways of marking, and the named outcomes of a mark."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


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


# These earn the session's credit hours.
ATTENDED = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.LATE,
    AttendanceStatus.LEFT_EARLY,
    AttendanceStatus.MADE_UP,
)


class Method(models.TextChoices):
    """How a mark came about."""

    SEARCH = "search", _("found by name at the desk")
    PASS = "pass", _("pass scanned at the desk")
    ROLL_CALL = "roll_call", _("roll call")


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
    UNKNOWN_PASS = (
        Effect.REFUSED,
        _("This is not one of our passes. Look the person up by name."),
    )
    REVOKED_PASS = (
        Effect.REFUSED,
        _("This pass was replaced. Ask for the one on the page “Me”, or look the person up."),
    )


class PassOutcome(Outcome):
    """How asking for another pass ends."""

    REPLACED = (
        Effect.DONE,
        _("Your pass was replaced. The old one, printed copies included, is no longer valid."),
    )
