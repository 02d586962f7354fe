"""Shifted map points and GPS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.coordinates import to_gcj02, to_wgs84

# The flagpole of Tiananmen Square as GPS has it, and as Chinese maps show it.
GPS, MAP = (39.907299, 116.391259), (39.9087, 116.3975)


def test_a_known_place_in_both_systems():
    assert to_wgs84(*MAP, "gcj02") == pytest.approx(GPS, abs=1e-5)
    assert to_gcj02(*GPS, "wgs84") == pytest.approx(MAP, abs=1e-5)


def test_a_point_in_the_wanted_system_stays():
    assert to_wgs84(*GPS, "wgs84") == GPS
    assert to_gcj02(*MAP, "gcj02") == MAP


def test_abroad_nothing_is_shifted():
    assert to_gcj02(48.8584, 2.2945, "wgs84") == (48.8584, 2.2945)
    assert to_wgs84(48.8584, 2.2945, "gcj02") == (48.8584, 2.2945)


@given(st.floats(22, 45), st.floats(85, 125))
def test_there_and_back_again_is_the_same_place(latitude, longitude):
    there = to_gcj02(latitude, longitude, "wgs84")
    assert to_wgs84(*there, "gcj02") == pytest.approx((latitude, longitude), abs=2e-6)
    # Shifted, but by less than a kilometre and a half.
    assert 0 < abs(there[0] - latitude) + abs(there[1] - longitude) < 0.025
