"""Queries that nobody types take no longer than others: each of these took seconds or more."""

from itertools import product
from time import process_time

import pytest

from publishing.asking import LONGEST_QUERY
from publishing.passages import named
from publishing.romanised import LONGEST, heard_as, syllables

SECONDS = 1  # of the processor; far above what they take


@pytest.fixture
def quick():
    syllables()  # read once for ever
    begun = process_time()
    yield
    assert process_time() - begun < SECONDS


def test_letters_that_are_syllables_but_for_the_last_one(quick):
    for last in "xqbdfg":
        assert heard_as(("na" * LONGEST)[: LONGEST - 2] + last, going_on=True)


def test_many_words_of_letters_and_a_long_title(quick):
    words = " ".join("".join(letters) for letters in product("bcdf", repeat=3))
    assert [part.marked for part in named("关" * 255, words[:LONGEST_QUERY])] == [False]
