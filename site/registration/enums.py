"""States of a registration and the named outcomes of asking for one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class RegistrationState(models.TextChoices):
    """The one state machine of a registration; see `registration.states` for its moves."""

    NOMINATED = "nominated", _("nominated")
    PENDING = "pending", _("awaiting a decision")
    WAITLISTED = "waitlisted", _("on the waiting list")
    OFFERED = "offered", _("a place is offered")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REMOVED = "removed", _("removed")


# A nomination holds a seat only on a unit's quota, so it is told by its pool; see the trigger.
HOLDING = (RegistrationState.OFFERED, RegistrationState.CONFIRMED)
ALIVE = (
    RegistrationState.NOMINATED,
    RegistrationState.PENDING,
    RegistrationState.WAITLISTED,
    *HOLDING,
)


class RegistrationOutcome(Outcome):
    """How registering, withdrawing and deciding end."""

    CONFIRMED = Effect.DONE, _("You are confirmed. Your check-in pass is on the page “Me”.")
    WAITLISTED = (
        Effect.DONE,
        _(
            "All places are taken. You are number %(position)s on the waiting list and will be "
            "told as soon as a place is free."
        ),
    )
    PENDING = (
        Effect.DONE,
        _("Your registration has been received. The organiser decides and you will be told."),
    )
    ALREADY_REGISTERED = Effect.SAME, _("You are registered already. There is nothing more to do.")
    ALREADY_WAITLISTED = (
        Effect.SAME,
        _("You are on the waiting list already, as number %(position)s."),
    )
    ALREADY_PENDING = Effect.SAME, _("Your registration awaits the organiser's decision already.")
    WITHDRAWN = Effect.DONE, _("You have withdrawn. You may register again while places are left.")
    NOT_REGISTERED = (
        Effect.SAME,
        _("You are not registered here, so there is nothing to withdraw."),
    )
    FULL = (
        Effect.REFUSED,
        _(
            "All places are taken and there is no waiting list. Look for another date on the page "
            "of this programme."
        ),
    )
    NOT_OPEN_YET = (
        Effect.REFUSED,
        _("Registration has not opened yet. It opens at %(opens)s; please come back then."),
    )
    CLOSED = (
        Effect.REFUSED,
        _(
            "Registration closed at %(closes)s. Please ask the organiser whether a late place is "
            "possible."
        ),
    )
    PAUSED = (
        Effect.REFUSED,
        _("The organiser has paused registration. Nothing is lost; please try again later."),
    )
    CANCELLED = (
        Effect.REFUSED,
        _("This has been cancelled. Please look for another date."),
    )
    FINISHED = Effect.REFUSED, _("This is over. Please look for another date.")
    NOT_ELIGIBLE = (
        Effect.REFUSED,
        _("Only members of a unit can register. Ask your unit's liaison to add you."),
    )
    DECIDED_ALREADY = (
        Effect.REFUSED,
        _("The organiser has declined or removed this registration. Please ask the organiser."),
    )
    TOO_LATE_TO_WITHDRAW = (
        Effect.REFUSED,
        _("It has begun, so you can no longer withdraw here. Please tell the organiser."),
    )
    APPROVED = Effect.DONE, _("%(name)s is confirmed and has been told.")
    DECLINED = Effect.DONE, _("%(name)s has been declined and told why.")
    REMOVED = Effect.DONE, _("%(name)s has been removed and told why.")
    PROMOTED = Effect.DONE, _("%(name)s moved up from the waiting list and has been told.")
    QUEUED = (
        Effect.DONE,
        _("%(name)s is on the waiting list as number %(position)s and has been told."),
    )
    NOBODY_PROMOTED = (
        Effect.SAME,
        _("Nobody moved up: no place is free or nobody waits for one."),
    )
    REASON_MISSING = Effect.REFUSED, _("Give a reason: %(name)s will read it.")
    NOT_PUBLISHED = (
        Effect.REFUSED,
        _("This has not been published yet. Please come back when it is."),
    )
    NO_PLACE_LEFT = (
        Effect.REFUSED,
        _("No place is left for %(name)s. Add places first or put them on the waiting list."),
    )
    WRONG_STATE = (
        Effect.REFUSED,
        _(
            "The registration of %(name)s has changed meanwhile: it is now “%(state)s”. Reload the "
            "page and decide again."
        ),
    )
