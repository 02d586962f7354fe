"""What participants are told, when and in which words: notices of registrations and changes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from events.enums import OfferingState
from events.models import Offering, Session
from notices.delivery import Note, notify_many
from notices.enums import Kind
from registration.models import Registration, RegistrationChange
from registration.wording import place_of, text, title_of

# Where a notice leads, when not to the offering.
PAGES = {Kind.ADMITTED: "admission", Kind.NOMINATED: "nominee"}
RUNNING = (OfferingState.PUBLISHED, OfferingState.PAUSED)


def tell_moved(
    kind: Kind,
    offering: Offering,
    changes: Iterable[RegistrationChange],
    *,
    reason: str = "",
    position: int | None = None,
) -> None:
    """Tell each person what became of their registration."""
    rows = list(changes)
    if not rows:
        return
    first = first_session(offering)
    notify_many(
        kind,
        is_new=True,
        notes=[
            _note(
                change.registration.person,
                offering,
                f"change-{change.pk}",
                to=PAGES.get(kind, "offering"),
                session=first,
                reason=reason,
                position=position,
                until=change.registration.offered_until,
            )
            for change in rows
        ],
    )


def first_session(offering: Any) -> Session | None:
    """The first session that will be held; kept on the offering once it was read."""
    if not hasattr(offering, "first_session"):
        held = Session.objects.filter(offering=offering).held().with_places()
        offering.first_session = held.first()
    return offering.first_session


def tell_session(
    session: Session,
    *,
    before: dict[str, Any],
    reason: str = "",
    asked: Iterable[int] = (),
    until: datetime | None = None,
    others: int = 0,
) -> None:
    """Tell everybody registered that a session was moved, or is cancelled when it says so.

    Those whose keys are in `asked` are asked to say until `until` whether they still come. `others`
    sessions that follow were moved along with it.
    """
    if not is_planned_by(session, before):
        return
    key = f"session-{session.pk}-{session.revision}"
    languages: dict[str, dict[str, Any]] = {}
    usual = Kind.SESSION_CANCELLED if session.is_cancelled else Kind.CHANGED
    notes: dict[Kind, list[Note]] = {usual: [], Kind.RECONFIRM: []}
    again = set(asked)
    for person in _registered(session.offering):
        if person.language not in languages:
            languages[person.language] = _old_and_new(session, before, person.language, others)
        context: dict[str, Any] = {"session": session, "reason": reason, "until": until}
        note = _note(person, session.offering, key, **context, **languages[person.language])
        notes[Kind.RECONFIRM if person.pk in again else usual].append(note)
    for kind, told in notes.items():
        notify_many(kind, told)


def is_planned_by(session: Session, before: dict[str, Any]) -> bool:
    """Whether anybody plans by a session still, by its old time or its new one."""
    ends_at = max(session.ends_at, before.get("ends_at", session.ends_at))
    return session.offering.state in RUNNING and ends_at >= timezone.now()


def tell_invited(offering: Offering, invitations: Iterable[Any]) -> None:
    """Tell those on the named list who have an account."""
    first = first_session(offering)
    people = [line for line in invitations if line.person is not None]
    notes = [
        _note(
            line.person, offering, f"invitation-{line.pk}-{int(line.at.timestamp())}", session=first
        )
        for line in people
    ]
    notify_many(Kind.INVITED, notes)


def tell_cancelled(offering: Offering, *, reason: str) -> None:
    """Tell everybody registered that the whole offering is cancelled."""
    key = f"offering-{offering.pk}-{offering.revision}"
    people = _registered(offering)
    notify_many(Kind.CANCELLED, [_note(person, offering, key, reason=reason) for person in people])


def _registered(offering: Offering) -> list[Any]:
    rows = Registration.objects.filter(offering=offering).alive().select_related("person")
    return [row.person for row in rows.order_by("pk")]


def _note(
    person: Any, offering: Offering, key: str, *, to: str = "offering", **context: Any
) -> Note:
    with translation.override(person.language):
        path = reverse(to, args=[offering.public_id])
        title = title_of(offering)
        if context.get("session"):
            context.setdefault("place", place_of(context["session"]))
    context |= {"offering": offering, "title": title}
    return Note(person, key, path, context, offering.public_id, offering.contact)


def _old_and_new(
    session: Session, before: dict[str, Any], language: str, others: int = 0
) -> dict[str, Any]:
    """Name, time and place before and after, in one language; alike where nothing changed."""
    with translation.override(language):
        old = Session(
            venue=before.get("venue", session.venue),
            teaching_point=before.get("teaching_point", session.teaching_point),
            place_note=before.get("place_note", session.place_note),
        )
        return {
            "what": _what(text(session, "title"), others),
            "old_place": place_of(old),
            "place": place_of(session),
            "old_starts_at": before.get("starts_at", session.starts_at),
            "old_ends_at": before.get("ends_at", session.ends_at),
        }


def _what(title: str, others: int) -> str:
    """The session's name, and how many after it are meant as well."""
    if not others:
        return title
    words = ngettext(
        "%(title)s and the %(count)s session after it",
        "%(title)s and the %(count)s sessions after it",
        others,
    )
    return words % {"title": title, "count": others}
