"""A venue's opening hours in words."""

from datetime import time

from django.utils import translation

from events.models import OpeningRule
from events.opening import opening_lines


def rule(weekday, opens=9, closes=17, last=None):
    """An opening rule that stands alone."""
    return OpeningRule(
        weekday=weekday, opens=time(opens), closes=time(closes), last_entry=last and time(last)
    )


def test_opening_hours_in_words():
    with translation.override("en"):
        lines = opening_lines([rule(day, last=16) for day in range(2, 8)])
        assert lines == ["Tuesday to Sunday 09:00–17:00 (last entry 16:00)", "closed on Monday"]
        assert opening_lines([rule(6), rule(7, opens=10)]) == [
            "Saturday 09:00–17:00",
            "Sunday 10:00–17:00",
            "closed on Monday to Friday",
        ]
        assert opening_lines([]) == []
