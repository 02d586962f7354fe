"""Properties of the rules and of offices, over trees and memberships that nobody thought of.

What a rule lists is what it lets one open, and both are what the model below says: the unit and all
that stands under it, today. A unit has one liaison on any day, whatever is done in which order.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from people import actions, rules
from people.enums import Role
from people.models import JoinRequest, Membership, Unit, User
from tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db
UNITS, PEOPLE = 6, 3
WORKERS, LIAISONS, KEEPING = rules.WORKERS, rules.LIAISONS, rules.KEEPING
# The rule, whose records it is about, and the roles that reach them.
AGREE = (
    (rules.see_unit, Unit, (*LIAISONS, *WORKERS)),
    (rules.keep_people, Unit, KEEPING),
    (rules.follow_units, Unit, (*WORKERS, Role.AUDITOR)),
    (rules.keep_units, Unit, (Role.OPERATOR,)),
    (rules.see_member, Membership, (*LIAISONS, *WORKERS)),
    (rules.follow_memberships, Membership, (*WORKERS, Role.AUDITOR)),
    (rules.decide_request, JoinRequest, KEEPING),
)
# These list more than they open: what one looks at is more than what one changes.
NARROWER = ((rules.name_people, Membership), (rules.change_people, User))
trees = st.tuples(*(st.integers(0, number) for number in range(1, UNITS)))
held = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.integers(0, UNITS - 1),
        st.sampled_from([role for role in Role if role is not Role.LIAISON]),
        st.sampled_from(["past", "now", "ends today", "future"]),
    ),
    max_size=8,
    unique_by=lambda one: one[:3],
)


def day(offset: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=offset)


SPAN = {"past": (-9, -1), "now": (-9, None), "ends today": (-9, 0), "future": (1, None)}


def grown(tree: tuple[int, ...]) -> list[Unit]:
    """Units, each after the first below the one of that number."""
    units = [make_unit("单位0")]
    for number, above in enumerate(tree, start=1):
        parent = Unit.objects.get(pk=units[above % number].pk)
        units.append(make_unit(f"单位{number}", parent))
    return [Unit.objects.get(pk=unit.pk) for unit in units]


def reached(tree: tuple[int, ...], mine: list[tuple[int, str]], roles: Any) -> set[int]:
    """The model: numbers of units in which, or above which, one of `roles` is held."""

    def above(number: int) -> set[int]:
        return {number} | (above(tree[number - 1] % number) if number else set())

    tops = {unit for unit, role in mine if role in roles}
    return {number for number in range(UNITS) if above(number) & tops}


def unit_of(record: Any) -> int:
    """The key of the unit a record belongs to."""
    return int(record.pk if isinstance(record, Unit) else record.unit_id)


def test_a_rule_lists_what_it_opens_and_reaches_down_only():
    @settings(max_examples=12, deadline=None)
    @given(tree=trees, rows=held)
    def check(tree, rows):
        with transaction.atomic():
            units = grown(tree)
            people = [make_person() for _ in range(PEOPLE)]
            for one, where, role, span in rows:
                since, until = SPAN[span]
                Membership.objects.create(
                    user=people[one],
                    unit=units[where],
                    role=role,
                    since_on=day(since),
                    until_on=None if until is None else day(until),
                )
            for unit in units:
                JoinRequest.objects.create(person=people[0], unit=unit, asked_by=people[0])
            for number, one in enumerate(people):
                now = [
                    (r[1], r[2]) for r in rows if r[0] == number and r[3] in {"now", "ends today"}
                ]
                agree(tree, units, User.objects.get(pk=one.pk), now)
            transaction.set_rollback(True)

    check()


def agree(tree, units, person, now):
    """Each rule against its list, and both against the model."""
    for rule, model, roles in AGREE:
        keys = {units[number].pk for number in reached(tree, now, roles)}
        expected = {row.pk for row in model.objects.all() if unit_of(row) in keys}
        listed = set(rule.visible(person).values_list("pk", flat=True))
        opened = {row.pk for row in model.objects.all() if rule.allows(person, row)}
        assert listed == expected == opened, rule.name
    for rule, model in NARROWER:
        listed = set(rule.visible(person).values_list("pk", flat=True))
        opened = {row.pk for row in model.objects.all() if rule.allows(person, row)}
        assert opened <= listed, rule.name


steps = st.lists(
    st.tuples(
        st.sampled_from(["name", "end", "hand over", "transfer", "deputy"]),
        st.integers(0, PEOPLE - 1),
        st.integers(-3, 3),
        st.integers(0, 1),
    ),
    max_size=10,
)


def test_a_unit_has_one_liaison_on_any_day_whatever_is_done():
    @settings(max_examples=25, deadline=None)
    @given(steps=steps)
    def check(steps):
        with transaction.atomic():
            units = [make_unit("甲"), make_unit("乙")]
            people = [make_person() for _ in range(PEOPLE)]
            for step in steps:
                act(units, people, *step)
                for unit in units:
                    one_at_a_time(unit)
            transaction.set_rollback(True)

    check()


def act(units, people, what, who, offset, where):
    """One step; a refusal is an answer like any other."""
    person, unit = people[who], units[where]
    office = Membership.objects.filter(unit=unit, role=Role.LIAISON).order_by("-pk").first()
    if what in {"name", "deputy"}:
        role = Role.LIAISON if what == "name" else Role.DEPUTY_LIAISON
        actions.add_member(by=None, person=person, unit=unit, role=role, since_on=day(offset))
    elif office is not None and what == "end":
        actions.end_membership(by=None, membership=office, until_on=day(offset))
    elif office is not None and what == "hand over":
        actions.add_member(by=None, person=person, unit=unit, since_on=day(-3))
        actions.hand_over_liaison(by=None, membership=office, to=person)
    elif office is not None:
        actions.transfer(by=None, membership=office, unit=units[1 - where], since_on=day(offset))


def one_at_a_time(unit):
    """As the constraint on PostgreSQL says it: the day of a change may stand in both rows."""
    rows = list(Membership.objects.filter(unit=unit, role=Role.LIAISON))
    for offset in range(-12, 12):
        that = day(offset)
        holding = [
            row for row in rows if row.since_on <= that and (row.until_on or date.max) > that
        ]
        assert len(holding) <= 1, [(row.since_on, row.until_on) for row in rows]
    assert Membership.objects.current().filter(unit=unit, role=Role.LIAISON).count() <= 1
