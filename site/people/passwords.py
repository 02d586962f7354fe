"""Passwords that are guessed first here: pinyin, names, phone and lucky numbers.

zxcvbn knows English words, dates, keyboards and sequences; it is given `weak_words.txt` and what
anybody can know of the person.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin
from zxcvbn import matching, scoring

WORDS = Path(__file__).with_name("weak_words.txt")
# Sign-in takes some 60 wrong passwords a day on one account: this lasts for thousands of years.
GUESSES = 10**8
LONGEST = 72  # what zxcvbn looks at; whatever is longer is strong enough
SHORTEST_PART = 3


@cache
def weak_words() -> tuple[str, ...]:
    """Words and syllables, likeliest first."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def guesses(password: str, known: tuple[str, ...] = ()) -> float:
    """How many guesses `password` takes somebody who knows `known` of its owner."""
    if not password:
        return 1
    text = password[:LONGEST]
    own = [word.lower() for word in known if len(word) >= SHORTEST_PART]
    # Not zxcvbn's own front door: that keeps the words of one person for the next, in a global.
    ranks = matching.build_ranked_dict(list(dict.fromkeys([*own, *weak_words()])))
    dictionaries = {**matching.RANKED_DICTIONARIES, "user_inputs": ranks}
    found = matching.omnimatch(text, dictionaries)
    return float(scoring.most_guessable_match_sequence(text, found)["guesses"])


class GuessableValidator:
    """Refuses a password that is guessed soon, and says what makes a good one."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one that takes fewer than GUESSES."""
        if guesses(password, facts_of(user)) < GUESSES:
            raise ValidationError(
                _(
                    "This password is guessed too soon: names, pinyin words, birthdays and phone "
                    "numbers are tried first. Put three or four words together that have nothing "
                    "to do with one another."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """What stands below the field."""
        return _("No name, pinyin word, birthday or phone number alone.")


def facts_of(person: Any) -> tuple[str, ...]:
    """What others know of a person: name, contacts, number and units, in pinyin as well."""
    if person is None:
        return ()
    texts = [person.last_name, person.first_name, f"{person.last_name}{person.first_name}"]
    texts += [f"{person.first_name}{person.last_name}", person.number or ""]
    if person.pk:
        for membership in person.current_memberships:
            unit = membership.unit
            texts += [unit.name, unit.short_name, unit.code, unit.name_en]
    facts = {spelt for text in texts if text for spelt in _spellings(text)}
    phone = re.sub(r"\D", "", person.phone or "").removeprefix("86")
    facts |= {phone, phone[-8:], phone[-6:], phone[-4:], phone[:7]}
    facts |= set(re.split(r"[@._-]", (person.email or "").lower()))
    return tuple(sorted(facts - {""}))


def _spellings(text: str) -> set[str]:
    syllables = lazy_pinyin(text, errors="default")
    initials = "".join(syllable[:1] for syllable in syllables)
    return {text.lower(), "".join(syllables).lower(), initials.lower(), syllables[0].lower()}
