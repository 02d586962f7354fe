"""Moving an offering through its states: publish, pause, resume, finish."""

from typing import Any

from django.utils import timezone

from events.actions.locks import lock_offering, lock_pools, raise_revision
from events.enums import OfferingState
from events.models import Offering
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing import page_cache

# From which states a state can be reached; finished and cancelled are the end.
REACHED_FROM = {
    OfferingState.PUBLISHED: (OfferingState.DRAFT, OfferingState.PAUSED),
    OfferingState.PAUSED: (OfferingState.PUBLISHED,),
    OfferingState.FINISHED: (OfferingState.PUBLISHED, OfferingState.PAUSED),
    OfferingState.CANCELLED: (
        OfferingState.DRAFT,
        OfferingState.PUBLISHED,
        OfferingState.PAUSED,
    ),
}


@action("events.publish_offering")
def publish_offering(*, by: Any, offering: Offering) -> Result:
    """Let the public see a draft: PUBLISHED, UNCHANGED, WRONG_STATE or COUNT_PASSED."""
    return _change(
        offering, (OfferingState.DRAFT,), OfferingState.PUBLISHED, EventOutcome.PUBLISHED
    )


@action("events.pause_offering")
def pause_offering(*, by: Any, offering: Offering, reason: str = "") -> Result:
    """Take no further registrations for the time being: PAUSED, UNCHANGED or WRONG_STATE."""
    return _change(
        offering,
        REACHED_FROM[OfferingState.PAUSED],
        OfferingState.PAUSED,
        EventOutcome.PAUSED,
        reason,
    )


@action("events.resume_offering")
def resume_offering(*, by: Any, offering: Offering) -> Result:
    """Take registrations again after a pause: RESUMED, UNCHANGED or WRONG_STATE."""
    return _change(offering, (OfferingState.PAUSED,), OfferingState.PUBLISHED, EventOutcome.RESUMED)


@action("events.finish_offering")
def finish_offering(*, by: Any, offering: Offering) -> Result:
    """Declare an offering over: FINISHED, UNCHANGED or WRONG_STATE."""
    return _change(
        offering,
        REACHED_FROM[OfferingState.FINISHED],
        OfferingState.FINISHED,
        EventOutcome.FINISHED,
    )


def change_state(offering: Offering, state: OfferingState) -> dict[str, str]:
    """Write a state that the caller has allowed; return what changed, for the audit."""
    before = offering.state
    offering.state = state
    offering.save(update_fields=["state", "is_dropped"])
    raise_revision(offering)
    page_cache.bump()
    return {"state": f"{before} → {state}"}


def wrong_state(offering: Offering) -> Result:
    """The refusal that says what the offering is now."""
    return Result(
        EventOutcome.WRONG_STATE,
        offering,
        {"name": str(offering), "state": offering.get_state_display()},
    )


def _was_counted(offering: Offering) -> bool:
    """Whether the day passed on which it is to have enough, so that it would never have one."""
    due = offering.minimum_due_at
    return offering.minimum > 0 and due is not None and due <= timezone.now()


def _change(
    offering: Offering,
    sources: tuple[OfferingState, ...],
    state: OfferingState,
    outcome: EventOutcome,
    reason: str = "",
) -> Result:
    offering = lock_offering(offering)
    # Whoever is registering holds a pool's row: after this, they read the new state.
    lock_pools(offering)
    if offering.state == state:
        return Result(EventOutcome.UNCHANGED, offering)
    if offering.state not in sources:
        return wrong_state(offering)
    if outcome is EventOutcome.PUBLISHED and _was_counted(offering):
        return Result(EventOutcome.COUNT_PASSED, offering, {"name": str(offering)})
    changes = change_state(offering, state)
    return Result(outcome, offering, {"name": str(offering), "changes": changes}, reason)
