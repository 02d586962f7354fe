"""What one reader sees of one offering: their own state as a sentence and the button that fits.

The same answer for the offering's page, for course and event pages and for lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models.query import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Availability, OfferingState
from kernel.outcomes import Result
from publishing import dates
from registration.enums import ALIVE, RegistrationOutcome, RegistrationState
from registration.models import Registration
from registration.ways import closed_to, is_late, way_of

State = RegistrationState
PLAIN = "plain"  # an outlined button: the vermilion one is for what a reader came to do
SHUT = {
    Availability.CLOSED: RegistrationOutcome.CLOSED,
    Availability.PAUSED: RegistrationOutcome.PAUSED,
    Availability.CANCELLED: RegistrationOutcome.CANCELLED,
    Availability.FINISHED: RegistrationOutcome.FINISHED,
}


TONES = {
    "confirmed": "success",
    "offered": "warning",
    "reconfirm": "warning",
    "waitlisted": "info",
    "pending": "info",
    "declined": "warning",
    "removed": "warning",
}


@dataclass(frozen=True)
class ReaderState:
    """`code` names the state for tests and style; the rest is what a page shows."""

    code: str
    sentence: str
    label: str = ""
    url: str = ""
    kind: str = ""
    post: bool = False
    reason: str = ""
    second: tuple[str, str] | None = None  # label and address of the other thing one can do

    @property
    def tone(self) -> str:
        """Kind of the component `state.html` for a reader who has a registration; else empty."""
        return TONES.get(self.code, "")


def own_registrations(person: Any, offerings: Iterable[Any]) -> dict[int, Registration]:
    """The reader's registrations by offering key, with their `position`; one query for all."""
    if not getattr(person, "is_authenticated", False):
        return {}
    ids = [offering.pk for offering in offerings]
    rows: QuerySet[Any] = Registration.objects.of(person).filter(offering__in=ids).with_position()
    return {row.offering_id: row for row in rows}


def is_alive(row: Registration) -> bool:
    """Whether a registration has neither ended by the person nor by the organiser."""
    return row.state in ALIVE


def read(
    offering: Any,
    row: Registration | None,
    person: Any,
    *,
    left: int | None = None,
    judged: bool = False,
) -> ReaderState:
    """The reader's state; `offering` carries `with_figures`, `left` are the places open to them.

    `judged` asks the named list and the audience rules, too: for one offering, not for lists.
    """
    at = timezone.now()
    left = offering.capacity - offering.taken if left is None else left
    if offering.state == OfferingState.DRAFT:
        return ReaderState("draft", _("This is a draft: only organisers see it."))
    if row is not None and row.state in ALIVE:
        return _registered(offering, row, at)
    if row is not None and row.state in (State.DECLINED, State.REMOVED):
        return ReaderState(row.state, str(RegistrationOutcome.DECIDED_ALREADY.sentence))
    word = offering.availability(capacity=left, taken=0, at=at)
    if word in SHUT and not is_late(offering, at):
        return _shut(offering, word)
    return _open(offering, word, row, person, judged=judged)


def _registered(offering: Any, row: Any, at: datetime) -> ReaderState:
    if offering.state == OfferingState.CANCELLED:
        return ReaderState("cancelled", _("This has been cancelled. You need do nothing."))
    if offering.state == OfferingState.FINISHED:
        sentence = _("This is over. Your hours and essays are on the page “Me”.")
        return ReaderState("finished", sentence)
    url = reverse("withdraw", args=[offering.public_id])
    if row.state == State.WAITLISTED:
        return ReaderState(
            "waitlisted",
            _waiting(row),
            _("Leave the waiting list"),
            url,
            PLAIN,
        )  # fmt: skip
    if row.state == State.OFFERED or row.reconfirm_by is not None:
        return _asked(offering, row, url)
    if row.state in (State.PENDING, State.NOMINATED):
        return _undecided(offering, row, url)
    begun = offering.starts_at is not None and offering.starts_at <= at
    return ReaderState(
        "confirmed",
        _("You have a place. Please show the check-in pass on your page “Me” at the door."),
        "" if begun else _("Withdraw"),
        "" if begun else url,
        PLAIN,
    )


def _waiting(row: Any) -> str:
    """The place in the line; whoever waits with others needs several places at once."""
    said = _("You are number %(position)s on the waiting list. When a place is free, you get it "
             "in this order and are told at once.")  # fmt: skip
    if row.companions:
        said = _("You are number %(position)s on the waiting list and wait for %(seats)s places "
                 "at once. With fewer companions it may be your turn sooner.")  # fmt: skip
    return said % {"position": row.position, "seats": 1 + row.companions}


def _undecided(offering: Any, row: Any, url: str) -> ReaderState:
    """Somebody else decides; whoever was nominated can decline."""
    if row.state == State.PENDING:
        sentence = _("Your registration has arrived. The organiser decides and you will be told.")
        return ReaderState("pending", sentence, _("Withdraw"), url, PLAIN)
    return ReaderState(
        "pending",
        _("Your unit has nominated you. You will be told when the lead unit has decided."),
        _("Decline the nomination"),
        reverse("nominee", args=[offering.public_id]),
        PLAIN,
    )


def _asked(offering: Any, row: Any, withdraw: str) -> ReaderState:
    """The person has something to answer; the answer is the button of registering."""
    url = reverse("register", args=[offering.public_id])
    if row.state == State.OFFERED:
        until = {"until": dates.instant(row.offered_until)}
        return ReaderState(
            "offered",
            _("A place is kept for you until %(until)s. Take it, or decline it, so that the next "
              "person can.") % until,
            _("Take the place"),
            url,
            "primary",
            post=True,
            second=(_("Decline the place"), withdraw),
        )  # fmt: skip
    until = {"until": dates.instant(row.reconfirm_by)}
    return ReaderState(
        "reconfirm",
        _("Time or place has changed. Please say by %(until)s whether you still come.") % until,
        _("I still come"),
        url,
        "primary",
        post=True,
        second=(_("Withdraw"), withdraw),
    )


def _shut(offering: Any, word: Availability) -> ReaderState:
    closes = {"closes": dates.instant(offering.closes_at)}
    sentence = str(SHUT[word].sentence)
    return ReaderState(word.value, sentence % closes if word is Availability.CLOSED else sentence)


def _open(
    offering: Any, word: Availability, row: Registration | None, person: Any, *, judged: bool
) -> ReaderState:
    if word is Availability.NOT_OPEN_YET:
        opens = {"opens": dates.instant(offering.opens_at)}
        return ReaderState(
            word.value,
            _("Registration opens %(opens)s.") % opens,
            label=_("Register"),
            kind="primary",
            reason=dates.countdown(offering.opens_at) or _("It opens in a moment."),
        )
    if not person.is_authenticated:
        return _unknown(offering, word)
    way = way_of(offering, person) if judged else closed_to(offering, person)
    if isinstance(way, Result):
        code, said = way.outcome.code, way.message
        if way.outcome is RegistrationOutcome.NOT_ELIGIBLE:
            return ReaderState(code, said, _("Find my unit"), reverse("me-units"), PLAIN)
        return ReaderState(code, said)
    if word is Availability.FULL:
        return ReaderState("full", str(RegistrationOutcome.FULL.sentence))
    return _offered(offering, word, row)


def _unknown(offering: Any, word: Availability) -> ReaderState:
    """A visitor: what there is for them to get, once they have signed in."""
    if word is Availability.FULL:
        return ReaderState("full", str(RegistrationOutcome.FULL.sentence))
    sentence, kind = _("Sign in to register. It takes less than a minute."), "primary"
    label = _("Sign in to register")
    if word is Availability.WAITING_LIST:
        sentence, kind = (
            _("All places are taken. Once signed in you can join the waiting list."),
            PLAIN,
        )
        label = _("Sign in to join the waiting list")
    elif word is Availability.CLOSED:
        sentence, kind = _late(offering), PLAIN
        label = _("Sign in to ask for a late place")
    next_url = urlencode({"next": offering.get_absolute_url()})
    url = f"{reverse('account_login')}?{next_url}"
    return ReaderState("anonymous", sentence, label=label, url=url, kind=kind)


def _late(offering: Any) -> str:
    said = _("Registration has closed; you can still ask until %(until)s. The organiser decides.")
    return said % {"until": dates.instant(offering.late_until)}


def _offered(offering: Any, word: Availability, row: Registration | None) -> ReaderState:
    url = reverse("register", args=[offering.public_id])
    if word is Availability.CLOSED:
        return ReaderState(
            "late",
            _late(offering),
            label=_("Ask for a late place"),
            url=url,
            kind=PLAIN,
            post=True,
        )
    if offering.needs_approval:
        sentence = _("You can register until %(closes)s; the organiser decides about each one.")
    elif word is Availability.WAITING_LIST:
        return ReaderState(
            "waiting_list",
            _("All places are taken. On the waiting list you move up by yourself as soon as a "
              "place is free, and you can leave it at any time."),
            label=_("Join the waiting list"),
            url=url,
            kind=PLAIN,
            post=True,
        )  # fmt: skip
    else:
        sentence = _("You can register until %(closes)s. A free place is yours at once.")
    if row is not None and row.state == State.WITHDRAWN:
        sentence = _("You have withdrawn. You can register again until %(closes)s.")
    return ReaderState(
        "open",
        sentence % {"closes": dates.instant(offering.closes_at)},
        label=_("Register"),
        url=url,
        kind="primary",
        post=True,
    )
