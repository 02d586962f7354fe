"""The one function that moves registrations through the state machine, with their history."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from events import changes
from registration.enums import ALIVE, RegistrationState
from registration.models import Registration, RegistrationChange
from registration.models.constraints import SEATED
from registration.states import NEW, ForbiddenMove, may_move


class Overtaken(Exception):
    """Somebody else moved the registration between reading and writing it."""


def reread(registration: Registration) -> Registration:
    """The registration as it is under the offering's lock, with its person and unit."""
    return Registration.objects.select_related("person", "unit").get(pk=registration.pk)


def hold(keys: Iterable[int]) -> None:
    """Lock registrations until the transaction ends, by key: the order of all who lock several."""
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(pk__in=keys).order_by("pk").values_list("pk"))


def take_turns(rows: list[Registration]) -> None:
    """Hold several that are about to be written by one statement, which would lock them in any
    order and wait for a desk that waits for it; one alone needs nothing.
    """
    if len(rows) > 1:
        hold([row.pk for row in rows])


def move(
    registrations: Iterable[Registration],
    to_state: str,
    *,
    by: Any,
    pool: Any = None,
    reason: str = "",
    anew: dict[str, Any] | None = None,
) -> list[RegistrationChange]:
    """Move registrations, two statements for one, three for many; return their history rows.

    Rooms above are told of confirmed ones that end.

    All of them come from the state that was read, else Overtaken; ForbiddenMove when the table of
    states lacks the move; IntegrityError when `pool` has no seat left. `anew` sets further fields
    of a revived row.
    """
    rows = list(registrations)
    if not rows:
        return []
    now = timezone.now()
    values = _values(to_state, pool, now) | (anew or {})
    for row in rows:
        if not may_move(row.state, to_state):
            raise ForbiddenMove(f"{row.state} → {to_state}")
    read = {row.state for row in rows}
    take_turns(rows)
    written = Registration.objects.filter(pk__in=[row.pk for row in rows], state__in=read)
    if written.update(**values) != len(rows):
        raise Overtaken
    before = {row.pk: row.state for row in rows}
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
    history = _history([(row, before[row.pk]) for row in rows], by=by, reason=reason, at=now)
    ended = [row for row in rows if before[row.pk] == RegistrationState.CONFIRMED]
    if ended and to_state not in ALIVE:
        changes.tell(changes.PlacesEnded(ended, by, reason))
    return history


def _values(to_state: str, pool: Any, now: datetime) -> dict[str, Any]:
    """What every move writes."""
    values: dict[str, Any] = {
        "state": to_state,
        "pool": pool if to_state in SEATED else None,
        "changed_at": now,
        "offered_until": None,
        "reconfirm_by": None,
    }
    if to_state not in ALIVE:
        values["companion_names"] = ""  # other people's, and nobody expects them any more
    return values


def begin(registration: Registration, *, by: Any, reason: str = "") -> list[RegistrationChange]:
    """Insert a registration in its first state; IntegrityError when no seat or a second one."""
    if not may_move(NEW, registration.state):
        raise ForbiddenMove(f"new → {registration.state}")
    registration.save(force_insert=True)
    return _history([(registration, NEW)], by=by, reason=reason, at=registration.changed_at)


def _history(
    moved: list[tuple[Registration, str]], *, by: Any, reason: str, at: Any
) -> list[RegistrationChange]:
    return RegistrationChange.objects.bulk_create(
        RegistrationChange(
            registration=registration,
            from_state=before,
            to_state=registration.state,
            reason=reason[:200],
            by=by,
            at=at,
        )
        for registration, before in moved
    )
