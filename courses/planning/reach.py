"""What stands against a plan, and whom publishing it would reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from courses.planning.differences import Pair
from courses.planning.facts import Fact, moment
from courses.planning.plans import Plan
from events.additions import reached
from events.conflicts import Conflict, Wanted, bus_on, find_conflicts
from events.enums import RUNNING
from events.models import TOLD, RouteBus


def conflicts_of(plan: Plan) -> list[Conflict]:
    """What stands against everything planned that is not over, with a full cohort.

    The buses of a session's own route set off as much later as the session is moved.
    """
    now = timezone.now()
    ahead = [entry for entry in plan.standing() if entry.slot.ends_at > now]
    offering = plan.cohort.offering_id
    wanted = [
        Wanted(entry.key, entry.slot, offering, entry.session.pk if entry.session else None)
        for entry in ahead
    ]
    later = {e.session.pk: (e, e.slot.starts_at - e.session.starts_at) for e in ahead if e.session}
    for row in RouteBus.objects.filter(route__session__in=later).select_related("route"):
        entry, by = later[row.route.session_id]
        wanted.append(Wanted(entry.key, bus_on(row.route, row.bus_id, by), offering))
    gone = [entry.session.pk for entry in plan.removed() if entry.session]
    return find_conflicts(wanted, without=gone)


@dataclass(frozen=True)
class Reach:
    """How many participants are told, and whom else it concerns, by name."""

    participants: int
    speakers: list[str]
    venues: list[str]


def reach_of(plan: Plan) -> Reach:
    """Whom publishing reaches: participants only of what they plan by, see `events.models.TOLD`."""
    pairs = plan.pairs()
    offering = plan.cohort.offering
    is_told = offering.state in RUNNING and any(is_told_of(pair) for pair in pairs)
    return Reach(
        participants=reached(offering) if is_told else 0,
        speakers=_names(pairs, "speaker"),
        venues=_names(pairs, "venue"),
    )


def is_told_of(pair: Pair) -> bool:
    """Whether those registered hear of it: what is new, falls out or changes, and still ahead."""
    before, after = pair
    ends = max(moment(fact, "ends_at") for fact in pair if fact)
    is_news = not before or not after or any(before[name] != after[name] for name in TOLD)
    return is_news and ends >= timezone.now()


def _names(pairs: Iterable[Pair], name: str) -> list[str]:
    facts: list[Fact] = [fact for pair in pairs for fact in pair if fact]
    records: list[dict[str, Any]] = [fact[name] for fact in facts if fact[name]]
    return list(dict.fromkeys(record["name"] for record in records))
