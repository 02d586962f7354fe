"""Sharing places out by staff size: always the exact sum, never below the floor."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.apportion import TooFewPlaces, apportion

SIZES = st.dictionaries(st.integers(1, 60), st.integers(0, 5000), min_size=1, max_size=60)


def test_the_largest_remainders_get_what_fractions_leave():
    sizes = {"局": 470, "馆": 160, "校": 158, "院": 120, "社": 61, "会": 31}
    assert apportion(10, sizes) == {"局": 5, "馆": 2, "校": 1, "院": 1, "社": 1, "会": 0}


def test_a_floor_is_given_first_and_the_rest_shared_among_the_others():
    sizes = {"局": 470, "馆": 160, "校": 158, "院": 120, "社": 61, "会": 31}
    assert apportion(10, sizes, floor=1) == {"局": 4, "馆": 2, "校": 1, "院": 1, "社": 1, "会": 1}


def test_between_equal_remainders_the_first_wins():
    assert apportion(4, {"甲": 1, "乙": 1, "丙": 1}) == {"甲": 2, "乙": 1, "丙": 1}


def test_where_no_size_is_known_everybody_counts_the_same():
    assert apportion(5, {"甲": 0, "乙": 0}) == {"甲": 3, "乙": 2}


def test_too_high_a_floor_names_what_it_needs():
    with pytest.raises(TooFewPlaces) as refusal:
        apportion(5, {"甲": 1, "乙": 1, "丙": 1}, floor=2)
    assert refusal.value.needed == 6


def test_without_units_there_is_nobody():
    with pytest.raises(ValueError, match="nobody"):
        apportion(5, {})


@given(sizes=SIZES, total=st.integers(0, 3000), floor=st.integers(0, 5))
def test_shares_add_up_and_respect_the_floor_and_the_sizes(sizes, total, floor):
    if floor * len(sizes) > total:
        with pytest.raises(TooFewPlaces):
            apportion(total, sizes, floor)
        return
    shares = apportion(total, sizes, floor)
    assert sum(shares.values()) == total
    assert set(shares) == set(sizes)
    assert min(shares.values()) >= floor
    by_size = sorted(sizes, key=lambda key: sizes[key])
    for smaller, larger in itertools.pairwise(by_size):
        if sizes[smaller] < sizes[larger]:
            assert shares[smaller] <= shares[larger]
