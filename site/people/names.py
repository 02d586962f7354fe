"""Names of persons: family name first, found by pinyin and initials."""

import re
from typing import Any

from pypinyin import Style, lazy_pinyin, load_single_dict

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# Characters of names that the dictionary lacks.
load_single_dict({ord("𠮷"): "jí"})


def full_name(family: str, given: str) -> str:
    """Family name first; without a space where the name is written in Han characters."""
    family, given = family.strip(), given.strip()
    joiner = "" if HAN.search(family + given) or not given or not family else " "
    return f"{family}{joiner}{given}"


def search_key(name: str) -> str:
    """What a name is found by: itself, its pinyin joined, its initials; lower case."""
    syllables = lazy_pinyin(name, style=Style.NORMAL, errors="default")
    initials = "".join(syllable[0] for syllable in syllables if syllable.strip())
    return " ".join([name, "".join(syllables), initials]).lower()


def display_name(person: Any) -> str:
    """How allauth and the header call a person."""
    return person.name
