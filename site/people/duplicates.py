"""Finding records that may be one person: for somebody to look at, never merged by themselves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import DistinctPair, Membership, User
from people.names import full_name

SAME_NUMBER = _("the same personnel number, written otherwise")
SAME_PHONE = _("the same mobile number, written otherwise")
SAME_NAME = _("the same name in the same unit")
SAME_SOUND = _("names that sound alike in the same unit")
NO_DIGIT = re.compile(r"\D")
MOST_ALIKE = 6  # more of one name and unit are no doubles, but a name that is common there


@dataclass(frozen=True)
class Pair:
    """Two keys of persons, the older first, and why they may be one."""

    one: int
    other: int
    why: str | Promise


def find_pairs(people: Any) -> list[Pair]:
    """Pairs among `people` (a queryset), the surest reasons first; without those kept apart."""
    apart = set(DistinctPair.objects.values_list("one", "other"))
    seen: set[tuple[int, int]] = set()
    found = []
    for why, keys in _alike(people):
        for one, other in combinations(sorted(keys), 2):
            if (one, other) not in seen and (one, other) not in apart:
                seen.add((one, other))
                found.append(Pair(one, other, why))
    return found


Groups = dict[Any, set[int]]


def _alike(people: Any) -> Iterator[tuple[str | Promise, set[int]]]:
    """Sets of persons that have something in common, by reason."""
    rows = list(
        people.order_by().values_list(
            "pk", "last_name", "first_name", "name_key", "number", "phone"
        )
    )
    numbers = _grouped((_bare_number(row[4]), row[0]) for row in rows if row[4])
    phones = _grouped((NO_DIGIT.sub("", row[5])[-11:], row[0]) for row in rows if row[5])
    persons = {pk: _spoken(*names) for pk, *names, _number, _phone in rows if any(names[:2])}
    names, sounds = _in_units(persons)
    reasons = (
        (SAME_NUMBER, numbers),
        (SAME_PHONE, phones),
        (SAME_NAME, names),
        (SAME_SOUND, sounds),
    )
    for why, groups in reasons:
        yield from ((why, keys) for keys in groups.values() if 1 < len(keys) <= MOST_ALIKE)


def _grouped(pairs: Iterable[tuple[Any, int]]) -> Groups:
    found: Groups = defaultdict(set)
    for key, pk in pairs:
        found[key].add(pk)
    return found


def _spoken(family: str, given: str, key: str) -> tuple[str, str]:
    """A name, and how it sounds."""
    name = full_name(family, given).lower()
    return name, key.removeprefix(name).strip().split(" ")[0]


def _in_units(persons: dict[int, tuple[str, str]]) -> tuple[Groups, Groups]:
    """Persons by unit and name, and by unit and sound.

    Who belongs nowhere may have signed up beside the record that a list made.
    """
    memberships = Membership.objects.current().values_list("unit", "user").distinct()
    held = [(unit, pk) for unit, pk in memberships if pk in persons]
    names = _grouped(((unit, persons[pk][0]), pk) for unit, pk in held)
    sounds = _grouped(((unit, persons[pk][1]), pk) for unit, pk in held)
    _add_homeless(names, persons, set(persons) - {pk for _unit, pk in held})
    return names, sounds


def _add_homeless(names: Groups, persons: dict[int, tuple[str, str]], homeless: set[int]) -> None:
    """Whoever has no unit stands beside everybody of the same name, where they are few."""
    places = defaultdict(list)
    for unit, name in list(names):
        places[name].append((unit, name))
    for pk in sorted(homeless):
        name = persons[pk][0]
        if len(places[name]) <= MOST_ALIKE:
            for place in places[name] or [(None, name)]:
                names[place].add(pk)


def _bare_number(number: str) -> str:
    """00-12 a and 12A are written otherwise and mean the same."""
    kept = "".join(char for char in number.upper() if char.isalnum())
    return kept.lstrip("0") or kept


def pairs_with_people(pairs: list[Pair]) -> list[dict[str, Any]]:
    """Pairs with their persons, for a page of a list."""
    keys = {key for pair in pairs for key in (pair.one, pair.other)}
    people = User.objects.with_units().in_bulk(keys)
    return [
        {"one": people[pair.one], "other": people[pair.other], "why": pair.why} for pair in pairs
    ]
