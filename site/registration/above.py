"""What this room asks of the rooms above, which answer by a function from `AppConfig.ready`.

Who finished something is known where marks are; who looks after an offering, where its cohort is.
"""

from collections.abc import Callable, Iterable
from typing import Any

Finished = Callable[[Any, Iterable[int]], set[int]]
Caretakers = Callable[[Any, Any], list[Any]]
_FINISHED: list[Finished] = []
_CARETAKERS: list[Caretakers] = []


def finished_says(provider: Finished) -> None:
    """Register who knows which of some offerings (keys) a person came to and finished."""
    _FINISHED[:] = [provider]


def looked_after_says(provider: Caretakers) -> None:
    """Register who knows the coordinator of an offering, or whoever stands in."""
    _CARETAKERS[:] = [provider]


def finished(person: Any, offerings: Iterable[int]) -> set[int]:
    """Those of `offerings` (keys) that `person` came to as they ask; a place alone is none."""
    return set().union(*(says(person, offerings) for says in _FINISHED))


def caretakers_of(offering: Any, but: Any) -> list[Any]:
    """Who looks after an offering; never the person it is about."""
    return [one for says in _CARETAKERS for one in says(offering, but)]
