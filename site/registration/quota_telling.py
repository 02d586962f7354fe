"""What liaisons are told about the places of their units."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation

from events.models import Offering, SeatPool, SeatPosting
from notices.delivery import Note, notify_many
from notices.enums import Kind
from people.models import Membership, User
from people.rules import LIAISONS
from publishing.languages import text
from registration.models import Milestone, TransferProposal
from registration.wording import title_of


def liaisons_of(units: Iterable[Any]) -> dict[int, list[User]]:
    """Liaison and deputies of each unit today, by its key. One query."""
    found: dict[int, list[User]] = defaultdict(list)
    rows = Membership.objects.current().filter(unit__in=list(units), role__in=LIAISONS)
    for row in rows.select_related("user").order_by("pk"):
        if row.user not in found[row.unit_id]:
            found[row.unit_id].append(row.user)
    return found


def tell_places(
    offering: Offering, postings: Iterable[SeatPosting], pools: Iterable[SeatPool]
) -> None:
    """Tell the liaisons of each unit what came or went, and how many places it has now."""
    now = {pool.pk: pool for pool in pools}
    of_units = [posting for posting in postings if posting.pool.unit_id is not None]
    told = liaisons_of({posting.pool.unit_id for posting in of_units})
    notes = []
    for posting in of_units:
        for person in told.get(posting.pool.unit_id or 0, []):
            pool = now[posting.pool_id]
            facts = {"posting": posting, "places": abs(posting.delta), "pool": pool}
            notes.append(_note(person, offering, pool.unit, f"posting-{posting.pk}", **facts))
    notify_many(Kind.PLACES_MOVED, notes)


def tell_proposed(proposal: TransferProposal) -> None:
    """Tell the liaisons of the receiving unit that they are asked."""
    people = liaisons_of([proposal.target_id])[proposal.target_id]
    key = f"proposal-{proposal.pk}"
    facts = {"proposal": proposal, "places": proposal.number}
    notify_many(
        Kind.TRANSFER_PROPOSED,
        [_note(one, proposal.offering, proposal.target, key, **facts) for one in people],
    )


def tell_refused(proposal: TransferProposal) -> None:
    """Tell the liaisons of the giving unit that their places stay."""
    people = liaisons_of([proposal.source_id])[proposal.source_id]
    key = f"proposal-{proposal.pk}-refused"
    facts = {"proposal": proposal, "places": proposal.number, "refused": True}
    notify_many(
        Kind.TRANSFER_PROPOSED,
        [_note(one, proposal.offering, proposal.source, key, **facts) for one in people],
    )


def tell_milestone(milestone: Milestone, missing: list[tuple[SeatPool, int]], key: str) -> int:
    """Remind the liaisons of units that have used too few places; return how many were told."""
    offering = milestone.rule.offering
    told = liaisons_of([pool.unit_id for pool, _ in missing])
    notes = [
        _note(
            person, offering, pool.unit, f"milestone-{milestone.pk}-{key}",
            milestone=milestone, places=number, pool=pool, late=key == "late",
        )
        for pool, number in missing
        for person in told.get(pool.unit_id or 0, [])
    ]  # fmt: skip
    return len(notify_many(Kind.MILESTONE, notes))


def _note(person: User, offering: Offering, unit: Any, key: str, **context: Any) -> Note:
    with translation.override(person.language):
        path = reverse("nominations", args=[offering.public_id]) + f"?unit={unit.public_id}"
        words = {"title": title_of(offering), "unit": text(unit, "name"), **context}
        for name in ("source", "target"):
            if "proposal" in context:
                words[name] = text(getattr(context["proposal"], name), "name")
    return Note(person, f"{unit.pk}-{key}", path, words)
