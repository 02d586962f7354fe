"""Who is in two offerings at once: asked of the room that keeps registrations, which lies above."""

from collections.abc import Callable, Collection
from datetime import datetime

type Shared = dict[tuple[int, int], int]
"""How many persons two offerings have in common, by their keys: (asked about, other)."""
type Provider = Callable[[Collection[int], datetime, datetime], Shared]

_PROVIDERS: dict[str, Provider] = {}


def counts_people(name: str, provider: Provider) -> None:
    """Register under "room.noun" a function that counts common participants in one query.

    It takes keys of offerings and a span of time, and leaves out other offerings without a session
    in that span. Registering a name twice keeps the last one.
    """
    _PROVIDERS[name] = provider


def shared_people(offerings: Collection[int], start: datetime, end: datetime) -> Shared:
    """How many persons each of `offerings` has in common with others held in the span."""
    found: Shared = {}
    for provider in _PROVIDERS.values():
        for pair, number in provider(offerings, start, end).items():
            found[pair] = max(found.get(pair, 0), number)
    return found
