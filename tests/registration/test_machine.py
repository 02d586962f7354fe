"""Every action of the room in any order: what must hold holds after each step.

On SQLite as well as on PostgreSQL; one thread. What many threads do stands in test_concurrency.
"""

import ast
import inspect
import textwrap

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test

from kernel.actions import REGISTRY
from registration.enums import ALIVE
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.registration.desk import Desk
from tests.registration.desk_scene import Scene

# No button and no step: it tells operators of counters that differ, which `counters_agree` refuses.
NO_RULE = {"registration.report_seats"}


class Careless(Scene):
    """The same scene with somebody who writes past the actions: the control of what holds."""

    registers = Desk.registers

    @rule()
    def somebody_is_written_over(self):
        first = Registration.objects.filter(state__in=ALIVE).values("pk")[:1]
        Registration.objects.filter(pk__in=first).update(
            state=State.WITHDRAWN, pool=None, offered_until=None, reconfirm_by=None,
            companion_names="",
        )  # fmt: skip


STEPS = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
def test_whatever_is_pressed_in_whatever_order():
    run_state_machine_as_test(Desk, settings=STEPS)


@pytest.mark.django_db(databases=["default", "sqlite"])
def test_whatever_is_pressed_on_sqlite(on_sqlite):
    run_state_machine_as_test(Desk, settings=settings(STEPS, max_examples=3))


@pytest.mark.django_db
def test_control_writing_past_the_actions_is_noticed():
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Careless, settings=settings(STEPS, max_examples=50))


def called_by(function):
    """Names of the actions that a rule of the desk speaks of, its decorator included."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    known = {run: name for name, run in REGISTRY.items()}
    meant = [function.__globals__.get(word) for word in words]
    return {known[one] for one in meant if inspect.isfunction(one) and one in known}


def test_the_machine_has_every_action_of_the_room():
    pressed = set().union(*(called_by(rule.function) for rule in Desk.setup_state().rules))
    own = {name for name in REGISTRY if name.startswith("registration.")}
    assert own - pressed == NO_RULE
