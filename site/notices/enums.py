"""Kinds of notices, the channels they take, and how far a delivery has come.

Each kind has its words in `templates/notices/<kind>.txt` and its placeholders in `placeholders`.
"""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a person is told."""

    CONFIRMED = "confirmed", _("Registration confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    PENDING = "pending", _("Registration awaits a decision")
    PROMOTED = "promoted", _("A place became free")
    DECLINED = "declined", _("Registration declined")
    WITHDRAWN = "withdrawn", _("Registration withdrawn")
    REMOVED = "removed", _("Registration removed")
    MOVED = "moved", _("Moved to another offering")
    OFFERED = "offered", _("A place is offered")
    OFFER_EXPIRED = "offer_expired", _("An offered place has gone on")
    INVITED = "invited", _("Invitation")
    RECONFIRM = "reconfirm", _("Please confirm again")
    CHANGED = "changed", _("Time or place changed")
    SESSION_CANCELLED = "session_cancelled", _("Session cancelled")
    CANCELLED = "cancelled", _("Cancelled")
    BELOW_MINIMUM = "below_minimum", _("Too few participants")
    SEATS_DIFFER = "seats_differ", _("Places do not add up")
    ESSAY_RECEIVED = "essay_received", _("Essay received")
    ESSAY_RETURNED = "essay_returned", _("Essay returned for revision")
    ESSAY_ACCEPTED = "essay_accepted", _("Essay accepted")
    ESSAY_PROPOSED = "essay_proposed", _("Wording of your essay proposed")
    ESSAY_NOT_ACCEPTED = "essay_not_accepted", _("Essay not accepted")
    ESSAYS_ASSIGNED = "essays_assigned", _("Essays to review")
    ESSAY_DUE = "essay_due", _("Essay still to be handed in")
    ESSAY_EXTENDED = "essay_extended", _("More time for an essay")
    ESSAY_NUMBERS = "essay_numbers", _("Essays of the unit still missing")
    JOIN_ASKED = "join_asked", _("Somebody asks to join your unit")
    JOINED = "joined", _("You belong to a unit")
    JOIN_DECLINED = "join_declined", _("Request to join declined")
    ROLE_CHANGED = "role_changed", _("Your role in a unit changed")
    PLACES_MOVED = "places_moved", _("Places of your unit changed")
    TRANSFER_PROPOSED = "transfer_proposed", _("Places offered by another unit")
    MILESTONE = "milestone", _("Places still to be used")
    NOMINATED = "nominated", _("Nominated by your unit")
    ADMITTED = "admitted", _("Admission notice")
    NOMINATION_ENDED = "nomination_ended", _("Nomination withdrawn")
    NOMINEE_DECLINED = "nominee_declined", _("A nominated person declined")
    NOMINEES_DECIDED = "nominees_decided", _("Decision about your nominations")
    SUBSTITUTED = "substituted", _("Place handed to somebody else")
    HAND_OVER_ASKED = "hand_over_asked", _("A colleague asks you to take a place")
    HAND_OVER_ENDED = "hand_over_ended", _("A place was not taken over")
    CHANGED_HANDS = "changed_hands", _("A place went to a colleague")
    LEAVE_ASKED = "leave_asked", _("Leave awaits your decision")
    LEAVE_DECIDED = "leave_decided", _("Decision about your leave")
    LEAVE_CHANGED = "leave_changed", _("Leave changed")
    LEAVE_RETURN = "leave_return", _("Please report back from leave")
    OBJECTED = "objected", _("Somebody objects to a mark")
    OBJECTION_ANSWERED = "objection_answered", _("Answer to your objection")
    GUEST_ASKED = "guest_asked", _("Somebody asks for a guest's place")
    GUEST_DECIDED = "guest_decided", _("Decision about your guest's place")
    ATTENDANCE = "attendance", _("About your attendance")
    MESSAGE = "message", _("Message from the organiser")
    EXPORTED = "exported", _("Spreadsheet made")
    DIGEST = "digest", _("Collected notices")


def kinds() -> list[tuple[str, str | Promise]]:
    """Kinds as the choices of a field: a function, so that a new kind needs no migration."""
    return [(kind.value, kind.label) for kind in Kind]


# Who misses one of these travels in vain, waits in vain or loses a place: nobody turns them off.
# The mail about a withdrawal takes the sessions out of the calendar into which another put them.
MANDATORY = frozenset(
    {
        Kind.PROMOTED,
        Kind.DECLINED,
        Kind.WITHDRAWN,
        Kind.REMOVED,
        Kind.MOVED,
        Kind.CHANGED,
        Kind.SESSION_CANCELLED,
        Kind.CANCELLED,
        Kind.OFFERED,
        Kind.OFFER_EXPIRED,
        Kind.RECONFIRM,
        Kind.ADMITTED,
        Kind.SUBSTITUTED,
        Kind.HAND_OVER_ASKED,
        Kind.HAND_OVER_ENDED,
        Kind.BELOW_MINIMUM,
        Kind.SEATS_DIFFER,
        Kind.LEAVE_ASKED,
        Kind.LEAVE_DECIDED,
        Kind.OBJECTED,
        Kind.OBJECTION_ANSWERED,
        Kind.GUEST_ASKED,
        Kind.GUEST_DECIDED,
    }
)
# What reaches those who run something, by their office: there is nothing to choose.
OF_OFFICE = frozenset({Kind.BELOW_MINIMUM, Kind.SEATS_DIFFER, Kind.EXPORTED})
# Whoever asked for a spreadsheet is on the site when it is ready: no mail for every list.
INSIDE_ALONE = frozenset({Kind.EXPORTED})
# A digest carries notices that are in the inbox already: it is a mail and nothing else.
OUTSIDE_THE_INBOX = frozenset({Kind.DIGEST})

# What the inbox is divided into: a word for the address, a heading, the kinds.
SUBJECTS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "registrations": (
        _("Registrations"),
        frozenset(
            {
                Kind.CONFIRMED,
                Kind.WAITLISTED,
                Kind.PENDING,
                Kind.PROMOTED,
                Kind.DECLINED,
                Kind.WITHDRAWN,
                Kind.REMOVED,
                Kind.MOVED,
                Kind.OFFERED,
                Kind.OFFER_EXPIRED,
                Kind.INVITED,
                Kind.NOMINATED,
                Kind.ADMITTED,
                Kind.NOMINATION_ENDED,
                Kind.SUBSTITUTED,
                Kind.HAND_OVER_ASKED,
                Kind.HAND_OVER_ENDED,
                Kind.ATTENDANCE,
            }
        ),
    ),
    "changes": (
        _("Changes"),
        frozenset({Kind.CHANGED, Kind.RECONFIRM, Kind.SESSION_CANCELLED, Kind.CANCELLED}),
    ),
    "attendance": (
        pgettext_lazy("notices about", "Attendance"),
        frozenset(
            {
                Kind.LEAVE_ASKED,
                Kind.LEAVE_DECIDED,
                Kind.LEAVE_CHANGED,
                Kind.LEAVE_RETURN,
                Kind.OBJECTED,
                Kind.OBJECTION_ANSWERED,
                Kind.GUEST_ASKED,
                Kind.GUEST_DECIDED,
            }
        ),
    ),
    "essays": (
        _("Essays"),
        frozenset(
            {
                Kind.ESSAY_RECEIVED,
                Kind.ESSAY_RETURNED,
                Kind.ESSAY_ACCEPTED,
                Kind.ESSAY_PROPOSED,
                Kind.ESSAY_NOT_ACCEPTED,
                Kind.ESSAYS_ASSIGNED,
                Kind.ESSAY_DUE,
                Kind.ESSAY_EXTENDED,
            }
        ),
    ),
    "units": (
        _("Units"),
        frozenset(
            {
                Kind.JOIN_ASKED,
                Kind.JOINED,
                Kind.JOIN_DECLINED,
                Kind.ROLE_CHANGED,
                Kind.PLACES_MOVED,
                Kind.TRANSFER_PROPOSED,
                Kind.MILESTONE,
                Kind.ESSAY_NUMBERS,
                Kind.NOMINEE_DECLINED,
                Kind.NOMINEES_DECIDED,
                Kind.CHANGED_HANDS,
            }
        ),
    ),
    "messages": (_("Messages"), frozenset({Kind.MESSAGE}) | OF_OFFICE),
}


class Channel(models.TextChoices):
    """How a notice leaves the site; the inbox has every one of them anyway."""

    MAIL = "mail", _("Mail")
    SMS = "sms", _("Text message")


class DeliveryState(models.TextChoices):
    """How far a delivery has come."""

    COLLECTED = "collected", _("waits for the collected mail")
    QUEUED = "queued", _("queued")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed, will be tried again")
    GIVEN_UP = "given_up", _("given up")
    IN_DIGEST = "in_digest", _("in a collected mail")


# States in which something is still to be done.
OPEN = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED)


class Trouble(models.TextChoices):
    """Why a delivery failed, in words that say what to do."""

    NO_ADDRESS = (
        "no_address",
        _("The person has no address for this any more. Enter one, then send again."),
    )
    BAD_ADDRESS = (
        "bad_address",
        _("There is no such address. Ask the person for the right one, then send again."),
    )
    REFUSED = "refused", _("The mail server of the recipient refused the message.")
    BUSY = "busy", _("The recipient's server asked to come back later, as full mailboxes do.")
    SERVER = "server", _("Our mail server could not be reached, or did not let us in.")
    NO_SMS = "no_sms", _("The sender of text messages did not take it.")
    SMS_REFUSED = (
        "sms_refused",
        _(
            "The gateway for text messages refused it, as it does a wrong number. "
            "Ask the person for the right one, then send again."
        ),
    )
    SMS_OVER = (
        "sms_over",
        _("Not sent: what it says was over by then. The notice stands in the person's inbox."),
    )
    UNKNOWN = "unknown", _("Something unforeseen happened; the log of the site has more.")


class MailChoice(models.TextChoices):
    """What a person wants of a kind by mail."""

    AT_ONCE = "at_once", _("at once")
    COLLECTED = "collected", _("collected")
    NEVER = "never", _("not by mail")


class Rhythm(models.TextChoices):
    """How often the collected mail comes."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("once a week")
