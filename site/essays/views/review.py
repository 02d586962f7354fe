"""The reviewer's page of one essay, with its verdict. Nothing names the author."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from essays import actions, rules
from essays.enums import EssayOutcome, Verdict
from essays.forms import CommentForm, ReasonsField, VerdictForm
from essays.models import Criterion, Essay, Recommendation, ReviewComment
from essays.outcomes import ReviewOutcome
from essays.review_forms import AdviceForm
from essays.views.limits import answers_too_long
from essays.views.queueing import going_through, query_of
from essays.views.reading import JOINED, reading
from essays.views.unsent import keeps_words, unsent, written
from kernel.outcomes import Result

ReviewForm = VerdictForm | AdviceForm
ERRORS_AT: dict[Any, str | None] = {
    EssayOutcome.COMMENT_MISSING: "comment",
    ReviewOutcome.NOTE_MISSING: "note",
    ReviewOutcome.SCORES_MISSING: "note",
}
NEWER = (EssayOutcome.NEWER_REVISION, ReviewOutcome.NEWER_REVISION)


@method_decorator([never_cache, answers_too_long, keeps_words], name="dispatch")
class ReviewView(View):
    """`/review/<id>/`: the text left, the task and the verdict or the recommendation right."""

    rule = rules.review_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The latest revision, and the form while it waits."""
        return review_page(request, self._reviewable(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Accept or return, or recommend; then go on to the next."""
        essay = self._reviewable(request, public_id)
        form = form_for(request, essay, request.POST)
        if refused := _asked_otherwise(form):
            return _answer(request, essay, form, refused)
        if not form.is_valid():
            return review_page(request, essay, form, status=422)
        data = form.cleaned_data
        given = {"by": request.user, "essay": essay, "revision": data["revision"]}
        if isinstance(form, AdviceForm):
            said = {name: data[name] for name in ("verdict", "note", "reasons")}
            result = actions.advise(points=form.points(), **said, **given)
        elif data["verdict"] == Verdict.ACCEPT:
            result = actions.accept(comment=data["comment"], **given)
        else:
            result = actions.send_back(comment=data["comment"], reasons=data["reasons"], **given)
        return _answer(request, essay, form, result)

    def _reviewable(self, request: HttpRequest, public_id: str) -> Essay:
        essays = Essay.objects.select_related(*JOINED)
        essay = get_object_or_404(essays, public_id=public_id)
        self.rule.check(request.user, essay)
        return essay


def form_for(request: HttpRequest, essay: Essay, data: Any = None, **kept: Any) -> ReviewForm:
    """Deciding or recommending, by the plan of the task."""
    plan = getattr(essay.task, "review_plan", None)
    if plan is None or not plan.by_chief:
        return VerdictForm(data, **kept)
    criteria = list(Criterion.objects.filter(task=essay.task))
    own = Recommendation.objects.on_newest().filter(revision__essay=essay, reviewer=request.user)
    if data is None and not kept and (said := own.prefetch_related("scores__criterion").first()):
        points = {f"points-{one.criterion.public_id}": one.points for one in said.scores.all()}
        reasons = ReasonsField.chosen(said.reasons)
        kept = {"initial": {"note": said.note, "reasons": reasons, **points}}
    return AdviceForm(data, criteria=criteria, plan=plan, **kept)


def _asked_otherwise(form: ReviewForm) -> Result | None:
    """A page opened before the plan changed: who was to recommend would decide, or what was
    written to one reader would go to another.
    """
    if isinstance(form, AdviceForm):
        return Result(EssayOutcome.NOT_YOURS_TO_DECIDE) if "comment" in form.data else None
    return Result(ReviewOutcome.DECIDES_ITSELF) if "note" in form.data else None


def _answer(request: HttpRequest, essay: Essay, form: ReviewForm, result: Result) -> HttpResponse:
    if field := ERRORS_AT.get(result.outcome):
        form.add_error(field, result.message)
        return review_page(request, essay, form, status=422)
    if result.outcome in NEWER:
        messages.warning(request, result.message)
        kept = form.cleaned_data | {"reasons": form["reasons"].data}
        return review_page(request, essay, form_for(request, essay, initial=kept), status=409)
    if not result.ok and written(request):
        url = reverse("review-essay", args=[essay.public_id]) + query_of(request)
        return unsent(request, result.message, url=url)
    (messages.success if result.ok else messages.warning)(request, result.message)
    return to_next(request, essay)


def to_next(request: HttpRequest, essay: Essay) -> HttpResponseRedirect:
    """The next one of those that the reviewer is going through; else the queue."""
    order = going_through(request)
    following = next((one for one in order if one != essay.public_id), None)
    if following is None:
        return redirect("review")
    return redirect(reverse("review-essay", args=[following]) + query_of(request))


def _neighbours(request: HttpRequest, essay: Essay) -> tuple[str | None, str | None]:
    """The essays before and after this one in the queue; of one that is not in it, its head."""
    order = going_through(request)
    if essay.public_id not in order:
        return None, order[0] if order else None
    at = order.index(essay.public_id)
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None


def _own_word(request: HttpRequest, last: Any) -> Recommendation | None:
    """What this reviewer has recommended about what is shown."""
    return Recommendation.objects.filter(revision=last, reviewer=request.user.pk).first()


def _readable(request: HttpRequest, essay: Essay) -> Any:
    """Where several recommend, nobody reads the others before having said something."""
    comments = ReviewComment.objects.for_reviewer(request.user)
    plan = getattr(essay.task, "review_plan", None)
    said = Recommendation.objects.on_newest().filter(
        revision__essay=essay, reviewer=request.user.pk
    )
    if plan is None or not plan.by_chief or said.exists():
        return comments
    return comments.filter(by=request.user.pk)


def review_page(
    request: HttpRequest,
    essay: Essay,
    form: ReviewForm | None = None,
    comment_form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One essay as its reviewer reads it, with what one may do about it now."""
    comments = _readable(request, essay)
    context = reading(request, essay, comments, comment_form)
    last = context["last"]
    if form is None:
        form = form_for(request, essay)
    if not form.is_bound:
        form.initial["revision"] = last.number
    before, after = _neighbours(request, essay)
    context |= {
        "review": getattr(last, "review", None),
        "waits": essay.is_waiting,
        "form": form,
        "advises": isinstance(form, AdviceForm),
        "own": _own_word(request, last),
        "before": before,
        "after": after,
        "query": query_of(request),
    }
    return render(request, "essays/review.html", context, status=status)
