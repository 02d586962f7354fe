"""The length of an essay: one rule, the same in Python and in the browser."""

import pytest

from essays.counting import characters, lines
from tests.essays.hard_cases import HARD_CASES, HARD_LINES


@pytest.mark.parametrize(("text", "length"), HARD_CASES)
def test_the_server_counts_by_the_rule(text: str, length: int) -> None:
    assert characters(text) == length


@pytest.mark.parametrize(("text", "number"), HARD_LINES)
def test_the_server_counts_lines_by_the_rule(text: str, number: int) -> None:
    assert lines(text) == number


def test_a_long_text_is_counted_at_once() -> None:
    assert characters("知行合一，" * 250_000) == 1_000_000
