"""The reviewer's pages: the queue, and one essay with its verdict. Nothing names the author."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View

from essays import actions, rules
from essays.dark import title_shown
from essays.enums import EssayOutcome, Verdict
from essays.forms import CommentForm, VerdictForm
from essays.models import Essay, ReviewComment
from essays.views.limits import answers_too_long
from essays.views.reading import JOINED, reading
from essays.waiting import least_read_first, queue_rows, unread_by
from events.models import Offering
from kernel.ids import PATTERN
from kernel.outcomes import Result
from kernel.rules import states

PAGE = 50


@states(rules.review_essay)
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """`/review/`: what waits for this reviewer, least read first, then the longest waiting."""
    waiting = unread_by(request.user)
    counts = dict(waiting.order_by().values_list("task__offering").annotate(Count("pk")))
    offerings = list(
        Offering.objects.filter(pk__in=counts).select_related("page").order_by("page__title", "pk")
    )
    chosen = request.GET.get("offering", "")
    rows = _of_offering(queue_rows(least_read_first(waiting)), chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "essays": page,
        "rows": [(essay, title_shown(essay)) for essay in page],
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
        return review_page(request, self._reviewable(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Accept or return, then go on to the next."""
        essay = self._reviewable(request, public_id)
        form = VerdictForm(request.POST)
        if not form.is_valid():
            return review_page(request, essay, form, status=422)
        data = form.cleaned_data
        given = {"essay": essay, "revision": data["revision"], "comment": data["comment"]}
        if data["verdict"] == Verdict.ACCEPT:
            result = actions.accept(by=request.user, **given)
        else:
            result = actions.send_back(by=request.user, reasons=data["reasons"], **given)
        return _answer(request, essay, form, result)

    def _reviewable(self, request: HttpRequest, public_id: str) -> Essay:
        essays = Essay.objects.select_related(*JOINED)
        essay = get_object_or_404(essays, public_id=public_id)
        self.rule.check(request.user, essay)
        return essay


def _answer(request: HttpRequest, essay: Essay, form: VerdictForm, result: Result) -> HttpResponse:
    if result.outcome is EssayOutcome.COMMENT_MISSING:
        form.add_error("comment", result.message)
        return review_page(request, essay, form, status=422)
    if result.outcome is EssayOutcome.NEWER_REVISION:
        messages.warning(request, result.message)
        kept = form.cleaned_data | {"reasons": form["reasons"].data}
        return review_page(request, essay, VerdictForm(initial=kept), status=409)
    (messages.success if result.ok else messages.warning)(request, result.message)
    return _to_next(request, essay)


def _to_next(request: HttpRequest, essay: Essay) -> HttpResponseRedirect:
    """The next one of those that the reviewer is going through; else the queue."""
    order = _order(request)
    following = next((one for one in order if one != essay.public_id), None)
    if following is None:
        return redirect("review")
    return redirect(reverse("review-essay", args=[following]) + _query(request))


def _order(request: HttpRequest) -> list[str]:
    """Public ids of what waits for the reviewer, in the order of the queue."""
    waiting = _of_offering(unread_by(request.user), request.GET.get("offering", ""))
    return list(least_read_first(waiting).values_list("public_id", flat=True))


def _neighbours(request: HttpRequest, essay: Essay) -> tuple[str | None, str | None]:
    """The essays before and after this one in the queue; of one that is not in it, its head."""
    order = _order(request)
    if essay.public_id not in order:
        return None, order[0] if order else None
    at = order.index(essay.public_id)
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None


def _query(request: HttpRequest) -> str:
    offering = request.GET.get("offering")
    return f"?offering={quote(offering)}" if offering else ""


def review_page(
    request: HttpRequest,
    essay: Essay,
    form: VerdictForm | None = None,
    comment_form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One essay as its reviewer reads it, with what one may do about it now."""
    comments = ReviewComment.objects.for_reviewer(request.user)
    context = reading(request, essay, comments, comment_form)
    last = context["last"]
    if form is None:
        form = VerdictForm(initial={"revision": last.number})
    elif not form.is_bound:
        form.initial["revision"] = last.number
    before, after = _neighbours(request, essay)
    context |= {
        "review": getattr(last, "review", None),
        "waits": essay.is_waiting,
        "form": form,
        "before": before,
        "after": after,
        "query": _query(request),
    }
    return render(request, "essays/review.html", context, status=status)
