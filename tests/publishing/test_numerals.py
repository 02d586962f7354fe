"""Numbers that people write either way."""

import re

import pytest

from publishing.numerals import COUNTED, in_characters, in_figures, other_way


@pytest.mark.parametrize("number", range(1, 100))
def test_both_ways_are_one_number(number):
    assert in_figures(in_characters(number)) == number


@pytest.mark.parametrize(
    ("written", "other"),
    [("第3讲", "第三讲"), ("五十八场", "58场"), ("10期", "十期"), ("十二届", "12届")],
)
def test_a_counted_number_is_written_the_other_way(written, other):
    assert other_way(written) == other
    assert other_way(other) == written


@pytest.mark.parametrize(
    "text", ["一站式服务", "上一季", "下一站", "这一次", "百年", "158场", "一期一会"]
)
def test_what_is_no_count_is_left_alone(text):
    assert re.search(COUNTED, text) is None
