"""Moving, merging and grouping units: what a role reaches never goes sideways or up."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from people import actions
from people.admin_forms import UnitForm
from people.enums import Role, UnitKind
from people.models import JoinRequest, Membership, Unit, UnitGroup, User
from people.outcomes import PeopleOutcome
from people.rules import see_unit, use_groups
from tests.factories import Cast, make_person, make_unit

pytestmark = pytest.mark.django_db
SIZE = 6


def names(units):
    """What the units are called, in their order."""
    return [unit.name for unit in units]


def test_siblings_are_moved_in_their_order(cast: Cast):
    third = make_unit("昆山市文化馆", Unit.objects.get(pk=cast.district.pk))
    done = actions.move_unit(by=None, unit=third, parent=cast.district, after=None)
    assert done.outcome is PeopleOutcome.UNIT_MOVED
    below = Unit.objects.get(pk=cast.district.pk).get_children()
    assert names(below) == ["昆山市文化馆", "昆山市图书馆", "昆山市第一中学"]
    actions.move_unit(by=None, unit=third, parent=cast.district, after=cast.unit)
    below = Unit.objects.get(pk=cast.district.pk).get_children()
    assert names(below) == ["昆山市图书馆", "昆山市文化馆", "昆山市第一中学"]
    again = actions.move_unit(by=None, unit=third, parent=cast.district, after=cast.unit)
    assert again.outcome is PeopleOutcome.UNCHANGED
    wrong = actions.move_unit(by=None, unit=cast.city, parent=cast.unit)
    assert wrong.outcome is PeopleOutcome.BELOW_ITSELF


def test_a_merged_unit_hands_on_its_people_and_keeps_its_records(cast: Cast):
    asked = actions.ask_to_join(by=cast.stranger, person=cast.stranger, unit=cast.unit).record
    group = UnitGroup.objects.create(name="各成员单位", owner=cast.city)
    group.units.set([cast.unit])
    done = actions.merge_units(by=None, unit=cast.unit, into=cast.other_unit)
    assert done.outcome is PeopleOutcome.UNITS_MERGED
    assert done.details["count"] == 3
    old, new = Unit.objects.get(pk=cast.unit.pk), Unit.objects.get(pk=cast.other_unit.pk)
    assert (old.is_active, old.merged_into) == (False, new)
    assert list(Unit.objects.within(new)) == [new, old]  # records of the old one are found
    for person in (cast.participant, cast.colleague, cast.liaison):
        now = Membership.objects.filter(user=person, until_on=None)
        assert [(row.unit, row.role) for row in now] == [(new, Role.MEMBER)]
    assert Membership.objects.filter(unit=old).count() == 3  # the history
    assert JoinRequest.objects.get(pk=asked.pk).unit == new
    assert list(group.units.all()) == [new]
    again = actions.merge_units(by=None, unit=old, into=cast.city)
    assert again.outcome is PeopleOutcome.UNIT_INACTIVE
    back = actions.edit_unit(by=None, unit=old, values={"is_active": True})
    assert back.outcome is PeopleOutcome.UNIT_INACTIVE


def test_whoever_was_to_leave_or_to_come_does_so_in_the_unit_that_takes_over(cast: Cast):
    today, week = timezone.localdate(), timedelta(days=7)
    own = Membership.objects.filter(unit=cast.unit)
    own.filter(user=cast.participant).update(until_on=today + week)
    coming = make_person("陈来")
    Membership.objects.create(user=coming, unit=cast.unit, role=Role.MEMBER, since_on=today + week)
    actions.merge_units(by=None, unit=cast.unit, into=cast.other_unit)
    found = Membership.objects.filter(unit=cast.other_unit, user__in=[cast.participant, coming])
    assert set(found.values_list("user", "since_on", "until_on")) == {
        (cast.participant.pk, today, today + week),
        (coming.pk, today + week, None),
    }


def test_a_unit_points_on_in_one_step_after_two_merges(cast: Cast):
    actions.merge_units(by=None, unit=cast.unit, into=cast.other_unit)
    third = make_unit("昆山市文化馆", Unit.objects.get(pk=cast.district.pk))
    actions.merge_units(by=None, unit=cast.other_unit, into=third)
    assert Unit.objects.get(pk=cast.unit.pk).merged_into == third
    upward = actions.merge_units(by=None, unit=cast.district, into=third)
    assert upward.outcome is PeopleOutcome.BELOW_ITSELF


def test_units_are_found_by_their_aliases(cast: Cast):
    actions.edit_unit(by=None, unit=cast.unit, values={"aliases": "昆图，县图书馆"})
    assert list(Unit.objects.named("县图")) == [cast.unit]
    assert names(Unit.objects.named("昆山 中学")) == ["昆山市第一中学"]


def test_groups_of_the_city_are_used_below_it_and_not_beside(cast: Cast):
    group = actions.keep_group(
        by=None,
        group=None,
        values={"name": "各成员单位", "name_en": "", "owner": cast.city},
        units=[cast.unit, cast.other_unit],
    ).record
    assert list(group.units.all()) == [cast.unit, cast.other_unit]
    assert list(use_groups.visible(cast.district_organiser)) == [group]
    beside = make_person("蜀平", make_unit("成都市"), Role.ORGANISER)
    assert list(use_groups.visible(beside)) == []
    assert list(use_groups.visible(cast.participant)) == []


def test_a_group_is_kept_by_the_unit_that_took_over(cast: Cast):
    def keep(owner, name, group=None):
        values = {"name": name, "name_en": "", "owner": owner}
        return actions.keep_group(by=None, group=group, values=values, units=[cast.unit]).record

    ours, ours_too = keep(cast.unit, "各部室"), keep(cast.unit, "馆外点")
    theirs = keep(cast.other_unit, "各部室")
    actions.merge_units(by=None, unit=cast.unit, into=cast.other_unit)
    kept = UnitGroup.objects.filter(owner=cast.other_unit).order_by("pk")
    assert list(kept) == [ours, ours_too, theirs]
    assert [group.name for group in kept] == ["各部室（昆山市图书馆）", "馆外点", "各部室"]
    # Whoever chose the old unit before it was merged means the new one.
    assert keep(cast.unit, "读书会").owner == cast.other_unit


def test_nothing_new_stands_below_a_unit_that_ceased(cast: Cast):
    actions.edit_unit(by=None, unit=cast.unit, values={"is_active": False})
    values = {"name": "阅览部", "code": "yl", "kind": UnitKind.PUBLIC_INSTITUTION}
    refused = actions.add_unit(by=None, parent=cast.unit, values=values)
    assert refused.outcome is PeopleOutcome.UNIT_INACTIVE
    operator = make_person("运营", cast.city, Role.OPERATOR)
    offered = UnitForm(person=operator).fields["parent"].queryset
    assert cast.other_unit in offered
    assert cast.unit not in offered


steps = st.lists(
    st.tuples(
        st.sampled_from(["move", "merge"]),
        st.integers(0, SIZE - 1),
        st.integers(-1, SIZE - 1),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=4,
)


class Model:
    """The tree as a dictionary: what the real one has to agree with."""

    def __init__(self) -> None:
        self.units = [make_unit(f"单位{number}") for number in range(1)]
        for number in range(1, SIZE):
            parent = Unit.objects.get(pk=self.units[(number - 1) // 2].pk)
            self.units.append(make_unit(f"单位{number}", parent))
        keys = [unit.pk for unit in self.units]
        self.parent = {key: keys[(n - 1) // 2] if n else None for n, key in enumerate(keys)}
        self.people = [
            make_person(f"员{n}", unit, Role.LIAISON) for n, unit in enumerate(self.units)
        ]

    def closure(self, key):
        """A unit and all below it."""
        return {one for one in self.parent if key in self.chain(one)}

    def chain(self, key):
        """A unit and all above it."""
        found = []
        while key is not None:
            found.append(key)
            key = self.parent[key]
        return found


def reach_of(person):
    """Keys of the units that somebody reaches as a liaison, asked anew."""
    fresh = User.objects.get(pk=person.pk)
    return set(see_unit.visible(fresh).values_list("pk", flat=True))


def take(model: Model, kind: str, one: int, other: int, sibling: int) -> None:
    """One step on the real tree and, when it was done, on the model."""
    unit = Unit.objects.get(pk=model.units[one].pk)
    target = Unit.objects.get(pk=model.units[other].pk) if other >= 0 else None
    if kind == "merge":
        if target is None:
            return
        if actions.merge_units(by=None, unit=unit, into=target).ok:
            for child in [key for key, above in model.parent.items() if above == unit.pk]:
                model.parent[child] = target.pk
            model.parent[unit.pk] = target.pk
        return
    others = target.get_children() if target else Unit.get_root_nodes()
    below = list(others.exclude(pk=unit.pk))
    after = below[sibling] if sibling < len(below) else None
    if actions.move_unit(by=None, unit=unit, parent=target, after=after).ok:
        model.parent[unit.pk] = target.pk if target else None
        if after is not None:
            assert Unit.objects.get(pk=unit.pk).get_prev_sibling() == after


def check(model: Model, steps) -> None:
    """Take the steps; after each of them reach is what the model says, and nothing was gained."""
    for step in steps:
        before = {person.pk: reach_of(person) for person in model.people}
        goes_over = model.closure(model.units[step[1]].pk)
        take(model, *step)
        for person in model.people:
            own = Membership.objects.current().filter(user=person, role=Role.LIAISON)
            reached = reach_of(person)
            assert reached == set().union(*(model.closure(row.unit_id) for row in own))
            if step[0] == "merge":
                target = step[2] >= 0 and model.units[step[2]].pk
                gained = reached - before[person.pk]
                assert gained <= (goes_over if target in before[person.pk] else set())
    assert Unit.find_problems() == ([], [], [], [], [])
    assert {unit.pk: parent_of(unit) for unit in Unit.objects.all()} == model.parent


def test_reach_is_the_unit_and_all_below_after_any_moves_and_merges():
    model = Model()
    start = dict(model.parent)

    @settings(max_examples=15, deadline=None)
    @given(steps=steps)
    def any_steps(steps):
        model.parent = dict(start)
        with transaction.atomic():
            check(model, steps)
            transaction.set_rollback(True)

    any_steps()


def parent_of(unit: Unit):
    """The key of the unit above, if any."""
    above = unit.get_parent()
    return above.pk if above else None
