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


class NotEntered(DatabaseError):
    """A place that the plan had counted was not given: somebody wrote past the locks."""


@action("registration.import_registrations")
def import_registrations(*, by: Any, rows: Sequence[Row]) -> Result:
    """Give everybody in `rows` a place: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Each is entered by the organiser's hand, past window and audience, never past the places.
    `details["findings"]` has counts and errors. Raises NotEntered; nothing is written then.
    """
    for offering in plan_entries(rows, by).offerings:
        lock_offering(offering)
        lock_pools(offering)
    plan = plan_entries(rows, by)  # once more, now that nobody takes or frees a place meanwhile
    if plan.findings.errors:
        return refused(plan.findings)
    for entry in plan.entries:
        result = enter(by=by, **vars(entry))
        if not result.ok:
            raise NotEntered(result.message)
    return written(plan.findings)
