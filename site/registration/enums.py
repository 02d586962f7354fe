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


class Via(models.TextChoices):
    """The way in by which a registration came; it stays when its state changes."""

    SELF = "self", _("first come")
    APPROVAL = "approval", _("on request")
    NOMINATION = "nomination", _("nominated")
    INVITATION = "invitation", _("invited")
    ORGANISER = "organiser", _("entered by the organiser")


class AudienceKind(models.TextChoices):
    """What a rule about the audience looks at."""

    UNIT_KINDS = "unit_kinds", _("type of unit")
    UNITS = "units", _("unit")
    CATEGORIES = "categories", _("category of person")
    NOT_WITHIN = "not_within", _("not taken part lately")
    HAS_DONE = "has_done", _("taken part before")


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
        _("Registration has not opened yet. It opens %(opens)s; please come back then."),
    )
    CLOSED = (
        Effect.REFUSED,
        _(
            "Registration closed %(closes)s. Please ask the organiser whether a late place is "
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
    ACCOUNT_CLOSED = (
        Effect.REFUSED,
        _(
            "This account is closed: it was merged into another one of yours. Sign in with that "
            "one, or ask your unit's liaison."
        ),
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
    REASON_MISSING = Effect.REFUSED, _("Give a reason: %(name)s will read it."), "reason"
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
    NOTHING_OFFERED = (
        Effect.SAME,
        _("No place is offered to you at present. Your registration stays as it is."),
    )
    OFFER_EXPIRED = (
        Effect.REFUSED,
        _(
            "The place was offered to you until %(until)s and has gone to the next in line. You "
            "are on the waiting list again, at its end."
        ),
    )
    LATE_PENDING = (
        Effect.DONE,
        _(
            "Registration has closed, but the organiser still decides about late ones. Yours has "
            "been received and you will be told."
        ),
    )
    NOT_INVITED = (
        Effect.REFUSED,
        _("Only people whom the organiser has invited can register. Ask the organiser."),
    )
    NOT_NOMINATED = (
        Effect.REFUSED,
        _("Here units nominate their people. Ask your unit's liaison to nominate you."),
    )
    WRONG_UNIT_KIND = (
        Effect.REFUSED,
        _("This is for people of these types of units: %(whom)s. Look for another programme."),
    )
    WRONG_UNIT = (
        Effect.REFUSED,
        _("This is for people of these units: %(whom)s. Look for another programme."),
    )
    WRONG_CATEGORY = (
        Effect.REFUSED,
        _(
            "This is for %(whom)s. If you belong to them, ask your unit's liaison to complete your "
            "record."
        ),
    )
    TOOK_PART_LATELY = (
        Effect.REFUSED,
        _(
            "You have a place or took part in “%(whom)s” within the last %(months)s months, so "
            "others come first this time. You can register again from %(from)s on."
        ),
    )
    NEVER_TOOK_PART = (
        Effect.REFUSED,
        _("This builds on %(whom)s. Take part in that first, then register here."),
    )
    TOO_MANY_COMPANIONS = (
        Effect.REFUSED,
        _("You can bring up to %(most)s companions. Correct the number and register again."),
    )
    TOO_FEW_PLACES = (
        Effect.REFUSED,
        _(
            "You need %(seats)s places, and no more than %(left)s can be had together. Bring fewer "
            "companions, or look for another date on the page of this programme."
        ),
    )
    FEWER_COMPANIONS = (
        Effect.DONE,
        _("Saved: companions now %(number)s. Places for the others are no longer kept."),
    )
    COMPANIONS_NAMED = Effect.DONE, _("The names of your companions have been saved.")
    RECONFIRMED = Effect.DONE, _("Thank you. You keep your place at the new time and place.")
    OFFERS_EXPIRED = (
        Effect.DONE,
        _("%(number)s offers were not answered in time and have gone on to the next in line."),
    )
    ENTERED = Effect.DONE, _("%(name)s has a place and has been told.")
    LIST_PAUSED = (
        Effect.DONE,
        _("The waiting list of %(name)s stands still. Free places are kept until it goes on."),
    )
    LIST_GOES_ON = (
        Effect.DONE,
        _("The waiting list of %(name)s goes on; %(number)s people have moved up."),
    )
    AS_BEFORE = Effect.SAME, _("Nothing had to be changed: it is so already.")
    MOVED = Effect.DONE, _("%(name)s is now number %(position)s on the waiting list.")
    MOVED_TO = (
        Effect.DONE,
        _("%(name)s now has a place in %(target)s, has none here any more, and has been told."),
    )
    OTHER_PROGRAMME = (
        Effect.REFUSED,
        _("%(name)s can only be moved to another offering of the same programme. Choose one."),
    )
    MOVED_FROM_PAST = (
        Effect.REFUSED,
        _("This is over: the place of %(name)s stays on record. Enter them there instead."),
    )
    PLACE_THERE_ALREADY = (
        Effect.REFUSED,
        _("%(name)s has a place in %(target)s already. Remove one of the two registrations."),
    )
    PERSON_MERGED = (
        Effect.REFUSED,
        _("%(name)s has just become one with another account. Reload the page, choose again."),
    )
    NOT_WAITING = (
        Effect.REFUSED,
        _("%(name)s is not on the waiting list any more. Reload the page and look again."),
    )
    INVITED = Effect.DONE, _("%(number)s people are invited. Those with an account have been told.")
    NOBODY_INVITED = (
        Effect.SAME,
        _("Nobody was added: everybody named stands on the list already."),
    )
    UNINVITED = Effect.DONE, _("%(number)s invitations have been taken back.")
    NAMES_UNKNOWN = (
        Effect.REFUSED,
        _(
            "These are neither e-mail addresses nor known personnel numbers: %(lines)s. Correct "
            "them and invite again."
        ),
    )
    RULE_ADDED = Effect.DONE, _("From now on this is for: %(name)s.")
    RULE_DROPPED = Effect.DONE, _("The condition is gone: %(name)s.")
    RULE_EMPTY = (
        Effect.REFUSED,
        _("The condition names nothing yet. Choose what it is about and save again."),
    )
    ENOUGH = Effect.DONE, _("%(name)s has enough participants and is held.")
    FEW_TOLD = (
        Effect.DONE,
        _("%(name)s has too few participants. The organisers have been told and decide."),
    )
    FEW_CANCELLED = (
        Effect.DONE,
        _("%(name)s has too few participants and is cancelled, as was laid down."),
    )
    FEW_HELD = (
        Effect.DONE,
        _("%(name)s has too few participants and is held all the same, as was laid down."),
    )
    SEATS_DIFFER = (
        Effect.DONE,
        _("%(number)s pools count other places than their registrations. Operators were told."),
    )
