"""Two organisers at one instant: assigning one essay, releasing the same decisions."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError

from essays import actions
from essays.models import Assignment, Essay, EssayReview, EssayTask
from essays.outcomes import ReviewOutcome
from notices.models import Notice
from tests.essays.test_assigning import handed_in, plan
from tests.essays.test_concurrency import at_once, meeting, without_locks
from tests.factories import Cast, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
assert meeting  # a fixture
# The package gives these names to the actions themselves.
assigning = import_module("essays.actions.assign")
releasing = import_module("essays.actions.release")


def met(module: Any, name: str, meeting: Callable[[], None], monkeypatch: Any) -> None:
    """Whoever has read what is there meets the other one before writing."""
    read = getattr(module, name)

    def run(*given: Any, **more: Any) -> Any:
        found = read(*given, **more)
        meeting()
        return found

    monkeypatch.setattr(module, name, run)


@pytest.fixture
def waiting(cast: Cast, task: EssayTask) -> Essay:
    """One essay without reviewers, for which two people may be asked."""
    essay = handed_in(task, cast.unit)
    make_person("乙评", cast.district, "reviewer")
    plan(task, reviewers_each=1)
    return essay


def assign_twice(cast: Cast, essay: Essay, meeting: Any, monkeypatch: Any) -> list[Any]:
    met(assigning, "proposals", meeting, monkeypatch)
    return at_once(
        lambda: actions.assign_by_rule(by=cast.organiser, task=essay.task),
        lambda: actions.assign_by_rule(by=cast.district_organiser, task=essay.task),
    )


@pytest.mark.parametrize("many", [True, False])
def test_the_hand_and_the_rule_take_turns(
    cast: Cast, waiting: Essay, meeting: Any, monkeypatch: Any, many: bool
) -> None:
    """Both would ask the same reviewer."""
    met(assigning, "proposals", meeting, monkeypatch)
    met(assigning, "candidates", meeting, monkeypatch)
    given = {"by": cast.organiser, "reviewer": cast.reviewer}

    def by_hand() -> Any:
        if many:
            return actions.assign_many(task=waiting.task, essays=[waiting], **given)
        return actions.assign(essay=waiting, **given)

    outcomes = at_once(
        by_hand, lambda: actions.assign_by_rule(by=cast.district_organiser, task=waiting.task)
    )
    assert IntegrityError not in outcomes
    assert Assignment.objects.get().reviewer == cast.reviewer


def test_two_organisers_assign_one_essay_once(
    cast: Cast, waiting: Essay, meeting: Any, monkeypatch: Any
) -> None:
    outcomes = assign_twice(cast, waiting, meeting, monkeypatch)
    assert set(outcomes) == {ReviewOutcome.ALL_ASSIGNED, ReviewOutcome.NOTHING_TO_ASSIGN}
    assert Assignment.objects.count() == 1
    assert Notice.objects.filter(kind="essays_assigned").count() == 1


def test_control_without_the_lock_both_would_assign(
    cast: Cast, waiting: Essay, meeting: Any, monkeypatch: Any
) -> None:
    without_locks(monkeypatch)
    outcomes = assign_twice(cast, waiting, meeting, monkeypatch)
    assert IntegrityError in outcomes


def test_the_same_reviewer_by_two_hands(cast: Cast, waiting: Essay) -> None:
    outcomes = at_once(
        *(
            lambda by=by: actions.assign(by=by, essay=waiting, reviewer=cast.reviewer)
            for by in (cast.organiser, cast.district_organiser)
        )
    )
    assert set(outcomes) == {ReviewOutcome.ASSIGNED, ReviewOutcome.ASSIGNED_ALREADY}


@pytest.fixture
def prepared(cast: Cast, task: EssayTask) -> Essay:
    """One essay whose decision waits for release."""
    plan(task, decides="chief")
    essay = handed_in(task, cast.unit)
    given = {"by": cast.organiser, "essay": essay, "revision": 1, "verdict": "accept"}
    assert actions.prepare(**given).ok
    return essay


def release_twice(cast: Cast, essay: Essay, meeting: Any, monkeypatch: Any) -> list[Any]:
    met(releasing, "prepared_in", meeting, monkeypatch)
    return at_once(
        lambda: actions.release(by=cast.organiser, task=essay.task),
        lambda: actions.release(by=cast.district_organiser, task=essay.task),
    )


def test_pressed_twice_it_is_released_and_told_once(
    cast: Cast, prepared: Essay, meeting: Any, monkeypatch: Any
) -> None:
    outcomes = release_twice(cast, prepared, meeting, monkeypatch)
    assert set(outcomes) == {ReviewOutcome.RELEASED, ReviewOutcome.NOTHING_PREPARED}
    assert EssayReview.objects.count() == 1
    assert Notice.objects.filter(kind="essay_accepted").count() == 1


def test_control_without_the_lock_the_database_alone_refuses_the_second(
    cast: Cast, prepared: Essay, meeting: Any, monkeypatch: Any
) -> None:
    without_locks(monkeypatch)
    outcomes = release_twice(cast, prepared, meeting, monkeypatch)
    assert IntegrityError in outcomes
    assert EssayReview.objects.count() == 1
