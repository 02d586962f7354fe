"""The organiser's side of a review: its tasks, the desk of one, its plan, assigning by rule."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View

from essays import actions, rules
from essays.actions.plan import sheet_of
from essays.assigning import loads_of, lost, mark_of, missing, proposals
from essays.dark import shown
from essays.desk import alarmed, directed, plan_of, rows_of
from essays.models import Essay, EssayRevision, EssayTask
from essays.outcomes import ReviewOutcome
from essays.review_forms import PlanForm
from kernel.outcomes import Effect, Result
from kernel.rules import states

PAGE = 50
JOINED = ("offering__page", "lead_unit", "review_plan")


def tell(request: HttpRequest, result: Result) -> None:
    """The sentence of an outcome, in the colour of its effect."""
    say = {Effect.DONE: messages.success, Effect.SAME: messages.info}
    say.get(result.outcome.effect, messages.warning)(request, result.message)


def directed_task(request: HttpRequest, public_id: str) -> EssayTask:
    """A task whose review the person directs. Raises Forbidden, Http404."""
    task = get_object_or_404(EssayTask.objects.select_related(*JOINED), public_id=public_id)
    rules.direct_review.check(request.user, task)
    return task


@states(rules.direct_review)
@never_cache
@require_safe
def review_tasks(request: HttpRequest) -> HttpResponse:
    """`/review/tasks/`: the tasks whose review one directs."""
    page = Paginator(directed(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "essays/review_tasks.html", {"tasks": page})


@states(rules.direct_review)
@never_cache
@require_safe
def review_desk(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/review/tasks/<id>/`: how far each essay is, and where reviewers differ."""
    task = directed_task(request, public_id)
    essays = Essay.objects.filter(task=task).submitted_once().with_words()
    essays = essays.exclude(author=request.user.pk)
    essays = essays.order_by("submitted_at", "pk")
    page = Paginator(essays, PAGE).get_page(request.GET.get("page"))
    plan = plan_of(task)
    gone = [row for row in lost(task) if row.essay.author_id != request.user.pk]
    context = {
        "task": task,
        "plan": plan,
        "page": page,
        "lost": pgettext("between names", ", ").join(sorted({row.reviewer.name for row in gone})),
        "missing": missing(task, plan.reviewers_each) if plan.reviewers_each else 0,
        "rows": rows_of(task, page.object_list),
        "alarmed": alarmed(task, request.user) if plan.by_chief else [],
        "prepared": essays.filter(revisions__prepared__isnull=False).count(),
    }
    return render(request, "essays/desk.html", context)


@method_decorator(never_cache, name="dispatch")
class PlanView(View):
    """`/review/tasks/<id>/plan/`: who decides, how many read, in the dark or not, the sheet."""

    rule = rules.direct_review

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The plan as it is."""
        task = directed_task(request, public_id)
        return self._page(request, task, PlanForm(instance=plan_of(task), sheet=sheet_of(task)))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Set it."""
        task = directed_task(request, public_id)
        sheet = sheet_of(task)
        form = PlanForm(request.POST, instance=plan_of(task), sheet=sheet)
        if not form.is_valid():
            return self._page(request, task, form, 422)
        given = {"values": form.values(), "sheet": form.cleaned_data["sheet"]}
        result = actions.plan_review(by=request.user, task=task, **given)
        if not result.ok:
            form.add_error("sheet", result.message)
            return self._page(request, task, form, 422)
        tell(request, result)
        return redirect("review-desk", public_id=task.public_id)

    def _page(
        self, request: HttpRequest, task: EssayTask, form: PlanForm, status: int = 200
    ) -> HttpResponse:
        return render(request, "essays/plan.html", {"task": task, "form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class AssignView(View):
    """`/review/tasks/<id>/assign/`: whom the rule would ask for what, and the button."""

    rule = rules.direct_review

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The preview."""
        return self._page(request, directed_task(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Assign exactly what was shown; `do=hand_on`: only what its readers may read no more."""
        task = directed_task(request, public_id)
        if request.POST.get("do") == "hand_on":
            tell(request, actions.hand_on(by=request.user, task=task))
            return redirect("review-desk", public_id=task.public_id)
        seen = request.POST.get("seen", "")
        result = actions.assign_by_rule(by=request.user, task=task, seen=seen)
        tell(request, result)
        if result.outcome is ReviewOutcome.PREVIEW_OLD:
            return self._page(request, task, 409)
        return redirect("review-desk", public_id=task.public_id)

    def _page(self, request: HttpRequest, task: EssayTask, status: int = 200) -> HttpResponse:
        plan = plan_of(task)
        made = proposals(task, plan.reviewers_each)
        # Nobody learns who will read the own essay.
        others = [one for one in made if one.essay.author_id != request.user.pk]
        titles = titles_of([one.essay for one in others])
        context = {
            "task": task,
            "plan": plan,
            "pairs": [(titles.get(one.essay.pk, "—"), one.reviewer.name) for one in others],
            "number": len(made),
            "loads": sorted((who.name, number) for who, number in loads_of(made).items()),
            "seen": mark_of(made),
            "short": max(missing(task, plan.reviewers_each) - len(made), 0),
        }
        return render(request, "essays/assign.html", context, status=status)


def titles_of(essays: list[Essay]) -> dict[int, str]:
    """Titles by the key of the essay, without names while the review is anonymous."""
    joined = ("essay__author", "essay__unit", "essay__task__review_plan", "blackout")
    rows = EssayRevision.objects.newest().filter(essay__in=essays).select_related(*joined)
    return {row.essay_id: shown(row, row.essay).title for row in rows}
