"""What a liaison is told before nominating: clashes and repetitions, for any number of people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registration.cautions import cautions_for
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_topic,
)


@pytest.fixture
def offering(cast):
    """Units nominate."""
    return make_offering(unit=cast.city, capacity=4, admits_nominated=True, admits_self=False)


@pytest.fixture
def people(cast):
    """Three people of the library."""
    return [make_person(name, cast.unit) for name in ("甲一", "乙二", "丙三")]


def test_cautions_name_clashes_and_repetitions(cast, offering, people):
    starts = offering.sessions.first().starts_at
    clash = make_offering(unit=cast.city, sessions=0)
    make_session(clash, starts_at=starts + timedelta(hours=1))
    make_registration(clash, people[0])
    earlier = make_offering(unit=cast.city, page=offering.page, label="上期", sessions=0)
    make_session(earlier, starts_at=timezone.now() - timedelta(days=90))
    make_registration(earlier, people[1])
    long_ago = make_offering(unit=cast.city, page=offering.page, label="早期", sessions=0)
    make_session(long_ago, starts_at=timezone.now() - timedelta(days=500))
    make_registration(long_ago, people[2])
    found = cautions_for(offering, people)
    assert [line.split("：")[0] for line in found[people[0].pk]] == ["时间冲突"]
    assert [line.split("：")[0] for line in found[people[1].pk]] == ["近期已参加同一项目"]
    assert found[people[2].pk] == []


def test_cautions_name_the_same_topic_under_another_name(cast, offering, people):
    topic, other = make_topic("强国之路", "市委党校"), make_topic("乡村振兴", "市委党校")
    session = offering.sessions.first()
    session.topic = topic
    session.save()
    month = timezone.now() - timedelta(days=30)
    plans = [(topic, month), (other, month), (topic, month - timedelta(days=500))]
    for person, (taught, when) in zip(people, plans, strict=True):
        visit = make_offering(unit=cast.city, sessions=0)
        make_session(visit, starts_at=when, topic=taught)
        make_registration(visit, person)
    found = cautions_for(offering, people)
    [line] = found[people[0].pk]
    assert line.startswith("近期已学过同一专题：强国之路")
    assert found[people[1].pk] == found[people[2].pk] == []


@pytest.mark.parametrize("number", [1, 3])
def test_cautions_cost_the_same_for_many(cast, offering, number, django_assert_num_queries):
    earlier = make_offering(unit=cast.city, page=offering.page, label="上期")
    people = [make_person(unit=cast.unit) for _ in range(number)]
    for person in people:
        make_registration(earlier, person)
    with django_assert_num_queries(12):
        found = cautions_for(offering, people)
    assert sum(map(len, found.values())) == 2 * number
