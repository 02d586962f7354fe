"""`/unit/o/<id>/`: a unit's ranked nominations for one offering, its places, who could come."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.models import Offering, SeatPool, SeatPosting
from kernel.outcomes import Result
from kernel.rules import states
from people.models import Unit, User
from registration.actions.nomination import nominate, rank_nomination, withdraw_nomination
from registration.actions.nomination.nominate import shut
from registration.actions.pools import pools_of
from registration.actions.quota.posting import rule_of
from registration.actions.seating import quota_pool, ranking_of
from registration.cautions import cautions_for
from registration.enums import RegistrationState
from registration.ledger import Balance, ledger_of
from registration.liaison.unit import LEVELS, address_of, crumbs_of, offering_of, people_of, unit_of
from registration.liaison_forms import ProposeForm, ReturnForm
from registration.models import Registration, TransferProposal
from registration.quota_enums import ProposalState
from registration.quota_rules import change_nomination, nominate_to
from registration.wording import title_of

FOUND = 20


@dataclass(frozen=True)
class Nominee:
    """One line of the ranking."""

    row: Registration
    cautions: list[str]
    is_first: bool
    is_last: bool

    @property
    def is_seated(self) -> bool:
        """Whether a place of the unit is kept for them."""
        return self.row.pool_id is not None


@states(nominate_to)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nominations(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET shows the list, POST does one thing to it and comes back."""
    unit = unit_of(request)
    offering = offering_of(request, public_id)
    if request.method == "POST":
        return _act(request, offering, unit)
    return show(request, offering, unit)


def show(
    request: HttpRequest,
    offering: Offering,
    unit: Unit,
    sent: ReturnForm | ProposeForm | None = None,
) -> HttpResponse:
    """The list; with a form about places that was refused (`sent`), as it was filled in."""
    context = _context(request, offering, unit)
    if isinstance(sent, ProposeForm):
        context["propose_form"] = sent
    elif sent is not None:
        context["return_form"] = sent
    return render(request, "registration/nominations.html", context | {"sent": sent})


def _act(request: HttpRequest, offering: Offering, unit: Unit) -> HttpResponse:
    do = request.POST.get("do")
    if do == "nominate":
        person = get_object_or_404(people_of(unit), public_id=_id(request, "person"))
        result = nominate(by=request.user, offering=offering, unit=unit, person=person)
    elif do in ("up", "down", "withdraw"):
        rows = Registration.objects.filter(offering=offering, nominated_unit=unit)
        rows = rows.select_related("person", "offering", "nominated_unit", "unit")
        row = get_object_or_404(rows, public_id=_id(request, "registration"))
        change_nomination.check(request.user, row)
        result = _change(request, row, do)
    else:
        return redirect(address_of(offering, unit))
    say(request, result)
    return redirect(address_of(offering, unit))


def _change(request: HttpRequest, row: Registration, do: str) -> Result:
    if do == "withdraw":
        return withdraw_nomination(by=request.user, registration=row)
    step = -1 if do == "up" else 1
    return rank_nomination(by=request.user, registration=row, place=(row.rank or 1) + step)


def say(request: HttpRequest, result: Result) -> None:
    """The outcome's sentence on the page that comes next."""
    level = getattr(messages, LEVELS[result.outcome.effect].upper())
    messages.add_message(request, level, result.message)


def _id(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")[:12]


def _context(request: HttpRequest, offering: Offering, unit: Unit) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()[:60]
    listed = ranking_of(offering, unit)
    found = _candidates(offering, unit, words)
    warned = cautions_for(offering, [*(row.person for row in listed), *found])
    last = len(listed) - 1
    refusal = shut(offering)
    return {
        "page": None,
        "offering": offering,
        "unit": unit,
        "title": title_of(offering),
        "crumbs": crumbs_of(unit),
        "refusal": refusal.message if refusal else "",
        "nominees": [
            Nominee(row, warned[row.person_id], number == 0, number == last)
            for number, row in enumerate(listed)
        ],
        "decided": _decided(offering, unit),
        "candidates": [(person, warned[person.pk]) for person in found[:FOUND]],
        "more_found": len(found) > FOUND,
        "q": words,
        **_places(offering, unit),
    }


def _candidates(offering: Offering, unit: Unit, words: str) -> list[User]:
    """People of the unit who are in no way registered here yet, one more than are shown."""
    taken = Registration.objects.filter(offering=offering).exclude(
        state=RegistrationState.WITHDRAWN
    )
    rows = people_of(unit, words).exclude(pk__in=taken.values("person"))
    return list(rows[: FOUND + 1])


def _decided(offering: Offering, unit: Unit) -> list[Registration]:
    """What became of the unit's nominations."""
    rows = Registration.objects.filter(offering=offering, nominated_unit=unit).exclude(
        state=RegistrationState.NOMINATED
    )
    return list(rows.select_related("person").order_by("state", "rank", "pk"))


def _places(offering: Offering, unit: Unit) -> dict[str, Any]:
    """The unit's balance, what it may do with its places, what was posted to it."""
    pool = quota_pool(unit, pools_of(offering))
    rule = rule_of(offering)
    line = balance_for(offering, pool)
    own = pool is not None and pool.unit_id == unit.pk
    open_ones = TransferProposal.objects.filter(offering=offering, state=ProposalState.OPEN)
    others = Unit.objects.active().exclude(pk=unit.pk).filter(seat_pools__offering=offering)
    return {
        "balance": line,
        "is_own": own,
        "rule": rule,
        "return_form": ReturnForm() if own and rule.is_returnable else None,
        "propose_form": ProposeForm(units=others) if own and rule.is_exchangeable else None,
        "offered": open_ones.filter(target=unit).select_related("source"),
        "proposed": open_ones.filter(source=unit).select_related("target"),
        "postings": SeatPosting.objects.filter(pool=pool).order_by("-at", "-pk")[:20]
        if own
        else [],
    }


def balance_for(offering: Offering, pool: SeatPool | None) -> Balance | None:
    """The ledger's line of one pool."""
    if pool is None:
        return None
    lines = ledger_of(offering).units
    return next((line for line in lines if line.unit.pk == pool.unit_id), None)
