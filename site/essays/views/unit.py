"""`/unit/<id>/essays/`: what people of a unit owe, and the calls for which it recommends."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from essays import actions, rules
from essays.debt_book import book_of
from essays.duties import debts_of_unit
from essays.models import Essay
from essays.numbers import UnitNumbers, calls_of, numbers_of, own_number
from essays.rules import recommend_essays
from kernel.exports import take_list
from kernel.ids import PATTERN
from kernel.rules import states
from people.models import Unit
from people.rules import see_unit
from publishing.downloads import XLSX, answered


@dataclass(frozen=True)
class Call:
    """A call as one unit sees it: its numbers, and the essays of its people."""

    task: Any
    numbers: UnitNumbers
    essays: list[Essay]
    milestones: list[tuple[date, int]]


@states(see_unit)
@never_cache
@require_safe
def unit_essays(request: HttpRequest, public_id: str) -> HttpResponse:
    """Debts task by task, calls with their numbers; names and states, never a text."""
    unit = _unit(request, public_id)
    debts = debts_of_unit(unit)
    context = {
        "page": None,
        "unit": unit,
        "tasks": [list(rows) for _task, rows in groupby(debts, key=lambda debt: debt.task.pk)],
        "owed": len(debts),
        "people": len({debt.person.pk for debt in debts}),
        "calls": _calls(unit, request.user),
        "today": timezone.localdate(),
    }
    return render(request, "essays/unit.html", context)


def _calls(unit: Unit, person: Any) -> list[Call]:
    """Without the essays that are nameless to `person`: here stands whose they are."""
    tasks = calls_of(unit)
    essays: dict[int, list[Essay]] = {task.pk: [] for task in tasks}
    rows = Essay.objects.submitted_once().with_words().filter(task__in=tasks)
    rows = rows.filter(unit__path__startswith=unit.path)
    rows = rows.exclude(pk__in=rules.nameless_to(person).values("pk"))
    for essay in rows.select_related("author", "task").order_by("author__name_key", "pk"):
        essays[essay.task_id].append(essay)
    return [_call(task, unit, essays[task.pk]) for task in tasks]


def _call(task: Any, unit: Unit, essays: list[Essay]) -> Call:
    """With numbers by a day where the call names the unit itself."""
    numbers = numbers_of(task, [unit])[0]
    milestones = task.milestones.all() if numbers.by else []
    asked = [(one.due_on, own_number(task, one, unit)) for one in milestones]
    return Call(task, numbers, essays, asked)


@states(see_unit)
@never_cache
@require_safe
def unit_essays_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is owed as a workbook."""
    unit = _unit(request, public_id)
    name = f"{unit.name}-{gettext('Essays owed')}-{timezone.localdate().isoformat()}.xlsx"
    debts = debts_of_unit(unit)
    take_list(by=request.user, path=request.path, rows=len(debts))
    return answered(book_of(unit.name, debts), XLSX, name)


@states(recommend_essays)
@never_cache
@require_POST
def recommend_essay(request: HttpRequest, public_id: str) -> HttpResponse:
    """Recommend an essay (`do=recommend`) or take that back, and go on in the list of `unit`."""
    essay = get_object_or_404(Essay, public_id=public_id)
    rules.recommend_essays.check(request.user, essay)
    wanted = request.POST.get("do") == "recommend"
    result = actions.recommend(by=request.user, essay=essay, is_recommended=wanted)
    (messages.success if result.ok else messages.error)(request, result.message)
    came_from = request.POST.get("unit", "")
    return redirect("unit-essays", came_from) if PATTERN.fullmatch(came_from) else redirect("unit")


def _unit(request: HttpRequest, public_id: str) -> Unit:
    unit: Unit = get_object_or_404(Unit.objects.active(), public_id=public_id)
    see_unit.check(request.user, unit)
    return unit
