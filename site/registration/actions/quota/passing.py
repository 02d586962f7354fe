"""To whom places go that a unit gives back or leaves unused."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from events.actions.ledger import Line
from events.enums import PostingKind
from registration.actions.quota.posting import Ledger
from registration.enums import RegistrationState
from registration.models import Registration
from registration.quota_enums import PassesTo


def pass_on(ledger: Ledger, number: int, *, kind: str, reason: str, giving: set[int]) -> list[Line]:
    """The lines that bring `number` freed places to those who get them by the offering's rule.

    In an order of units each gets as many as its people lack, in this order, and the rest goes to
    the general places. `giving` are the units the places come from: they get none of them.
    """
    lines = []
    if ledger.rule.passes_to == PassesTo.NEXT and ledger.rule.pk:
        for turn in ledger.rule.turns.select_related("unit"):
            if not number or turn.unit_id in giving:
                continue
            share = min(number, wanting(ledger, turn.unit))
            number -= share
            if share:
                lines.append(Line(turn.unit, share, PostingKind.TRANSFER, reason))
    if number:
        lines.append(Line(None, number, kind, reason))
    return lines


def wanting(ledger: Ledger, unit: Any) -> int:
    """How many people of a unit are nominated as reserve or wait, beyond the places it has left."""
    lacking = Registration.objects.filter(
        Q(state=RegistrationState.NOMINATED, pool=None) | Q(state=RegistrationState.WAITLISTED),
        offering=ledger.offering,
        unit__path__startswith=unit.path,
    )
    return max(lacking.count() - ledger.left(unit), 0)


def destination(lines: list[Line]) -> str:
    """Names of those who got places, for a sentence."""
    names = [line.unit.name if line.unit else _("the general places") for line in lines]
    return "、".join(names)
