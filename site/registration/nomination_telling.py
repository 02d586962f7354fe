"""What nominees and their liaisons are told."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation

from events.models import Offering
from notices.delivery import Note, notify_many
from notices.enums import Kind
from publishing.languages import text
from registration import above
from registration.models import Registration, RegistrationChange
from registration.quota_telling import liaisons_of
from registration.telling import first_session
from registration.wording import place_of, title_of


def tell_nominated(offering: Offering, changes: Iterable[RegistrationChange]) -> None:
    """Tell people that their unit proposes them, and how to decline."""
    _tell(Kind.NOMINATED, offering, changes, to="nominee")


def tell_ended(offering: Offering, changes: Iterable[RegistrationChange], reason: str) -> None:
    """Tell people that their unit has taken the nomination back."""
    _tell(Kind.NOMINATION_ENDED, offering, changes, to="offering", reason=reason)


def tell_handed_over(offering: Offering, change: RegistrationChange, other: Any) -> None:
    """Tell whoever had the place that somebody else has it now."""
    _tell(Kind.SUBSTITUTED, offering, [change], to="offering", other=other, reason=change.reason)


def tell_liaisons(
    kind: Kind, offering: Offering, rows: list[Registration], *, key: str, **context: Any
) -> None:
    """Tell the liaisons of each nominating unit about its people, by name, in one notice."""
    by_unit: dict[Any, list[Registration]] = defaultdict(list)
    for row in rows:
        by_unit[row.nominated_unit].append(row)
    told = liaisons_of(unit.pk for unit in by_unit)
    notes = []
    for unit, mine in by_unit.items():
        for person in told.get(unit.pk, []):
            with translation.override(person.language):
                path = reverse("nominations", args=[offering.public_id]) + f"?unit={unit.public_id}"
                words = {"title": title_of(offering), "unit": text(unit, "name")}
            names = [row.person.name for row in mine]
            facts = {"names": "\n".join(names), "other": names[0], "count": len(names)}
            notes.append(Note(person, f"{key}-{unit.pk}", path, words | facts | context))
    notify_many(kind, notes)


def _tell(
    kind: Kind,
    offering: Offering,
    changes: Iterable[RegistrationChange],
    *,
    to: str,
    **context: Any,
) -> None:
    session, rows = first_session(offering), list(changes)
    sites = above.sites_of(session, [change.registration for change in rows]) if session else {}
    notes = []
    for change in rows:
        row = change.registration
        with translation.override(row.person.language):
            words = {
                "title": title_of(offering),
                "unit": text(row.nominated_unit, "name") if row.nominated_unit else "",
                "place": place_of(session, sites.get(row.pk)) if session else "",
            }
            path = reverse(to, args=[offering.public_id])
        facts = {"offering": offering, "session": session, "is_reserve": row.pool_id is None}
        notes.append(Note(row.person, f"change-{change.pk}", path, words | facts | context))
    notify_many(kind, notes)
