"""Entering everybody whom a file names: all of them or nobody."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError

from events.actions.locks import lock_offering, lock_pools
from kernel.actions import action
from kernel.outcomes import Result
from publishing.tabular.outcomes import refused, written
from publishing.tabular.tables import Row
from registration.actions.enter import enter
from registration.actions.entries import plan_entries
from registration.actions.persons import hold_people


class NotEntered(DatabaseError):
    """What was planned came otherwise: a place was not given, a row means somebody else by now."""


@action("registration.import_registrations")
def import_registrations(*, by: Any, rows: Sequence[Row]) -> Result:
    """Give everybody in `rows` a place: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Each is entered by the organiser's hand, past window and audience, never past the places.
    `details["findings"]` has counts and errors. Raises NotEntered; nothing is written then.
    """
    plan = plan_entries(rows, by)
    held = {entry.person.pk for entry in plan.entries}
    hold_people(held)
    for offering in plan.offerings:
        lock_offering(offering)
        lock_pools(offering)
    plan = plan_entries(rows, by)  # once more, now that nobody takes or frees a place meanwhile
    if plan.findings.errors:
        return refused(plan.findings)
    for entry in plan.entries:
        if entry.person.pk not in held:
            raise NotEntered("a row means another person than before the locks")
        result = enter(by=by, **vars(entry))
        if not result.ok:
            raise NotEntered(result.message)
    return written(plan.findings)
