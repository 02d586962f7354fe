"""Giving roles, handing over, moving on, leaving: one liaison on any day, history kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people import actions
from people.enums import Role
from people.joining_outcomes import JoiningOutcome
from people.models import Membership, User
from people.outcomes import PeopleOutcome
from tests.factories import Cast, make_person

pytestmark = pytest.mark.django_db


def day(days: int):
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def held(person, unit):
    """What a person is in a unit, past rows included, by role."""
    rows = Membership.objects.filter(user=person, unit=unit).order_by("pk")
    return [(row.role, row.since_on, row.until_on) for row in rows]


def fresh(person):
    """The person as a new request sees them."""
    return User.objects.get(pk=person.pk)


def test_no_liaison_begins_while_another_is_in_office(cast: Cast):
    office = Membership.objects.get(user=cast.liaison)
    Membership.objects.filter(pk=office.pk).update(until_on=day(30))
    add = {"by": None, "person": cast.colleague, "unit": cast.unit, "role": Role.LIAISON}
    assert actions.add_member(**add).outcome is PeopleOutcome.LIAISON_EXISTS
    assert actions.add_member(**add, since_on=day(30)).outcome is PeopleOutcome.LIAISON_EXISTS
    assert actions.add_member(**add, since_on=day(31)).outcome is PeopleOutcome.MEMBER_ADDED
    again = actions.add_member(**(add | {"person": cast.participant}), since_on=day(5))
    assert again.outcome is PeopleOutcome.LIAISON_EXISTS


@pytest.mark.postgres
def test_the_database_keeps_two_liaisons_apart(cast: Cast):
    Membership.objects.filter(user=cast.liaison).update(until_on=day(30))
    row = {"user": cast.colleague, "unit": cast.unit, "role": Role.LIAISON}
    with pytest.raises(IntegrityError, match="no_two_liaisons_at_once"), transaction.atomic():
        Membership.objects.create(**row, since_on=day(29))
    Membership.objects.create(**row, since_on=day(30))


def test_who_hands_over_stays_one_of_the_people(cast: Cast):
    office = Membership.objects.get(user=cast.liaison)
    Membership.objects.filter(pk=office.pk).update(since_on=day(-100))
    actions.add_member(
        by=None, person=cast.colleague, unit=cast.unit, role=Role.DEPUTY_LIAISON, since_on=day(-9)
    )
    done = actions.hand_over_liaison(by=cast.liaison, membership=office, to=cast.colleague)
    assert done.outcome is PeopleOutcome.HANDED_OVER
    assert held(cast.liaison, cast.unit) == [
        (Role.LIAISON, day(-100), day(-1)),
        (Role.MEMBER, day(0), None),
    ]
    assert held(cast.colleague, cast.unit)[1:] == [
        (Role.DEPUTY_LIAISON, day(-9), day(-1)),
        (Role.LIAISON, day(0), None),
    ]


def test_an_office_that_has_not_begun_cannot_be_handed_over(cast: Cast):
    later = Membership.objects.create(
        user=cast.colleague, unit=cast.other_unit, role=Role.LIAISON, since_on=day(9)
    )
    done = actions.hand_over_liaison(by=None, membership=later, to=cast.participant)
    assert done.outcome is PeopleOutcome.NOT_A_LIAISON


def test_a_transfer_ends_everything_here_and_keeps_the_history(cast: Cast):
    Membership.objects.filter(user=cast.participant).update(since_on=day(-50))
    deputy = actions.add_member(
        by=None,
        person=cast.participant,
        unit=cast.unit,
        role=Role.DEPUTY_LIAISON,
        since_on=day(-50),
    ).record
    done = actions.transfer(by=None, membership=deputy, unit=cast.other_unit, post="教研组长")
    assert done.outcome is PeopleOutcome.TRANSFERRED
    assert held(cast.participant, cast.unit) == [
        (Role.MEMBER, day(-50), day(-1)),
        (Role.DEPUTY_LIAISON, day(-50), day(-1)),
    ]
    assert held(cast.participant, cast.other_unit) == [(Role.MEMBER, day(0), None)]
    assert done.record.post == "教研组长"
    assert fresh(cast.participant).unit == cast.other_unit
    again = actions.transfer(by=None, membership=done.record, unit=cast.other_unit)
    assert again.outcome is PeopleOutcome.SAME_UNIT
    gone = actions.transfer(by=None, membership=deputy, unit=cast.city)
    assert gone.outcome is PeopleOutcome.ENDED_ALREADY


def test_a_liaison_enrols_the_free_and_not_the_people_of_others(cast: Cast):
    liaison = cast.liaison
    done = actions.enrol(by=liaison, person=cast.stranger, unit=cast.unit, post="馆员", rank=3)
    assert done.outcome is PeopleOutcome.MEMBER_ADDED
    assert cast.stranger.notices.get().subject == "您已加入昆山市图书馆"
    again = actions.enrol(by=liaison, person=cast.stranger, unit=cast.unit)
    assert again.outcome is PeopleOutcome.ALREADY_MEMBER
    teacher = make_person("孟昭", cast.other_unit)
    refused = actions.enrol(by=liaison, person=teacher, unit=cast.unit)
    assert refused.outcome is PeopleOutcome.BELONGS_ELSEWHERE
    assert held(teacher, cast.unit) == []
    organiser = actions.enrol(by=cast.district_organiser, person=teacher, unit=cast.unit)
    assert organiser.outcome is PeopleOutcome.MEMBER_ADDED


def test_leaving_ends_a_membership_but_no_office(cast: Cast):
    left = actions.leave_unit(by=cast.participant, unit=cast.unit)
    assert left.outcome is JoiningOutcome.LEFT
    assert held(cast.participant, cast.unit) == [(Role.MEMBER, day(0), day(0))]
    assert actions.leave_unit(by=cast.liaison, unit=cast.unit).outcome is JoiningOutcome.OFFICE_HELD
    assert (
        actions.leave_unit(by=cast.stranger, unit=cast.unit).outcome is JoiningOutcome.LEFT_ALREADY
    )


def test_post_and_rank_are_changed_without_a_trace_of_their_values(cast: Cast):
    own = Membership.objects.get(user=cast.participant)
    done = actions.edit_membership(by=cast.liaison, membership=own, post="副馆长", rank=2)
    assert done.outcome is PeopleOutcome.MEMBERSHIP_EDITED
    assert done.details["changes"] == {"fields": ["post", "rank"]}
    again = actions.edit_membership(by=cast.liaison, membership=own, post="副馆长", rank=2)
    assert again.outcome is PeopleOutcome.UNCHANGED
