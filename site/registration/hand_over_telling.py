"""What is told of a place on its way to a colleague: to both, their liaisons and the organiser."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from events.models import Offering
from notices.delivery import Note, notify_many
from notices.enums import Kind
from registration import above
from registration.models import HandOver, Registration
from registration.quota_telling import liaisons_of
from registration.telling import first_session, note_for
from registration.wording import title_of


def tell_asked(offering: Offering, asked: HandOver) -> None:
    """Ask the colleague; where nobody is meant there is nobody to tell."""
    if asked.person is None:
        return
    holder = asked.registration.person
    facts = {"holder": holder, "until": asked.until, "reason": asked.reason}
    _tell(Kind.HAND_OVER_ASKED, offering, asked.person, asked, to="take-place", **facts)


def tell_kept(offering: Offering, asked: HandOver, *, declined: bool) -> None:
    """Tell the holder that the place is still theirs."""
    holder = asked.registration.person
    _tell(Kind.HAND_OVER_ENDED, offering, holder, asked, declined=declined, kept=True)


def tell_given_up(offering: Offering, asked: HandOver, row: Registration) -> None:
    """Tell the colleague that they are not asked any more."""
    if asked.person is not None:
        _tell(Kind.HAND_OVER_ENDED, offering, asked.person, asked, holder=row.person, kept=False)


def tell_changed_hands(
    offering: Offering, former: Registration, row: Registration, *, reason: str
) -> None:
    """Tell the unit's liaisons and whoever looks after the offering; each of them once."""
    unit = former.nominated_unit or former.unit
    liaisons = liaisons_of([unit.pk])[unit.pk] if unit is not None else []
    told = {one.pk: one for one in [*above.caretakers_of(offering, row.person), *liaisons]}
    told.pop(row.person_id, None)
    told.pop(former.person_id, None)
    notes = []
    for person in told.values():
        with translation.override(person.language):
            words = {"title": title_of(offering), "offering": offering}
            path = reverse("offering", args=[offering.public_id])
        names = {"former": former.person, "other": row.person, "reason": reason}
        key = f"hand-over-{former.pk}-{row.pk}-{int(row.queued_at.timestamp())}"
        notes.append(Note(person, key, path, words | names, offering.public_id))
    notify_many(Kind.CHANGED_HANDS, notes)


def _tell(
    kind: Kind, offering: Offering, person: Any, asked: HandOver, to: str = "offering", **facts: Any
) -> None:
    key, session = f"hand-over-{asked.pk}", first_session(offering)
    # Of the same unit: whoever is asked would take part where the holder does.
    sites = above.sites_of(session, [asked.registration]) if session else {}
    facts |= {"session": session, "site": sites.get(asked.registration_id)}
    note = note_for(person, offering, key, to=to, **facts)
    notify_many(kind, [note])
