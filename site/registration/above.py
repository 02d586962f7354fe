"""What this room asks of the rooms above, which answer by a function from `AppConfig.ready`.

Who finished something, and who takes part elsewhere than in the main hall, is known where marks
are; who looks after an offering, where its cohort is.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Finished = Callable[[Any, Iterable[int]], set[int]]
Caretakers = Callable[[Any, Any], list[Any]]
Sites = Callable[[Any, Iterable[Any]], Mapping[int, Any]]
_FINISHED: list[Finished] = []
_CARETAKERS: list[Caretakers] = []
_SITES: list[tuple[Callable[[Any], Any], Sites]] = []


def finished_says(provider: Finished) -> None:
    """Register who knows which of some offerings (keys) a person came to and finished."""
    _FINISHED[:] = [provider]


def looked_after_says(provider: Caretakers) -> None:
    """Register who knows the coordinator of an offering, or whoever stands in."""
    _CARETAKERS[:] = [provider]


def sites_say(marked: Callable[[Any], Any], provider: Sites) -> None:
    """Register who knows the remote sites of people, and how sessions say that there are none."""
    _SITES[:] = [(marked, provider)]


def finished(person: Any, offerings: Iterable[int]) -> set[int]:
    """Those of `offerings` (keys) that `person` came to as they ask; a place alone is none."""
    return set().union(*(says(person, offerings) for says in _FINISHED))


def caretakers_of(offering: Any, but: Any) -> list[Any]:
    """Who looks after an offering; never the person it is about."""
    return [one for says in _CARETAKERS for one in says(offering, but)]


def with_sites(sessions: Any) -> Any:
    """Sessions that know whether their offering has remote sites, which spares a question."""
    for marked, _provider in _SITES:
        sessions = marked(sessions)
    return sessions


def sites_of(session: Any, registrations: Iterable[Any]) -> dict[int, Any]:
    """The remote site at which each of these people attends the session, by key of registration;
    whoever is not named is expected where the session is held.
    """
    found: dict[int, Any] = {}
    for _marked, provider in _SITES:
        found |= {key: site for key, site in provider(session, registrations).items() if site}
    return found
