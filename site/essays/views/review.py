"""The reviewer's pages: the queue, and one essay with its verdict. Nothing names the author."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View

from essays import actions, rules
from essays.enums import EssayOutcome, EssayState, Verdict
from essays.forms import VerdictForm
from essays.models import Essay
from essays.reading import paragraphs
from essays.views.limits import answers_too_long
from essays.views.similar import check_of
from essays.waiting import queue_rows
from events.models import Offering
from kernel.ids import PATTERN
from kernel.outcomes import Result
from kernel.rules import states

PAGE = 50


@states(rules.review_essay)
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """`/review/`: what waits for a decision, the longest waiting first."""
    waiting = rules.review_essay.visible(request.user).awaiting_review()
    counts = dict(waiting.order_by().values_list("task__offering").annotate(Count("pk")))
    offerings = list(
        Offering.objects.filter(pk__in=counts).select_related("page").order_by("page__title", "pk")
    )
    chosen = request.GET.get("offering", "")
    shown = _of_offering(queue_rows(waiting), chosen)
    context = {
        "essays": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "total": sum(counts.values()),
        "chosen": chosen,
        "groups": _filters(offerings, counts, chosen),
    }
    return render(request, "essays/queue.html", context)


def _of_offering(essays: Any, public_id: str) -> Any:
    if not public_id:
        return essays
    if not PATTERN.fullmatch(public_id):
        return essays.none()
    return essays.filter(task__offering__public_id=public_id)


def _filters(
    offerings: list[Offering], counts: dict[int, int], chosen: str
) -> list[dict[str, Any]]:
    """The filter links: all, then one per offering with its number of waiting essays."""
    address = reverse("review")
    return [
        {
            "offering": offering,
            "url": f"{address}?offering={offering.public_id}",
            "current": offering.public_id == chosen,
            "count": counts[offering.pk],
        }
        for offering in offerings
    ]


@method_decorator([never_cache, answers_too_long], name="dispatch")
class ReviewView(View):
    """`/review/<id>/`: the text left, the task and the verdict right."""

    rule = rules.review_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The latest revision, and the form while it waits."""
        return _page(request, self._reviewable(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Accept or return, then go on to the next."""
        essay = self._reviewable(request, public_id)
        form = VerdictForm(request.POST)
        if not form.is_valid():
            return _page(request, essay, form, status=422)
        data = form.cleaned_data
        decide = actions.accept if data["verdict"] == Verdict.ACCEPT else actions.send_back
        result = decide(
            by=request.user, essay=essay, revision=data["revision"], comment=data["comment"]
        )
        return _answer(request, essay, form, result)

    def _reviewable(self, request: HttpRequest, public_id: str) -> Essay:
        essays = Essay.objects.select_related("task__offering__page")
        essay = get_object_or_404(essays, public_id=public_id)
        self.rule.check(request.user, essay)
        return essay


def _answer(request: HttpRequest, essay: Essay, form: VerdictForm, result: Result) -> HttpResponse:
    if result.outcome is EssayOutcome.COMMENT_MISSING:
        form.add_error("comment", result.message)
        return _page(request, essay, form, status=422)
    if result.outcome is EssayOutcome.NEWER_REVISION:
        messages.warning(request, result.message)
        return _page(request, essay, VerdictForm(initial=form.cleaned_data), status=409)
    (messages.success if result.ok else messages.warning)(request, result.message)
    return _to_next(request, essay)


def _to_next(request: HttpRequest, essay: Essay) -> HttpResponseRedirect:
    """The longest waiting of those that the reviewer is going through; else the queue."""
    chosen = request.GET.get("offering", "")
    waiting = _of_offering(rules.review_essay.visible(request.user).awaiting_review(), chosen)
    following = waiting.exclude(pk=essay.pk).first()
    address = (
        reverse("review-essay", args=[following.public_id]) if following else reverse("review")
    )
    return redirect(address + (f"?offering={chosen}" if chosen and following else ""))


def _neighbours(request: HttpRequest, essay: Essay) -> tuple[Essay | None, Essay | None]:
    """The essays before and after this one in the queue, by the time they have waited."""
    chosen = request.GET.get("offering", "")
    waiting = _of_offering(rules.review_essay.visible(request.user).awaiting_review(), chosen)
    at, pk = essay.submitted_at, essay.pk
    before = waiting.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk)).reverse()
    after = waiting.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk))
    return before.first(), after.first()


def _page(
    request: HttpRequest, essay: Essay, form: VerdictForm | None = None, status: int = 200
) -> HttpResponse:
    revisions = list(essay.revisions.select_related("review").order_by("number"))
    last = revisions[-1]
    before, after = _neighbours(request, essay)
    if form is None:
        form = VerdictForm(initial={"revision": last.number})
    elif not form.is_bound:
        form.initial["revision"] = last.number
    context = {
        "essay": essay,
        "task": essay.task,
        "last": last,
        "earlier": revisions[:-1],
        "paragraphs": paragraphs(last.text),
        "review": getattr(last, "review", None),
        "similarity": check_of(last),
        "waits": essay.state == EssayState.SUBMITTED,
        "form": form,
        "before": before,
        "after": after,
        "query": f"?offering={request.GET['offering']}" if request.GET.get("offering") else "",
        "fits": essay.task.min_characters <= last.characters <= essay.task.max_characters,
    }
    return render(request, "essays/review.html", context, status=status)
