"""Whatever is posted, nominated, ranked, handed over: used places never exceed granted ones.

The desk with the ledger and the rankings alone, so that their steps follow each other closely; what
holds after each stands in the scene: counters are what the rows say, each unit's balance adds up,
the first of every ranking hold its places, and no place of a unit is free beside a reserve of it.
"""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.registration.desk import Desk
from tests.registration.desk_units import Units
from tests.registration.test_machine import STEPS

LEDGER = settings(STEPS, max_examples=6, stateful_step_count=14)


class Ledger(Units):
    """Units with their places, and people who come and go by themselves."""

    registers, withdraws = Desk.registers, Desk.withdraws
    the_line_is_looked_at = Desk.the_line_is_looked_at


@pytest.mark.django_db
def test_used_never_exceeds_granted():
    run_state_machine_as_test(Ledger, settings=LEDGER)
