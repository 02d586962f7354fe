"""Correcting what a session says of itself; time and place are moved, see `move_session`."""

from typing import Any

from django.utils import timezone

from events import changes
from events.actions.holding import save_holding
from events.actions.locks import lock_offering, raise_revision
from events.models import TOLD, Session
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

EDITABLE = frozenset(
    {"title", "title_en", "form", "speaker", "bus", "credit_hours", "join_url", "topic"}
)
HOLDS = frozenset({"speaker", "bus"})


@action("events.edit_session")
def edit_session(*, by: Any, session: Session, values: dict[str, Any]) -> Result:
    """Change any of the fields in EDITABLE, and no others.

    Ends in EDITED, UNCHANGED, SPEAKER_TAKEN or BUS_TAKEN. Everybody registered is told of another
    speaker and of other credit hours.
    Raises ValueError for a field that has an action of its own.
    """
    if unknown := set(values) - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
    offering = lock_offering(session.offering)
    session = Session.objects.with_places().get(pk=session.pk)
    changed = {name: value for name, value in values.items() if getattr(session, name) != value}
    if not changed:
        return Result(EventOutcome.UNCHANGED, session)
    before = {name: getattr(session, name) for name in changed if name in TOLD}
    for name, value in changed.items():
        setattr(session, name, value)
    session.revision += 1
    session.changed_at = timezone.now()
    fields = [*changed, "revision", "changed_at"]
    if HOLDS.isdisjoint(changed):
        session.save(update_fields=fields)
    elif refusal := save_holding(session, update_fields=fields):
        return refusal
    raise_revision(offering)
    page_cache.bump()
    if before:
        changes.tell(changes.SessionChanged(session=session, before=before, by=by))
    details = {"name": str(session), "changes": {"fields": sorted(changed)}}
    return Result(EventOutcome.EDITED, session, details)
