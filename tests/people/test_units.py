"""Units and memberships."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.enums import Role
from people.models import Membership, Unit, User
from tests.factories import Cast, make_person

pytestmark = pytest.mark.django_db


def test_a_unit_and_all_below_it(cast: Cast) -> None:
    assert set(Unit.objects.within(cast.district)) == {cast.district, cast.unit, cast.other_unit}


def test_a_unit_has_one_current_liaison(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person("第二", cast.unit, Role.LIAISON)

    Membership.objects.filter(user=cast.liaison).update(until_on=timezone.localdate())
    make_person("第二", cast.unit, Role.LIAISON)


def test_a_membership_that_ended_counts_no_more(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.participant).update(
        since_on=yesterday - timedelta(days=30), until_on=yesterday
    )
    person = User.objects.get(pk=cast.participant.pk)
    assert person.unit is None
    assert cast.participant not in User.objects.in_units(Unit.objects.within(cast.unit))


def test_a_membership_cannot_end_before_it_begins(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(user=cast.participant).update(
            until_on=timezone.localdate() - timedelta(days=1)
        )


def test_memberships_cost_one_query_a_request(cast: Cast, django_assert_num_queries) -> None:
    person = User.objects.get(pk=cast.liaison.pk)
    with django_assert_num_queries(1):
        assert person.unit == cast.unit
        assert person.current_memberships[0].role == Role.LIAISON
