"""Rates of two thousand people and fifty tasks: as many statements as for one, steps by the row."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from essays.asked import asked, most_asked
from essays.models import EssayTask
from essays.status import GROUPS, lines, sheets
from essays.task_enums import Audience, TaskKind
from people.models import Membership, User
from registration.enums import RegistrationState
from registration.models import Registration
from tests.essays.test_tasks import make_call
from tests.factories import (
    Cast,
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_task,
    make_unit,
)

PLACES, EACH = 25, 40


@pytest.fixture
def many(cast: Cast) -> list[EssayTask]:
    """Fifty tasks, half of them of offerings and of a course, half of units: forty people each."""
    page = make_course()
    offerings = [make_offering(unit=cast.city, capacity=EACH) for _n in range(PLACES - 1)]
    offerings.append(make_offering(unit=cast.city, page=page, capacity=EACH))
    units = [make_unit(f"单位{number}", cast.district) for number in range(PLACES)]
    people = User.objects.bulk_create(
        User(username=f"many{number}", name_key="") for number in range(2 * PLACES * EACH)
    )
    for place, offering in enumerate(offerings):
        Registration.objects.bulk_create(
            Registration(
                offering=offering,
                person=person,
                unit=cast.unit,
                state=RegistrationState.CONFIRMED,
                pool=offering.pools.get(unit=None),
            )
            for person in people[place * EACH : (place + 1) * EACH]
        )
    Membership.objects.bulk_create(
        Membership(user=person, unit=units[number // EACH], role="member")
        for number, person in enumerate(people[PLACES * EACH :])
    )
    for offering in offerings[:-1]:
        make_task(offering)
    of_course = make_task(offerings[-1])
    EssayTask.objects.filter(pk=of_course.pk).update(
        audience=Audience.COURSE, offering=None, course=page
    )
    for unit in units:
        make_call(cast, unit, kind=TaskKind.REFLECTION)
    return list(EssayTask.objects.order_by("pk"))


def steps_of(call: Callable[[], Any]) -> int:
    """How many lines of the room's code run, one for each time round a loop."""
    number = 0

    def trace(frame: Any, event: str, _value: Any) -> Any:
        nonlocal number
        if "/essays/" not in frame.f_code.co_filename:
            return None
        number += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return number


def test_the_rates_take_steps_by_the_row_and_statements_by_the_page(
    cast: Cast, many: list[EssayTask], django_assert_num_queries: Any
) -> None:
    rows = 2 * PLACES * EACH
    with django_assert_num_queries(6):
        found = sheets(cast.admin)
    assert {total.due for _lines, total in found.values()} == {rows}
    assert set(found) == set(GROUPS)
    assert most_asked(many) == rows
    # Each person compared with each task would be a hundred thousand comparisons alone.
    assert steps_of(lambda: asked(many)) < 45 * rows
    assert steps_of(lambda: lines(cast.admin, "unit")) < 80 * rows


def test_a_person_counts_once_for_each_task_and_unit(cast: Cast) -> None:
    offering = make_offering(unit=cast.city, page=make_course())
    make_registration(offering, cast.participant)
    of_offering = [make_task(offering) for _n in range(3)]
    assert most_asked(of_offering) == 3 == len(asked(of_offering))
    both = [make_call(cast, cast.district, kind=TaskKind.REFLECTION) for _n in range(2)]
    both[0].units.add(cast.unit)  # a unit and one above it
    other = make_person("另一", cast.other_unit)
    mine = [one for one in asked(both) if one.person in (cast.participant, other)]
    assert len(mine) == 4
    assert most_asked(both) >= len(asked(both))
    assert most_asked([*of_offering, *both]) == 3 + most_asked(both)
