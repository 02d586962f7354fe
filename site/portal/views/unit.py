"""`/unit/`: the liaison's desk. What is to be done for one's unit, with numbers and dates."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from essays.duties import Debt
from kernel.rules import states
from people.models import Unit, User
from people.rules import see_unit
from reports.unit_definitions import unit_figures
from reports.units import debts_of, openings_for, rates_of, registrations_of

PEOPLE = 50
UNITS = 100


@states(see_unit)
@never_cache
@require_safe
def unit_home(request: HttpRequest) -> HttpResponse:
    """My unit's desk; a choice when I reach several."""
    reached = see_unit.visible(request.user).active()  # type: ignore[misc]
    first = list(reached[:2])
    if len(first) == 1:
        return _desk(request, first[0], several=False)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = reached.filter(name__icontains=words) if words else reached
    units = Paginator(found, UNITS).get_page(request.GET.get("page"))
    return render(request, "portal/unit_choice.html", {"page": None, "units": units, "q": words})


@states(see_unit)
@never_cache
@require_safe
def unit_desk(request: HttpRequest, public_id: str) -> HttpResponse:
    """The desk of one of the units I reach."""
    unit = get_object_or_404(Unit.objects.active(), public_id=public_id)
    see_unit.check(request.user, unit)
    return _desk(request, unit, several=True)


def _desk(request: HttpRequest, unit: Unit, *, several: bool) -> HttpResponse:
    year = timezone.localdate().year
    members = User.objects.in_units(Unit.objects.within(unit).order_by()).order_by("name_key", "pk")
    people = Paginator(members, PEOPLE).get_page(request.GET.get("page"))
    registered = registrations_of(people)
    debts = debts_of(unit)
    context: dict[str, Any] = {
        "page": None,
        "unit": unit,
        "several": several,
        "today": timezone.localdate(),
        "openings": openings_for(unit),
        "debts": debts,
        "tasks": _by_deadline(debts),
        "people": people,
        "rows": [(person, registered.get(person.pk, [])) for person in people],
        "figures": unit_figures(rates_of(unit, year), year),
    }
    return render(request, "portal/unit.html", context)


def _by_deadline(debts: list[Debt]) -> list[list[Debt]]:
    """Debts of one task and one deadline together, the first to be due first: who was given more
    time stands under a day of their own.
    """

    def due(debt: Debt) -> tuple[datetime, int, bool]:
        return debt.deadline.due_at, debt.task.pk, not debt.is_overdue

    return [list(rows) for _due, rows in groupby(sorted(debts, key=due), key=due)]
