"""The queue of a reviewer: what waits, by offering, or by task for tasks without an offering."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from essays import rules
from essays.dark import title_shown
from essays.models import EssayTask
from essays.waiting import least_read_first, queue_rows, unread_by
from events.models import Offering
from kernel.ids import PATTERN
from kernel.rules import states

PAGE = 50
FILTERS = {"offering": "task__offering__public_id", "task": "task__public_id"}


@states(rules.review_essay)
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """`/review/`: what waits for this reviewer, least read first, then the longest waiting."""
    waiting = unread_by(request.user)
    groups, total = _groups(request, waiting)
    rows = queue_rows(least_read_first(_filtered(request, waiting)))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "essays": page,
        "rows": [(essay, title_shown(essay)) for essay in page],
        "total": total,
        "query": query_of(request),
        "groups": groups,
        "directs": rules.direct_review.allows(request.user),
    }
    return render(request, "essays/queue.html", context)


def going_through(request: HttpRequest) -> list[str]:
    """Public ids of what waits for the reader under the filter of the address, in its order."""
    waiting = least_read_first(_filtered(request, unread_by(request.user)))
    return list(waiting.values_list("public_id", flat=True))


def query_of(request: HttpRequest) -> str:
    """The filter of the address, to go on with: `?offering=…`, or nothing."""
    chosen = _chosen(request)
    return f"?{urlencode(chosen)}" if chosen else ""


def _chosen(request: HttpRequest) -> dict[str, str]:
    found = {name: request.GET.get(name, "") for name in FILTERS}
    return {name: value for name, value in found.items() if value}


def _filtered(request: HttpRequest, essays: Any) -> Any:
    for name, value in _chosen(request).items():
        known = PATTERN.fullmatch(value)
        essays = essays.filter(**{FILTERS[name]: value}) if known else essays.none()
    return essays


def _groups(request: HttpRequest, waiting: Any) -> tuple[list[dict[str, Any]], int]:
    """The filter links, each with its number of waiting essays; and how many there are in all."""
    by_offering: Counter[int] = Counter()
    by_task: Counter[int] = Counter()
    counted = waiting.order_by().values_list("task__offering", "task").annotate(Count("pk"))
    for offering, task, number in counted:
        if offering is None:
            by_task[task] += number
        else:
            by_offering[offering] += number
    offerings = Offering.objects.filter(pk__in=by_offering).select_related("page")
    groups = [
        _group(request, "offering", one, by_offering[one.pk])
        for one in offerings.order_by("page__title", "pk")
    ]
    tasks = EssayTask.objects.filter(pk__in=by_task).order_by("title", "pk")
    groups += [_group(request, "task", one, by_task[one.pk]) for one in tasks]
    return groups, by_offering.total() + by_task.total()


def _group(request: HttpRequest, name: str, one: Any, number: int) -> dict[str, Any]:
    return {
        name: one,
        "url": f"{reverse('review')}?{urlencode({name: one.public_id})}",
        "current": request.GET.get(name) == one.public_id,
        "count": number,
    }
