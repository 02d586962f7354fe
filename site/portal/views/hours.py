"""`/me/hours/`: my account of credit hours; `/unit/<id>/hours/`: those of a liaison's people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.account import Account, accounts_of, earned_by, sessions_coming_to
from attendance.notable import Remark, remarks_on, running
from attendance.targets import TargetRemark, target_remarks
from attendance.teaching import sessions_taught_by
from courses.shares import divided
from events.models import Offering
from events.titles import with_titles
from kernel.rules import states
from people.models import Unit, User
from people.rules import see_unit
from portal.rules import own_page
from registration.models import Registration

PEOPLE = 50
# A session and what it earns.
Pair = tuple[Any, Decimal]


@dataclass
class Line:
    """The hours of one offering, with its sessions."""

    offering: Any
    hours: Decimal = Decimal(0)
    sessions: list[Any] = field(default_factory=list)


def account_of(person: Any, year: int | None = None) -> Account:
    """A person's account of a year, this one unless said otherwise. Five queries."""
    return accounts_of([person], year or timezone.localdate().year)[person.pk]


def own_remarks(person: Any) -> list[Remark]:
    """What is worth a word about a person's own attendance. Four queries."""
    return remarks_on(running(Registration.objects.of(person)))


def own_target(person: Any, account: Account) -> TargetRemark | None:
    """What is to be said about the target of a person's own year. Four queries at most."""
    return target_remarks({person.pk: account}).get(person.pk)


@states(own_page)
@never_cache
@require_safe
def my_hours(request: HttpRequest) -> HttpResponse:
    """Taken, coming, left to the target; by course, by form, by theme; and earlier years."""
    person, this_year = request.user, timezone.localdate().year
    earned = [(row.session, row.hours) for row in earned_by(person)]
    now = timezone.now()
    teaching = [(session, session.hours) for session in sessions_taught_by(person)]
    taught = [pair for pair in teaching if pair[0].ends_at <= now]
    every = [*earned, *taught]
    years = sorted({_year_of(session) for session, _hours in every} | {this_year}, reverse=True)
    year = _chosen(request.GET.get("year", ""), years) or this_year
    of_year = _in_year(earned, year)
    taught_then = _in_year(taught, year)
    coming = []
    if year == this_year:
        found = sessions_coming_to(person, year, timezone.now())
        coming = [(session, session.hours) for session in found]
        coming += _in_year([pair for pair in teaching if pair[0].ends_at > now], year)[::-1]
    offerings = _titled([*of_year, *taught_then, *coming])
    account = account_of(person, year)
    context = {
        "page": None,
        "today": timezone.localdate(),
        "account": account,
        "is_this_year": year == this_year,
        "remarks": own_remarks(person),
        "target_remark": own_target(person, account),
        "years": [{"year": one, "hours": _sum(every, one)} for one in years],
        "taken": _lines(of_year, offerings),
        "taught": _lines(taught_then, offerings),
        "coming": _lines(coming, offerings),
        "forms": _by_form(of_year),
        "shares": divided(
            [
                (session.topic_id, session.offering.page_id, hours)
                for session, hours in of_year
                if hours
            ]
        ),
    }
    return render(request, "portal/hours.html", context)


@states(see_unit)
@never_cache
@require_safe
def unit_hours(request: HttpRequest, public_id: str) -> HttpResponse:
    """The people of a unit and those below it by name, with their hours of this year."""
    unit = get_object_or_404(Unit.objects.active(), public_id=public_id)
    see_unit.check(request.user, unit)
    year = timezone.localdate().year
    within = Unit.objects.within(unit).order_by()
    members = User.objects.in_units(within).order_by("name_key", "pk")
    backwards = request.GET.get("order") == "-name"
    people = Paginator(members.reverse() if backwards else members, PEOPLE).get_page(
        request.GET.get("page")
    )
    accounts = accounts_of(list(people), year)
    targets = target_remarks(accounts)
    # What somebody takes part in for another unit is that unit's affair.
    theirs = Registration.objects.filter(person__in=list(people), unit__in=within)
    context = {
        "page": None,
        "unit": unit,
        "year": year,
        "today": timezone.localdate(),
        "people": people,
        "backwards": backwards,
        "rows": [(person, accounts[person.pk]) for person in people],
        "remarks": remarks_on(running(theirs)),
        "targets": [(one, targets[one.pk]) for one in people if one.pk in targets],
    }
    return render(request, "portal/unit_hours.html", context)


def _year_of(session: Any) -> int:
    return timezone.localtime(session.starts_at).year


def _chosen(text: str, years: list[int]) -> int | None:
    return int(text) if text in map(str, years) else None


def _in_year(pairs: Iterable[Pair], year: int) -> list[Pair]:
    return [(session, hours) for session, hours in pairs if _year_of(session) == year]


def _sum(pairs: Iterable[Pair], year: int) -> Decimal:
    return sum((hours for _session, hours in _in_year(pairs, year)), Decimal(0))


def _titled(pairs: list[Pair]) -> dict[int, Any]:
    keys = {session.offering_id for session, _hours in pairs}
    return {one.pk: one for one in with_titles(Offering.objects.filter(pk__in=keys))}


def _lines(pairs: list[Pair], offerings: dict[int, Any]) -> list[Line]:
    """By offering, in the order of the sessions."""
    lines: dict[int, Line] = {}
    for session, hours in pairs:
        line = lines.setdefault(session.offering_id, Line(offerings[session.offering_id]))
        line.hours += hours
        line.sessions.append((session, hours))
    return list(lines.values())


def _by_form(pairs: list[Pair]) -> list[tuple[str, Decimal]]:
    """By form of teaching, the most first."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for session, hours in pairs:
        found[session.get_form_display()] += hours
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
