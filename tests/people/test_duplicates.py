"""Which records may be one person, and which are not shown."""

import pytest

from people.duplicates import (
    SAME_NAME,
    SAME_NUMBER,
    SAME_PHONE,
    SAME_SOUND,
    find_pairs,
    pairs_with_people,
)
from people.models import DistinctPair, User
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def found():
    names = dict(User.objects.values_list("pk", "email"))
    return {(names[pair.one], names[pair.other], pair.why) for pair in find_pairs(User.objects)}


def person(address, name, unit=None, **fields):
    return make_person(name, unit, email=f"{address}@x.org", **fields)


def test_numbers_and_phones_written_otherwise(cast):
    person(1, "甲一", number="00-12a")
    person(2, "乙二", number="12A")
    person(3, "丙三", phone="13900000001")
    person(4, "丁四", phone="+8613900000001")
    assert found() == {
        ("1@x.org", "2@x.org", SAME_NUMBER), ("3@x.org", "4@x.org", SAME_PHONE),
    }  # fmt: skip


def test_names_alike_in_one_unit_and_not_in_two(cast):
    person(1, "章伟", cast.unit)
    person(2, "章伟", cast.unit)
    person(3, "张玮", cast.unit)
    person(4, "章伟", cast.other_unit)
    assert found() == {
        ("1@x.org", "2@x.org", SAME_NAME),
        ("1@x.org", "3@x.org", SAME_SOUND),
        ("2@x.org", "3@x.org", SAME_SOUND),
    }


def test_who_signed_up_without_a_unit_stands_beside_the_record_of_a_list(cast):
    person(1, "章伟", cast.unit)
    person(2, "章伟")
    assert found() == {("1@x.org", "2@x.org", SAME_NAME)}


def test_a_name_that_is_common_in_a_unit_is_no_reason(cast):
    for number in range(7):
        person(number, "章伟", cast.unit)
    assert found() == set()


def test_a_pair_that_somebody_kept_apart_is_not_shown_again(cast):
    one, other = (person(n, "章伟", cast.unit) for n in (1, 2))
    DistinctPair.objects.create(one=one, other=other)
    assert found() == set()


@pytest.mark.parametrize("size", [1, 3])
def test_as_many_queries_for_three_pairs_as_for_one(cast, django_assert_num_queries, size):
    for name in ("章伟", "苗青", "柳叶")[:size]:
        person(f"{name}1", name, cast.unit)
        person(f"{name}2", name, cast.unit)
    with django_assert_num_queries(5):
        assert len(pairs_with_people(find_pairs(User.objects))) == size
