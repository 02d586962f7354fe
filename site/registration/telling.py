"""What participants are told, when and in which words: notices of registrations and changes."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from events.enums import OfferingState
from events.models import Offering, Session
from notices.delivery import Note, notify_many
from notices.enums import Kind
from registration.models import Registration, RegistrationChange
from registration.wording import place_of, text, title_of

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
    first = Session.objects.filter(offering=offering).held().with_places().first()
    notify_many(
        kind,
        [
            _note(
                change.registration.person,
                offering,
                f"change-{change.pk}",
                session=first,
                reason=reason,
                position=position,
            )
            for change in rows
        ],
    )


def tell_session(session: Session, *, before: dict[str, Any], reason: str = "") -> None:
    """Tell everybody registered that a session was moved, or is cancelled when it says so."""
    ends_at = max(session.ends_at, before.get("ends_at", session.ends_at))
    if session.offering.state not in RUNNING or ends_at < timezone.now():
        return  # nobody plans by it any more
    languages: dict[str, dict[str, Any]] = {}
    notes = []
    for person in _registered(session.offering):
        if person.language not in languages:
            languages[person.language] = _old_and_new(session, before, person.language)
        notes.append(
            _note(
                person,
                session.offering,
                f"session-{session.pk}-{session.revision}",
                session=session,
                reason=reason,
                **languages[person.language],
            )
        )
    notify_many(Kind.CHANGED, notes)


def tell_cancelled(offering: Offering, *, reason: str) -> None:
    """Tell everybody registered that the whole offering is cancelled."""
    key = f"offering-{offering.pk}-{offering.revision}"
    people = _registered(offering)
    notify_many(Kind.CANCELLED, [_note(person, offering, key, reason=reason) for person in people])


def _registered(offering: Offering) -> list[Any]:
    rows = Registration.objects.filter(offering=offering).alive().select_related("person")
    return [row.person for row in rows.order_by("pk")]


def _note(person: Any, offering: Offering, key: str, **context: Any) -> Note:
    with translation.override(person.language):
        path = reverse("offering", args=[offering.public_id])
        title = title_of(offering)
        if context.get("session"):
            context.setdefault("place", place_of(context["session"]))
    return Note(person, key, path, {"offering": offering, "title": title, **context})


def _old_and_new(session: Session, before: dict[str, Any], language: str) -> dict[str, Any]:
    """Name, time and place before and after, in one language; alike where nothing changed."""
    with translation.override(language):
        old = Session(
            venue=before.get("venue", session.venue),
            teaching_point=before.get("teaching_point", session.teaching_point),
            place_note=before.get("place_note", session.place_note),
        )
        return {
            "what": text(session, "title"),
            "old_place": place_of(old),
            "place": place_of(session),
            "old_starts_at": before.get("starts_at", session.starts_at),
            "old_ends_at": before.get("ends_at", session.ends_at),
        }
