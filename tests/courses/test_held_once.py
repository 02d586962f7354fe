"""Whatever is done to the timetables of several cohorts, in whatever order: nothing is held twice.

On SQLite as well as on PostgreSQL; one thread. That the database refuses it, too, stands in
tests/events/conflicts; what many threads do at once in test_two_editors and test_venue_races.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.courses.planners import Careless, Planners

STEPS = settings(
    max_examples=12,
    stateful_step_count=14,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
DONE = {
    ("add", "SESSION_ADDED"),
    ("move", "SESSION_MOVED"),
    ("edit", "EDITED"),
    ("cancel", "SESSION_CANCELLED"),
    ("draft", "ADDED"),
    ("draft", "SAVED"),
    ("publish", "PUBLISHED"),
    ("way", "SAVED"),
    ("shift", "OFFERING_MOVED"),
    ("clone", "CLONED"),
    ("bring", "WRITTEN"),
}
REFUSED = {"ROOM_TAKEN", "SPEAKER_TAKEN", "BUS_TAKEN", "CONFLICTS", "HAS_ERRORS"}


def met_by(machine, steps=STEPS):
    """How everything ended that was done in all runs together."""
    machine.met = Counter()
    run_state_machine_as_test(machine, settings=steps)
    return machine.met


@pytest.mark.django_db
def test_after_every_step_nothing_is_held_twice():
    met = met_by(Planners)
    assert met.keys() >= DONE, "each was accepted at least once"
    assert {outcome for _what, outcome in met} & REFUSED, "and refused where it must be"


@pytest.mark.django_db
def test_control_a_bus_written_past_the_actions_is_noticed():
    with pytest.raises(AssertionError):
        met_by(Careless, settings(STEPS, max_examples=20))
